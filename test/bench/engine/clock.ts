import type { Gpu } from '../../../src/gpu';

/** Times render passes by the GPU's own timestamps. */
export interface PassClock {
  /** An encoder whose next render pass is timed under a name; several under one name add up. */
  time(encoder: GPUCommandEncoder, name: string): GPUCommandEncoder;
  /** Milliseconds by name since the last call; call after everything timed has been submitted. */
  read(): Promise<ReadonlyMap<string, number>>;
  dispose(): void;
}

/** What WebGPU allows a query set to hold. */
const MOST_QUERIES = 4096;

/** @throws where the device cannot take timestamps */
export function createPassClock({ device, resources }: Gpu): PassClock {
  if (!device.features.has('timestamp-query')) throw new Error('This device takes no timestamps.');
  const querySet = device.createQuerySet({ type: 'timestamp', count: MOST_QUERIES });
  const size = MOST_QUERIES * 8;
  const resolved = resources.createBuffer({
    size,
    usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
  });
  const readable = resources.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  const names: string[] = [];

  return {
    time(encoder, name) {
      const first = 2 * names.length;
      if (first + 2 > MOST_QUERIES) throw new Error('Too many passes are timed at once.');
      names.push(name);
      const timed: Pick<GPUCommandEncoder, 'beginRenderPass'> = {
        beginRenderPass: (descriptor) =>
          encoder.beginRenderPass({
            ...descriptor,
            timestampWrites: {
              querySet,
              beginningOfPassWriteIndex: first,
              endOfPassWriteIndex: first + 1,
            },
          }),
      };
      // What draws a frame asks nothing else of an encoder.
      return timed as GPUCommandEncoder;
    },
    async read() {
      const encoder = device.createCommandEncoder();
      encoder.resolveQuerySet(querySet, 0, 2 * names.length, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, readable, 0, 16 * names.length);
      device.queue.submit([encoder.finish()]);
      await readable.mapAsync(GPUMapMode.READ);
      const nanoseconds = new BigInt64Array(readable.getMappedRange(0, 16 * names.length));
      const sums = new Map<string, number>();
      for (const [index, name] of names.entries()) {
        const taken = Number(nanoseconds[2 * index + 1] - nanoseconds[2 * index]) / 1e6;
        sums.set(name, (sums.get(name) ?? 0) + taken);
      }
      readable.unmap();
      names.length = 0;
      return sums;
    },
    dispose() {
      querySet.destroy();
      resources.destroy(resolved);
      resources.destroy(readable);
    },
  };
}
