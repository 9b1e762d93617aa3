// Mid-grey, 18% of white, as the cube root.
const PIVOT = 0.5646216173286169;

// An S about mid-grey on p, the cube root of luminance in [0, 1].
fn applyContrast(p: f32) -> f32 {
  let s = frame.contrastSlope;
  let isDark = p < PIVOT;
  let range = select(1.0 - PIVOT, PIVOT, isDark);
  let u = select(1.0 - p, p, isDark) / range;
  let v = (range * u) / (s + (1.0 - s) * u);
  return select(1.0 - v, v, isDark);
}
