// Mid-grey, 18% of white, as the cube root.
const PIVOT = 0.5646216173286169;

// An S about mid-grey on p, the cube root of luminance in [0, 1].
fn applyContrast(p: f32) -> f32 {
  let s = frame.contrastSlope;
  if (p < PIVOT) {
    let u = p / PIVOT;
    return (PIVOT * u) / (s + (1.0 - s) * u);
  }
  let u = (1.0 - p) / (1.0 - PIVOT);
  return 1.0 - ((1.0 - PIVOT) * u) / (s + (1.0 - s) * u);
}
