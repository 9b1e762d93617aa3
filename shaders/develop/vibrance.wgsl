const KEEP_VIVID = 0.45;
// Skin: OKLab hues about 55 degrees, by the cosine and sine of the centre.
const SKIN = vec2f(0.573576436351046, 0.819152044288992);
const SKIN_GUARD = 0.6;

// The factor on OKLab chroma.
fn vibranceFactor(ab: vec2f) -> f32 {
  let chroma = length(ab);
  let u = min(1.0, chroma / frame.maximumChroma);
  let alignment = dot(ab, SKIN) / (chroma + 1e-6);
  // The sixth power: half of the guard is left 27 degrees away.
  let near = max(0.0, alignment);
  let cube = near * near * near;
  let skin = SKIN_GUARD * cube * cube;
  let dull = (1.0 - u) * (1.0 - u);
  return 1.0 + (1.0 - skin) * (frame.vibranceUp * dull - frame.vibranceDown * (1.0 - KEEP_VIVID * u));
}
