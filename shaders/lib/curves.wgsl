// include: lib/cubeRoot.wgsl
// The shapes that several adjustments share (develop/reference/curves.ts).

// 3t^2 - 2t^3: 0 below `low`, 1 above `high`; with constants the division is done when compiling.
fn smoothRamp(low: f32, high: f32, x: f32) -> f32 {
  let t = clamp((x - low) * (1.0 / (high - low)), 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

// x up to the knee, then a roll-off that reaches 1 at the ceiling and is clipped there.
fn rollOff(x: f32, knee: f32, ceiling: f32) -> f32 {
  let room = 1.0 - knee;
  let u = max(0.0, x - knee) / room;
  let m = (ceiling - knee) / room;
  let rolled = min(1.0, knee + (room * u * (1.0 + u / (m * m))) / (1.0 + u));
  return select(rolled, x, x <= knee);
}

// A gain that stays within [0, 1]: y * gain in the darks, `white` at y = 1.
fn gainOfOdds(y: f32, gain: f32, white: f32) -> f32 {
  return (gain * y) / (1.0 - (1.0 - gain / white) * y);
}
