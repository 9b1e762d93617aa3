// include: lib/fullscreen.wgsl
// One level of the pyramid from the one before: the mean of 2x2 texels in linear light. The photo itself is read through
// an sRGB view, which decodes. Texels are read one by one: a filter's position is rounded by the size of the texture, and
// tiles would not be the whole. `Strip` precedes this file.

@group(0) @binding(0) var<uniform> strip: Strip;
@group(0) @binding(1) var source: texture_2d<f32>;

@fragment
fn halve(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let first = 2.0 * (floor(position.xy) + strip.targetOrigin);
  // How much of the second texel there is: the level's last one may stand for less than a whole, or be missing.
  let second = clamp(strip.size - first - 1.0, vec2f(0.0), vec2f(1.0));
  let low = vec2i(first - strip.sourceOrigin);
  let high = min(low + 1, vec2i(textureDimensions(source)) - 1);
  let top = textureLoad(source, low, 0) + second.x * textureLoad(source, vec2i(high.x, low.y), 0);
  let bottom = textureLoad(source, vec2i(low.x, high.y), 0) + second.x * textureLoad(source, high, 0);
  return (top + second.y * bottom) / ((1.0 + second.x) * (1.0 + second.y));
}
