// include: lib/curves.wgsl

const EXPOSURE_KNEE = 0.45;

// Exposed luminance in [0, 1] of a luminance in [0, 1].
fn expose(y: f32) -> f32 {
  if (frame.exposureGain >= 1.0) {
    return rollOff(y * frame.exposureGain, EXPOSURE_KNEE, frame.exposureCeiling);
  }
  return gainOfOdds(y, frame.exposureGain, frame.exposureWhite);
}
