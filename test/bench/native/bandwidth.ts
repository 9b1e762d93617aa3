import type { Gpu } from '../../../src/gpu';

/** Large against every cache. */
const MOST_BYTES = 512 << 20;
/** Copies in a short and in a long submission: their difference has no overhead in it. */
const [FEW, MANY] = [4, 24];
const RUNS = 5;

/** Bytes a second that the device's memory moves, reads and writes together, by copies between two large buffers. */
export async function measureBandwidth({ device, resources, limits, isSoftware }: Gpu): Promise<number> {
  const size = Math.min(MOST_BYTES >> (isSoftware ? 3 : 0), limits.maxBufferSize);
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const [from, to] = [0, 1].map(() => resources.createBuffer({ size, usage }));
  const copies = async (count: number): Promise<number> => {
    const encoder = device.createCommandEncoder();
    for (let i = 0; i < count; i++) encoder.copyBufferToBuffer(from, 0, to, 0, size);
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  };
  await copies(MANY);
  let best = 0;
  for (let run = 0; run < RUNS; run++) {
    const few = await copies(FEW);
    const many = await copies(MANY);
    best = Math.max(best, (2 * size * (MANY - FEW)) / ((many - few) / 1000));
  }
  resources.destroy(from);
  resources.destroy(to);
  return best;
}
