// include: lib/curves.wgsl
// Soft compression to the output's gamut at constant hue, towards a grey. OKLAB_TO_LMS is generated.

const GAMUT_FOCUS = 0.5;
const GAMUT_HALVINGS = 10;
const GAMUT_SLACK = 1e-6;
// As a share of the largest channel: along the way to blue, sRGB's edge dents inwards by 8e-4.
const GAMUT_DENT = 1e-3;

// Linear output RGB on the straight line from a grey to a colour: cubics in the share, as LMS's cube roots are linear.
struct Line {
  constant: vec3f,
  linear: vec3f,
  quadratic: vec3f,
  cubic: vec3f,
}

fn lineTo(fromLms: mat3x3f, focus: f32, lab: vec3f) -> Line {
  let roots = OKLAB_TO_LMS * vec3f(lab.x - focus, lab.yz);
  let squares = roots * roots;
  return Line(
    focus * focus * focus * (fromLms * vec3f(1.0)),
    3.0 * focus * focus * (fromLms * roots),
    3.0 * focus * (fromLms * squares),
    fromLms * (squares * roots),
  );
}

fn along(line: Line, share: f32) -> vec3f {
  return ((line.cubic * share + line.quadratic) * share + line.linear) * share + line.constant;
}

// How far a colour is outside the gamut, at most 0 if inside.
fn excessOf(rgb: vec3f) -> f32 {
  let largest = max(max(rgb.r, rgb.g), rgb.b);
  let least = min(min(rgb.r, rgb.g), rgb.b);
  return max(largest - 1.0, -least - GAMUT_DENT * largest) - GAMUT_SLACK;
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
  let line = lineTo(frame.fromLms, focusOf(lab.x, length(lab.yz)), lab);
  let reach = select(1.0, 1.0 / frame.gamutKnee, frame.gamutCeiling > 1.0);
  var share = 1.0;
  var excess = excessOf(along(line, reach));
  if (excess > 0.0) {
    var inside = 0.0;
    var outside = reach;
    // The grey itself is inside; by how much matters only where it is black or white, and then by this.
    var room = -GAMUT_SLACK;
    for (var i = 0; i < GAMUT_HALVINGS; i++) {
      let middle = 0.5 * (inside + outside);
      let here = excessOf(along(line, middle));
      let fits = here <= 0.0;
      inside = select(inside, middle, fits);
      room = select(room, here, fits);
      outside = select(middle, outside, fits);
      excess = select(here, excess, fits);
    }
    // A straight line across what is left: without it, the edge would move in steps of the last interval.
    let edge = inside + ((outside - inside) * room) / (room - excess);
    share = edge * rollOff(1.0 / edge, frame.gamutKnee, frame.gamutCeiling);
  }
  return clamp(along(line, share), vec3f(0.0), vec3f(1.0));
}
