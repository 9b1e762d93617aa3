// How far the interval [start, start + length) covers each of the four texels from the one it starts in, inside
// [0, limit).
fn coverage(start: f32, length: f32, limit: f32) -> vec4f {
  let texel = floor(start) + vec4f(0.0, 1.0, 2.0, 3.0);
  let low = max(max(vec4f(start), texel), vec4f(0.0));
  let high = min(min(vec4f(start + length), texel + 1.0), vec4f(limit));
  return max(high - low, vec4f(0.0));
}
