// The edge-aware base: log2-luminance minus the base at two scales, and the coarse base as luminance.

const LUMINANCE_FLOOR = 0.001953125;

struct Detail {
  fine: f32,
  coarse: f32,
  // The coarse base, as luminance.
  base: f32,
}

// a1, b1, a2, b2 at a share of the photo's width and height, read bilinearly in f32.
fn sampleCoefficients(at: vec2f) -> vec4f {
  let size = vec2f(textureDimensions(coefficients));
  let texel = clamp(at * size - 0.5, vec2f(0.0), size - 1.0);
  let low = vec2i(texel);
  let high = min(low + 1, vec2i(size) - 1);
  let part = fract(texel);
  let top = mix(textureLoad(coefficients, low, 0), textureLoad(coefficients, vec2i(high.x, low.y), 0), part.x);
  let bottom = mix(textureLoad(coefficients, vec2i(low.x, high.y), 0), textureLoad(coefficients, high, 0), part.x);
  return mix(top, bottom, part.y);
}

// For a pixel of a luminance, at a share of the photo's width and height.
fn detailAt(at: vec2f, luminance: f32) -> Detail {
  let c = sampleCoefficients(at);
  let L = log2(max(0.0, luminance) + LUMINANCE_FLOOR);
  let coarseBase = c.z * L + c.w;
  return Detail(L - (c.x * L + c.y), L - coarseBase, max(0.0, exp2(coarseBase) - LUMINANCE_FLOOR));
}
