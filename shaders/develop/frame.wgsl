// include: lib/fullscreen.wgsl
// include: lib/srgb.wgsl
// include: lib/dither.wgsl
// include: develop/pixel.wgsl
// The frame pass: every adjustment in one; and `show`, for a photo that nothing is done to, at a seventh of the cost.
// The structs `View`, `Place` and `Frame` and the constant matrices precede this file; the ops' files read `frame`
// and `coefficients`.

@group(0) @binding(0) var<uniform> view: View;
@group(0) @binding(1) var source: texture_2d<f32>;
@group(1) @binding(0) var<uniform> place: Place;
@group(2) @binding(0) var<uniform> frame: Frame;
@group(2) @binding(1) var coefficients: texture_2d<f32>;

// What marks clipped pixels, encoded: highlights red, shadows blue (develop/overlay.ts).
const CLIPPED_HIGHLIGHTS = vec3f(1.0, 0.1568627450980392, 0.1568627450980392);
const CLIPPED_SHADOWS = vec3f(0.1568627450980392, 0.3137254901960784, 1.0);

fn markClipped(encoded: vec3f) -> vec3f {
  let isHigh = max(max(encoded.r, encoded.g), encoded.b) >= 1.0;
  let isLow = max(max(encoded.r, encoded.g), encoded.b) <= 0.0;
  return select(select(encoded, CLIPPED_SHADOWS, isLow), CLIPPED_HIGHLIGHTS, isHigh);
}

// The 8-bit colour of a linear one, with noise in steps.
fn encode(display: vec3f, value: vec4f, noise: f32) -> vec4f {
  let alpha = floor(value.a * 255.0 + 0.5) / 255.0;
  let steps = 255.0 * srgbEncode(display) + 0.5 + noise;
  let plain = clamp(floor(steps), vec3f(0.0), vec3f(255.0)) / 255.0;
  let encoded = select(plain, markClipped(plain), place.marksClipping != 0u);
  return vec4f(encoded * select(1.0, alpha, place.premultiplied != 0u), alpha);
}

@fragment
fn develop(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let pixel = floor(position.xy) - place.targetOrigin;
  let value = textureLoad(source, vec2i(pixel), 0);
  let display = developPixel(value.rgb, (view.origin + pixel + 0.5) * view.step / view.photoSize);
  return encode(display, value, ditherAt(vec2i(pixel) + place.ditherOrigin));
}

@fragment
fn show(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let value = textureLoad(source, vec2i(floor(position.xy) - place.targetOrigin), 0);
  return encode(value.rgb, value, 0.0);
}
