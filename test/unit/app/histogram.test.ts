import { describe, expect, it, vi } from 'vitest';
import { createHistogramLoop } from '../../../src/app/worker/histogram';
import type { HeldPhoto } from '../../../src/app/worker/stage';
import type { GpuPhoto, Histogram } from '../../../src/develop';
import { NEUTRAL } from '../../../src/edit';

const histogramOf = (shadowsClipped: number) => ({ shadowsClipped }) as Histogram;

/** A photo whose count comes when the test says so. */
function slowPhoto() {
  let resolve: (histogram: Histogram) => void = () => undefined;
  const histogram = vi.fn(() => new Promise<Histogram>((done) => (resolve = done)));
  const loaded = { histogram } as Partial<GpuPhoto> as GpuPhoto;
  const photo: HeldPhoto = { use: (work) => work(loaded, undefined), dispose: () => undefined };
  return { photo, histogram, resolve: (found: Histogram) => resolve(found) };
}

describe('the histogram', () => {
  it('is never that of an older frame, whose count took longer', async () => {
    const reported: number[] = [];
    const loop = createHistogramLoop(({ shadowsClipped }) => reported.push(shadowsClipped));
    const { photo, histogram, resolve } = slowPhoto();
    // The first frame came before counting was compiled, the next is counted with it.
    loop.show(photo, NEUTRAL, false);
    await vi.waitFor(() => expect(histogram).toHaveBeenCalled());
    loop.counted(Promise.resolve(histogramOf(0.2)));
    await vi.waitFor(() => expect(reported).toEqual([0.2]));
    resolve(histogramOf(0.1));
    await new Promise((done) => setTimeout(done, 5));
    expect(reported).toEqual([0.2]);
    loop.counted(Promise.resolve(histogramOf(0.3)));
    await vi.waitFor(() => expect(reported).toEqual([0.2, 0.3]));
  });

  it('of a photo that was closed is not reported', async () => {
    const reported: number[] = [];
    const loop = createHistogramLoop(({ shadowsClipped }) => reported.push(shadowsClipped));
    loop.counted(Promise.resolve(histogramOf(0.1)));
    loop.stop();
    loop.counted(Promise.resolve(histogramOf(0.2)));
    await vi.waitFor(() => expect(reported).toEqual([0.2]));
  });
});
