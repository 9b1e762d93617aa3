// include: lib/curves.wgsl
// Whites and Blacks: p + D u^2, where u grows from 0 at the start to 1 at the end of the range.

fn applyWhites(p: f32) -> f32 {
  let u = max(0.0, p - frame.whitesStart) / (1.0 - frame.whitesStart);
  let moved = rollOff(p + frame.whites * u * u, frame.whitesKnee, frame.whitesCeiling);
  return select(moved, p, p <= frame.whitesStart);
}

fn applyBlacks(p: f32) -> f32 {
  let u = max(0.0, frame.blacksStart - p) / frame.blacksStart;
  let moved = 1.0 - rollOff(1.0 - (p + frame.blacks * u * u), frame.blacksToe, frame.blacksCeiling);
  return select(moved, p, p >= frame.blacksStart);
}
