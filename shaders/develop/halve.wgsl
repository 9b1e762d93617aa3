// include: lib/fullscreen.wgsl
// One level of the pyramid from the one before: the mean of 2x2 texels in linear light, by one filtered read. The
// photo itself is read through an sRGB view, which decodes before it filters. `Strip` precedes this file.

@group(0) @binding(0) var<uniform> strip: Strip;
@group(0) @binding(1) var source: texture_2d<f32>;
@group(0) @binding(2) var filtered: sampler;

@fragment
fn halve(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let first = 2.0 * (floor(position.xy) + strip.targetOrigin);
  // How much of the second texel there is: the level's last one may stand for less than a whole, or be missing.
  let second = clamp(strip.size - first - 1.0, vec2f(0.0), vec2f(1.0));
  // Read here, the two weigh 1 : second.
  let texel = first - strip.sourceOrigin + 0.5 + second / (1.0 + second);
  return textureSampleLevel(source, filtered, texel / vec2f(textureDimensions(source)), 0.0);
}
