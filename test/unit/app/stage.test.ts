import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createStage, type HeldPhoto } from '../../../src/app/worker/stage';
import { throwIfAborted } from '../../../src/core';
import type { Developer, GpuPhoto } from '../../../src/develop';
import type { Gpu } from '../../../src/gpu';

/** The devices that the stage was given, in order, each with a way to lose it. */
const devices = vi.hoisted(() => [] as { lose(): void }[]);

vi.mock('../../../src/gpu', () => ({
  async requestGpu() {
    let lose = () => {};
    const lost = new Promise<void>((resolve) => {
      lose = resolve;
    });
    devices.push({ lose });
    return { isSoftware: true, lost, dispose: () => undefined } as unknown as Gpu;
  },
}));

/** Photos as on a device: their work ends at once when it is told to, or is called off when the developer is disposed. */
vi.mock('../../../src/develop', () => {
  const createDeveloper = (): Developer => {
    const gone = { aborted: false };
    return {
      async load() {
        return {
          async render(_adjustments: unknown, { width }: { width: number }) {
            for (let tick = 0; tick < width; tick++) {
              await new Promise((resolve) => setTimeout(resolve, 1));
              throwIfAborted(gone);
            }
            return 'rendered';
          },
          renderMany: async () => [],
          dispose: () => undefined,
        } as unknown as GpuPhoto;
      },
      dispose: () => {
        gone.aborted = true;
      },
    } as unknown as Developer;
  };
  return { createDeveloper, createReferenceDeveloper: createDeveloper };
});

const raster = { width: 1, height: 1, space: 'srgb', data: new Uint8ClampedArray(4) } as const;
const events = { rendererChanged: vi.fn(), canvasNeeded: vi.fn(), restored: vi.fn() };

describe('work on a device that is lost', () => {
  let photo: HeldPhoto;
  const hasBegun = ({ run }: { run: unknown }, times = 1) =>
    vi.waitFor(() => expect(run).toHaveBeenCalledTimes(times), { interval: 1 });
  const begun = (count: number) => vi.waitFor(() => expect(devices).toHaveLength(count), { interval: 1 });
  /** Work that takes so many ms; how often it began. */
  const work = (ms: number, signal?: AbortSignal) => {
    const run = vi.fn((loaded: GpuPhoto) => loaded.render({} as never, { width: ms, height: 1 }));
    return { run, done: photo.use(run, signal).catch((error: Error) => error) };
  };

  beforeEach(async () => {
    devices.length = 0;
    photo = await createStage(events).hold(raster, async () => raster, new AbortController().signal);
    await begun(1);
  });

  it('is done again on the next one, though what was built on the first has called it off', async () => {
    const { run, done } = work(20);
    devices[0].lose();
    expect(await done).toBe('rendered');
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('is not done again where the caller called it off as well, or the photo is gone', async () => {
    const caller = new AbortController();
    const called = work(20, caller.signal);
    await hasBegun(called);
    caller.abort();
    devices[0].lose();
    expect(await called.done).toMatchObject({ name: 'AbortError' });
    expect(called.run).toHaveBeenCalledTimes(1);
    await begun(2);
    const disposed = work(20);
    await hasBegun(disposed);
    photo.dispose();
    devices[1].lose();
    expect(await disposed.done).toMatchObject({ name: 'AbortError' });
    expect(disposed.run).toHaveBeenCalledTimes(1);
  });

  it('fails in words when one device after the other is lost', async () => {
    const { run, done } = work(20);
    for (const nth of [1, 2, 3]) {
      await begun(nth);
      await hasBegun({ run }, nth);
      devices[nth - 1].lose();
    }
    expect(await done).toMatchObject({ code: 'gpu-lost' });
  });
});
