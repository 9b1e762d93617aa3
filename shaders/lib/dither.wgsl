// Noise before rounding to 8 bits, by a hash of the position in 32-bit integers (develop/reference/dither.ts).

// Just under one 8-bit step peak to peak, so that an exact value always rounds to itself.
const DITHER_AMPLITUDE = 0.98;

fn ditherAt(position: vec2i) -> f32 {
  var h = bitcast<u32>(position.x) * 0x9e3779b1u + bitcast<u32>(position.y) * 0x85ebca77u;
  h = (h ^ (h >> 16u)) * 0x7feb352du;
  h = (h ^ (h >> 15u)) * 0x846ca68bu;
  h ^= h >> 16u;
  return (f32(h >> 8u) / 16777216.0 - 0.5) * DITHER_AMPLITUDE;
}
