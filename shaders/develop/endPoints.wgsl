// include: lib/curves.wgsl
// Whites and Blacks: p + D u^2, where u grows from 0 at the start to 1 at the end of the range.

fn applyWhites(p: f32) -> f32 {
  if (p <= frame.whitesStart) {
    return p;
  }
  let u = (p - frame.whitesStart) / (1.0 - frame.whitesStart);
  return rollOff(p + frame.whites * u * u, frame.whitesKnee, frame.whitesCeiling);
}

fn applyBlacks(p: f32) -> f32 {
  if (p >= frame.blacksStart) {
    return p;
  }
  let u = (frame.blacksStart - p) / frame.blacksStart;
  return 1.0 - rollOff(1.0 - (p + frame.blacks * u * u), frame.blacksToe, frame.blacksCeiling);
}
