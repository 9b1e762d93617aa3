// include: lib/fullscreen.wgsl
// include: lib/srgb.wgsl
// include: lib/coverage.wgsl
// One level of the pyramid from the one before: the mean of 2x2 texels in linear light. `Strip` precedes this file.

// The first level is made from the photo's own 8-bit values, the others from linear ones.
override FROM_ENCODED: bool;

@group(0) @binding(0) var<uniform> strip: Strip;
@group(0) @binding(1) var source: texture_2d<f32>;

@fragment
fn halve(@builtin(position) position: vec4f) -> @location(0) vec4f {
  // strip.size is the whole level's, and fractional where its last texel stands for less than a whole one; the
  // textures may hold only a part of their levels.
  let start = 2.0 * (floor(position.xy) + strip.targetOrigin);
  var sum = vec4f(0.0);
  var weights = 0.0;
  for (var i = 0; i < 4; i++) {
    let texel = start + vec2f(f32(i & 1), f32(i >> 1));
    let weight = coverage(start, vec2f(2.0), texel, strip.size);
    if (weight <= 0.0) {
      continue;
    }
    var value = textureLoad(source, vec2i(texel - strip.sourceOrigin), 0);
    if (FROM_ENCODED) {
      value = vec4f(srgbDecode(value.rgb), value.a);
    }
    sum += weight * value;
    weights += weight;
  }
  return sum / weights;
}
