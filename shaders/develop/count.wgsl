// Counts the 8-bit values of a picture (develop/histogram.ts): red, green, blue and luminance in 256 bins each, then the
// pixels with every channel at 0 and with any at 255. Each workgroup counts a block of its own and adds that up once.

override WEIGHT_RED: u32;
override WEIGHT_GREEN: u32;
override WEIGHT_BLUE: u32;

const THREADS = 256u;
const BLOCK = 64u;
const COUNTS = 1026u;

@group(0) @binding(0) var source: texture_2d<f32>;
@group(0) @binding(1) var<storage, read_write> total: array<atomic<u32>, COUNTS>;

var<workgroup> own: array<atomic<u32>, COUNTS>;

@compute @workgroup_size(THREADS)
fn count(@builtin(workgroup_id) block: vec3u, @builtin(local_invocation_index) thread: u32) {
  let size = textureDimensions(source);
  for (var i = thread; i < BLOCK * BLOCK; i += THREADS) {
    let at = block.xy * BLOCK + vec2u(i % BLOCK, i / BLOCK);
    if (all(at < size)) {
      let value = vec3u(255.0 * textureLoad(source, at, 0).rgb + 0.5);
      let luminance =
        (WEIGHT_RED * value.r + WEIGHT_GREEN * value.g + WEIGHT_BLUE * value.b + 32768u) >> 16u;
      atomicAdd(&own[value.r], 1u);
      atomicAdd(&own[256u + value.g], 1u);
      atomicAdd(&own[512u + value.b], 1u);
      atomicAdd(&own[768u + luminance], 1u);
      if (all(value == vec3u(0u))) {
        atomicAdd(&own[1024], 1u);
      }
      if (any(value == vec3u(255u))) {
        atomicAdd(&own[1025], 1u);
      }
    }
  }
  workgroupBarrier();
  for (var i = thread; i < COUNTS; i += THREADS) {
    let counted = atomicLoad(&own[i]);
    if (counted > 0u) {
      atomicAdd(&total[i], counted);
    }
  }
}
