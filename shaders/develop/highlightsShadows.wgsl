// include: lib/curves.wgsl

// Where they act, in log2 of the base's odds.
const SHADOWS_FULL = -7.5;
const SHADOWS_END = -1.0;
const HIGHLIGHTS_START = -2.5;
const HIGHLIGHTS_FULL = 3.5;
const ODDS_WHITE_FOLLOWS = 0.2;
const ODDS_FLOOR = 0.0009765625;
const FADE_START = 0.85;
// Stops of chroma lost for each stop of gain upwards.
const LIFT_FADE = 0.12;

// Stops of the odds for a pixel whose base, exposed, is this luminance in [0, 1].
fn stopsOfBase(base: f32) -> f32 {
  let odds = log2((base + ODDS_FLOOR) / (1.0 - base + ODDS_FLOOR));
  return frame.shadows * (1.0 - smoothRamp(SHADOWS_FULL, SHADOWS_END, odds)) +
    frame.highlights * smoothRamp(HIGHLIGHTS_START, HIGHLIGHTS_FULL, odds);
}

// Luminance y in [0, 1] with that gain.
fn liftByStops(y: f32, stops: f32) -> f32 {
  return gainOfOdds(y, exp2(stops), exp2(min(0.0, stops) * ODDS_WHITE_FOLLOWS));
}

// The factor on chroma that goes with the gain, by the luminance before it.
fn chromaOfLift(y: f32, stops: f32) -> f32 {
  let fade = 1.0 - frame.chromaFade * smoothRamp(FADE_START, 1.0, y);
  return fade * exp2(-LIFT_FADE * max(0.0, stops));
}
