// include: lib/curves.wgsl
// include: develop/base.wgsl
// include: develop/exposure.wgsl
// include: develop/highlightsShadows.wgsl
// include: develop/contrast.wgsl
// include: develop/endPoints.wgsl
// include: develop/clarity.wgsl
// include: develop/vibrance.wgsl
// include: develop/gamut.wgsl
// One pixel, the whole chain (develop/reference/pixel.ts, the definition). All tone is a function of luminance,
// applied to OKLab as a factor, so that hue cannot move and grey stays grey.

// Luminance is raised to this before logarithms and ratios.
const LEAST = 1e-12;
// Lifted blacks take their chroma along up to this factor; beyond it the lift is a grey veil.
const VEIL = 1.5;

// photo: the photo's own linear light; at: the pixel's place as a share of the photo's width and height. The result
// is linear light of the output space, in [0, 1].
fn developPixel(photo: vec3f, at: vec2f) -> vec3f {
  let working = frame.toWorking * photo;
  let before = dot(frame.photoLuminance, photo);
  var detail = Detail(0.0, 0.0, 0.0);
  if (frame.usesBase != 0u) {
    detail = detailAt(at, before);
  }

  let luminance = max(LEAST, dot(REC2020_LUMINANCE, working));
  let start = cubeRoot(luminance);
  let balanced = min(1.0, luminance);
  var y = expose(balanced);
  var chroma = frame.saturation;
  if (frame.liftActive != 0u) {
    // White balance moves the base by as much as it moved the pixel.
    let balancedBase = min(1.0, (detail.base * balanced) / min(1.0, max(LEAST, before)));
    let stops = stopsOfBase(expose(balancedBase));
    chroma *= chromaOfLift(y, stops);
    y = liftByStops(y, stops);
  }
  var p = applyWhites(applyContrast(cubeRoot(y)));
  let lifted = applyBlacks(p);
  var factor = (p / start) * min(VEIL, lifted / p);
  let unlifted = p;
  p = lifted;
  if (frame.clarityActive != 0u) {
    let clear = cubeRoot(applyClarity(p * p * p, detail.fine, detail.coarse, unlifted * unlifted * unlifted));
    factor *= select(1.0, clear / p, p > 0.0);
    p = clear;
  }

  let lab = LMS_TO_OKLAB * cubeRoot3(REC2020_TO_LMS * working);
  // What the factor does not reach (the veil) is added to lightness alone.
  let lightness = factor * lab.x + (p - factor * start);
  var ab = factor * lab.yz;
  if (frame.vibranceActive != 0u) {
    chroma *= vibranceFactor(ab);
  }
  return compressToGamut(vec3f(lightness, chroma * ab));
}
