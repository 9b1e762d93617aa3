// include: lib/fullscreen.wgsl
// include: lib/srgb.wgsl
// include: lib/dither.wgsl
// include: develop/pixel.wgsl
// The frame pass: every adjustment in one. The structs `View` and `Frame` and the constant matrices precede this
// file; the ops' files read `frame` and `coefficients`.

@group(0) @binding(0) var<uniform> view: View;
@group(0) @binding(1) var source: texture_2d<f32>;
@group(0) @binding(2) var coefficients: texture_2d<f32>;
@group(1) @binding(0) var<uniform> frame: Frame;

@fragment
fn develop(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let pixel = floor(position.xy) - frame.targetOrigin;
  let value = textureLoad(source, vec2i(pixel), 0);
  let alpha = floor(value.a * 255.0 + 0.5) / 255.0;
  var display = value.rgb;
  var noise = 0.0;
  if (frame.neutral == 0u) {
    display = developPixel(value.rgb, (view.origin + (pixel + 0.5) * view.step) / view.photoSize);
    noise = ditherAt(vec2i(pixel) + frame.ditherOrigin);
  }
  let steps = 255.0 * srgbEncode(display) + 0.5 + noise;
  let encoded = clamp(floor(steps), vec3f(0.0), vec3f(255.0)) / 255.0;
  return vec4f(encoded * select(1.0, alpha, frame.premultiplied != 0u), alpha);
}
