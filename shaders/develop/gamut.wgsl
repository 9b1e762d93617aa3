// include: lib/curves.wgsl
// Soft compression to the output's gamut at constant hue, towards a grey. OKLAB_TO_LMS is generated.

const GAMUT_FOCUS = 0.5;
const GAMUT_HALVINGS = 14;
const GAMUT_SLACK = 1e-6;
// As a share of the largest channel: along the way to blue, sRGB's edge dents inwards by 8e-4.
const GAMUT_DENT = 1e-3;

// Linear output RGB of an OKLab colour.
fn oklabToOutput(fromLms: mat3x3f, lab: vec3f) -> vec3f {
  let lms = OKLAB_TO_LMS * lab;
  return fromLms * (lms * lms * lms);
}

fn isInGamut(rgb: vec3f) -> bool {
  let largest = max(max(rgb.r, rgb.g), rgb.b);
  return largest <= 1.0 + GAMUT_SLACK && min(min(rgb.r, rgb.g), rgb.b) >= -GAMUT_SLACK - GAMUT_DENT * largest;
}

// The grey towards which a colour is drawn, by its lightness and chroma.
fn focusOf(lightness: f32, chroma: f32) -> f32 {
  let d = lightness - 0.5;
  let side = select(1.0, -1.0, d < 0.0);
  let e = 0.5 + abs(d) + GAMUT_FOCUS * chroma;
  return 0.5 * (1.0 + side * (e - sqrt(max(0.0, e * e - 2.0 * abs(d)))));
}

// OKLab to the output's linear RGB in [0, 1].
fn compressToGamut(lab: vec3f) -> vec3f {
  let fromLms = frame.fromLms;
  let grey = vec3f(focusOf(lab.x, length(lab.yz)), 0.0, 0.0);
  let reach = select(1.0, 1.0 / frame.gamutKnee, frame.gamutCeiling > 1.0);
  var share = 1.0;
  if (!isInGamut(oklabToOutput(fromLms, mix(grey, lab, reach)))) {
    var inside = 0.0;
    var outside = reach;
    for (var i = 0; i < GAMUT_HALVINGS; i++) {
      let middle = 0.5 * (inside + outside);
      if (isInGamut(oklabToOutput(fromLms, mix(grey, lab, middle)))) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    let edge = 0.5 * (inside + outside);
    share = edge * rollOff(1.0 / edge, frame.gamutKnee, frame.gamutCeiling);
  }
  return clamp(oklabToOutput(fromLms, mix(grey, lab, share)), vec3f(0.0), vec3f(1.0));
}
