// include: lib/fullscreen.wgsl
// include: lib/srgb.wgsl
// include: lib/coverage.wgsl
// A region of the photo at the size it is wanted, in linear light of the photo's own primaries: the exact mean of the
// area under each pixel, from the level of the pyramid just finer than wanted. At 1:1 the mean of one texel is that
// texel; when zoomed in, pixels stay crisp squares with smooth edges. `View` precedes this file.

override FROM_ENCODED: bool;
// Texels across that one pixel may touch, 1 to 4: what lies beyond weighs nothing, and is not read.
override TAPS: u32;

@group(0) @binding(0) var<uniform> view: View;
@group(0) @binding(1) var source: texture_2d<f32>;

fn valueAt(texel: vec2i) -> vec4f {
  let value = textureLoad(source, clamp(texel, vec2i(0), vec2i(textureDimensions(source)) - 1), 0);
  if (FROM_ENCODED) {
    return vec4f(srgbDecode(value.rgb), value.a);
  }
  return value;
}

fn rowAt(texel: vec2i, weights: vec4f) -> vec4f {
  var sum = weights.x * valueAt(texel);
  if (TAPS > 1u) {
    sum += weights.y * valueAt(texel + vec2i(1, 0));
  }
  if (TAPS > 2u) {
    sum += weights.z * valueAt(texel + vec2i(2, 0));
  }
  if (TAPS > 3u) {
    sum += weights.w * valueAt(texel + vec2i(3, 0));
  }
  return sum;
}

@fragment
fn resample(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let length = view.step / view.levelScale;
  // By the pixel's number in the whole picture: a tile computes what the whole does, to the last bit.
  let start = ((view.origin + floor(position.xy)) * view.step) / view.levelScale;
  let limit = view.photoSize / view.levelScale;
  let across = coverage(start.x, length.x, limit.x);
  let down = coverage(start.y, length.y, limit.y);
  let first = vec2i(floor(start) - view.levelOrigin);

  var sum = down.x * rowAt(first, across);
  if (TAPS > 1u) {
    sum += down.y * rowAt(first + vec2i(0, 1), across);
  }
  if (TAPS > 2u) {
    sum += down.z * rowAt(first + vec2i(0, 2), across);
  }
  if (TAPS > 3u) {
    sum += down.w * rowAt(first + vec2i(0, 3), across);
  }
  let weight = dot(across, vec4f(1.0)) * dot(down, vec4f(1.0));
  // Beside the photo there is nothing: transparent.
  return select(sum / max(weight, 1e-20), vec4f(0.0), weight <= 0.0);
}
