// The looks model's decoder for many latents at once: one workgroup a sample, its photo's part of the first layer
// computed beforehand. src/looks/decode.ts is the definition.

override LATENT: u32;
override HIDDEN: u32;
const ADJUSTMENTS: u32 = 11u;
const DECODED: u32 = 3u * ADJUSTMENTS;
const LANES: u32 = 64u;

// Where each tensor starts in the weights.
override HIDDEN_WEIGHTS: u32 = LATENT * HIDDEN;
override HIDDEN_BIAS: u32 = HIDDEN_WEIGHTS + HIDDEN * HIDDEN;
override OUTPUT_WEIGHTS: u32 = HIDDEN_BIAS + HIDDEN;
override OUTPUT_BIAS: u32 = OUTPUT_WEIGHTS + HIDDEN * DECODED;
override FLOOR: u32 = OUTPUT_BIAS + DECODED;
override SCALE: u32 = FLOOR + ADJUSTMENTS;

@group(0) @binding(0) var<storage, read> weights: array<f32>;
// [HIDDEN]: bias and photo's part of the first layer.
@group(0) @binding(1) var<storage, read> photo: array<f32>;
// [samples, LATENT]
@group(0) @binding(2) var<storage, read> latents: array<f32>;
// [samples, DECODED]: means, deviations, probabilities of being moved.
@group(0) @binding(3) var<storage, read_write> decoded: array<f32>;

var<workgroup> first: array<f32, HIDDEN>;
var<workgroup> second: array<f32, HIDDEN>;

// log(1 + exp(value)), without overflow above and without losing the small values below.
fn softplus(value: f32) -> f32 {
  let small = exp(-abs(value));
  // log(1 + t) of a small t loses its digits in f32; the series does not.
  let tail = select(log(1.0 + small), small * (1.0 - small * (0.5 - small / 3.0)), small < 0.01);
  return max(value, 0.0) + tail;
}

fn sigmoid(value: f32) -> f32 {
  let small = exp(-abs(value));
  return select(1.0, small, value < 0.0) / (1.0 + small);
}

@compute @workgroup_size(64)
fn sample(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  for (var unit = lane; unit < HIDDEN; unit += LANES) {
    var sum = photo[unit];
    for (var i = 0u; i < LATENT; i++) {
      sum += latents[group.x * LATENT + i] * weights[i * HIDDEN + unit];
    }
    first[unit] = max(sum, 0.0);
  }
  workgroupBarrier();
  for (var unit = lane; unit < HIDDEN; unit += LANES) {
    var sum = weights[HIDDEN_BIAS + unit];
    for (var i = 0u; i < HIDDEN; i++) {
      sum += first[i] * weights[HIDDEN_WEIGHTS + i * HIDDEN + unit];
    }
    second[unit] = max(sum, 0.0);
  }
  workgroupBarrier();
  if (lane < DECODED) {
    var sum = weights[OUTPUT_BIAS + lane];
    for (var i = 0u; i < HIDDEN; i++) {
      sum += second[i] * weights[OUTPUT_WEIGHTS + i * DECODED + lane];
    }
    if (lane >= 2u * ADJUSTMENTS) {
      sum = sigmoid(sum);
    } else if (lane >= ADJUSTMENTS) {
      let slider = lane - ADJUSTMENTS;
      sum = weights[FLOOR + slider] + weights[SCALE + slider] * softplus(sum);
    }
    decoded[group.x * DECODED + lane] = sum;
  }
}
