// include: lib/cubeRoot.wgsl
// The transfer function of sRGB and Display P3 (IEC 61966-2-1), for values from 0.

fn srgbDecode(encoded: vec3f) -> vec3f {
  let low = encoded / 12.92;
  let high = pow((max(encoded, vec3f(0.0)) + 0.055) / 1.055, vec3f(2.4));
  return select(high, low, encoded <= vec3f(0.04045));
}

fn srgbEncode(linear: vec3f) -> vec3f {
  let low = linear * 12.92;
  // The power 1 / 2.4 is the cube root's power 5 / 4.
  let root = cubeRoot3(max(linear, vec3f(0.0)));
  let high = 1.055 * root * sqrt(sqrt(root)) - 0.055;
  return select(high, low, linear <= vec3f(0.0031308));
}
