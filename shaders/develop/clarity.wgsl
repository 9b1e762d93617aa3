// include: lib/curves.wgsl

// Detail of more than this, in EV, is an edge: its gain is held back so that it does not ring.
const CLARITY_EDGE = 1.5;
// Half of the gain is left at this luminance.
const CLARITY_DARK_HALF = 0.008;

fn softenDetail(d: f32) -> f32 {
  let t = d / CLARITY_EDGE;
  return d / (1.0 + t * t);
}

// y in [0, 1]; fine and coarse: log2-luminance minus the base at the small and at the large scale, in EV; unlifted: the
// luminance before Blacks.
fn applyClarity(y: f32, fine: f32, coarse: f32, unlifted: f32) -> f32 {
  let stops = frame.clarityTexture * softenDetail(fine) + frame.clarityStructure * softenDetail(coarse - fine);
  let dark = select(1.0, frame.clarityDark, stops > 0.0);
  let trusted = min(y, unlifted);
  return gainOfOdds(y, exp2(stops * dark * trusted / (trusted + CLARITY_DARK_HALF)), 1.0);
}
