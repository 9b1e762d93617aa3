// include: lib/curves.wgsl

const EXPOSURE_KNEE = 0.45;

// Exposed luminance in [0, 1] of a luminance in [0, 1].
fn expose(y: f32) -> f32 {
  let gain = frame.exposureGain;
  let raised = rollOff(y * gain, EXPOSURE_KNEE, frame.exposureCeiling);
  return select(gainOfOdds(y, gain, frame.exposureWhite), raised, gain >= 1.0);
}
