// The cube root to single precision. A power costs ten times as much where the processor computes, and is less exact:
// here a third of the exponent is the first guess, within 4%, and each step of Halley's method cubes the error.

fn cubeRoot(x: f32) -> f32 {
  let size = abs(x);
  // 709921077 / 2^23 shifts the bias of the exponent back to where it was before dividing by three.
  let guess = bitcast<f32>(i32(f32(bitcast<i32>(size)) * (1.0 / 3.0)) + 709921077);
  let cube = guess * guess * guess;
  let near = guess * (cube + 2.0 * size) / (2.0 * cube + size);
  let nearCube = near * near * near;
  let root = near * (nearCube + 2.0 * size) / (2.0 * nearCube + size);
  return select(sign(x) * root, 0.0, size == 0.0);
}

fn cubeRoot3(x: vec3f) -> vec3f {
  return vec3f(cubeRoot(x.x), cubeRoot(x.y), cubeRoot(x.z));
}
