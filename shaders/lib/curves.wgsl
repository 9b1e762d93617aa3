// The shapes that several adjustments share (develop/reference/curves.ts).

fn cubeRoot(x: f32) -> f32 {
  return sign(x) * pow(abs(x), 1.0 / 3.0);
}

fn cubeRoot3(x: vec3f) -> vec3f {
  return sign(x) * pow(abs(x), vec3f(1.0 / 3.0));
}

// x up to the knee, then a roll-off that reaches 1 at the ceiling and is clipped there.
fn rollOff(x: f32, knee: f32, ceiling: f32) -> f32 {
  if (x <= knee) {
    return x;
  }
  let room = 1.0 - knee;
  let u = (x - knee) / room;
  let m = (ceiling - knee) / room;
  return min(1.0, knee + (room * u * (1.0 + u / (m * m))) / (1.0 + u));
}

// A gain that stays within [0, 1]: y * gain in the darks, `white` at y = 1.
fn gainOfOdds(y: f32, gain: f32, white: f32) -> f32 {
  return (gain * y) / (1.0 - (1.0 - gain / white) * y);
}
