// include: lib/fullscreen.wgsl
// include: lib/srgb.wgsl
// include: lib/coverage.wgsl
// A region of the photo at the size it is wanted, in linear light of the photo's own primaries: the exact mean of the
// area under each pixel, from the level of the pyramid just finer than wanted. At 1:1 the mean of one texel is that
// texel; when zoomed in, pixels stay crisp squares with smooth edges. `View` precedes this file.

override FROM_ENCODED: bool;

@group(0) @binding(0) var<uniform> view: View;
@group(0) @binding(1) var source: texture_2d<f32>;

@fragment
fn resample(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let length = view.step / view.levelScale;
  let start = (view.origin + floor(position.xy) * view.step) / view.levelScale;
  let limit = view.photoSize / view.levelScale;
  let first = floor(start);
  let taps = vec2i(ceil(start + length) - first);
  let last = vec2i(textureDimensions(source)) - 1;

  var sum = vec4f(0.0);
  var weights = 0.0;
  for (var y = 0; y < taps.y; y++) {
    for (var x = 0; x < taps.x; x++) {
      let texel = first + vec2f(f32(x), f32(y));
      let weight = coverage(start, length, texel, limit);
      if (weight <= 0.0) {
        continue;
      }
      var value = textureLoad(source, clamp(vec2i(texel - view.levelOrigin), vec2i(0), last), 0);
      if (FROM_ENCODED) {
        value = vec4f(srgbDecode(value.rgb), value.a);
      }
      sum += weight * value;
      weights += weight;
    }
  }
  // Beside the photo there is nothing: transparent.
  if (weights <= 0.0) {
    return vec4f(0.0);
  }
  return sum / weights;
}
