// How far the interval [start, start + length) covers the texel [texel, texel + 1), inside [0, limit).
fn coverage(start: vec2f, length: vec2f, texel: vec2f, limit: vec2f) -> f32 {
  let low = max(max(start, texel), vec2f(0.0));
  let high = min(min(start + length, texel + 1.0), limit);
  let overlap = max(high - low, vec2f(0.0));
  return overlap.x * overlap.y;
}
