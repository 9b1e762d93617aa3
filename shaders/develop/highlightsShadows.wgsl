// include: lib/curves.wgsl

// Where they act, in log2 of the base's odds.
const SHADOWS_FULL = -7.0;
const SHADOWS_END = -0.5;
const HIGHLIGHTS_START = -2.5;
const HIGHLIGHTS_FULL = 3.5;
const ODDS_WHITE_FOLLOWS = 0.1;
const ODDS_FLOOR = 0.0009765625;
const FADE_START = 0.6;

// Luminance with the gain that its base asks for; y and base, both exposed, in [0, 1].
fn liftByBase(y: f32, base: f32) -> f32 {
  let odds = log2((base + ODDS_FLOOR) / (1.0 - base + ODDS_FLOOR));
  let stops = frame.shadows * (1.0 - smoothstep(SHADOWS_FULL, SHADOWS_END, odds)) +
    frame.highlights * smoothstep(HIGHLIGHTS_START, HIGHLIGHTS_FULL, odds);
  return gainOfOdds(y, exp2(stops), exp2(min(0.0, stops) * ODDS_WHITE_FOLLOWS));
}

// The factor on chroma, by the luminance before the gain.
fn fadeNearWhite(y: f32) -> f32 {
  return 1.0 - frame.chromaFade * smoothstep(FADE_START, 1.0, y);
}
