import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStage, type Stage } from '../../../src/app/worker/stage';
import type { EncodedRaster } from '../../../src/colour';
import type { Developer, GpuPhoto, Histogram } from '../../../src/develop';
import { NEUTRAL } from '../../../src/edit';
import type { Gpu, LostInfo } from '../../../src/gpu';

const { requestGpu, createDeveloper, createReferenceDeveloper } = vi.hoisted(() => ({
  requestGpu: vi.fn(),
  createDeveloper: vi.fn(),
  createReferenceDeveloper: vi.fn(),
}));
vi.mock('../../../src/gpu', () => ({ requestGpu }));
vi.mock('../../../src/develop', () => ({ createDeveloper, createReferenceDeveloper }));

const raster: EncodedRaster = { width: 2, height: 2, space: 'srgb', data: new Uint8ClampedArray(16) };

const photoStub = () =>
  ({
    space: 'srgb',
    render: vi.fn(async () => raster),
    renderMany: vi.fn(async () => []),
    histogram: vi.fn(async () => ({}) as Histogram),
    dispose: vi.fn(),
  }) as Partial<GpuPhoto> as GpuPhoto;

const developerStub = () =>
  ({ load: vi.fn(async () => photoStub()), dispose: vi.fn() }) as Developer & {
    load: ReturnType<typeof vi.fn<Developer['load']>>;
  };

/** Loses the device that was handed out last. */
let lose: () => void = () => undefined;

async function settled(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  let generation = 0;
  requestGpu.mockImplementation(async () => {
    const own = ++generation;
    const lost = new Promise<LostInfo>((resolve) => {
      lose = () => resolve({ generation: own, reason: 'unknown', message: '' });
    });
    return { isSoftware: true, lost, dispose: () => undefined } as Partial<Gpu> as Gpu;
  });
  createDeveloper.mockImplementation(developerStub);
  createReferenceDeveloper.mockImplementation(developerStub);
  vi.stubGlobal('ImageData', class {});
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
  vi.useRealTimers();
});

/** A stage with a photo and a canvas; `draw` shows a frame, `renderers` are those it had, in order. */
async function stageWithPhoto() {
  const renderers: string[] = [];
  const stage: Stage = createStage({
    rendererChanged: (renderer) => renderers.push(renderer),
    canvasNeeded: () => undefined,
    restored: () => undefined,
  });
  await stage.start(undefined);
  const context = { clearRect: () => undefined, putImageData: () => undefined };
  await stage.attach({ getContext: () => context, width: 2, height: 2 } as unknown as OffscreenCanvas);
  const photo = await stage.hold(raster, async () => raster, new AbortController().signal);
  const size = { width: 2, height: 2 };
  const framing = {
    source: { x: 0, y: 0, ...size },
    target: { x: 0, y: 0, ...size },
    scale: 1,
    canvas: size,
  };
  const draw = () => stage.draw(photo, NEUTRAL, () => framing, false, { wideScreen: false });
  return { renderers, draw };
}

describe('the stage', () => {
  it('leaves a driver alone that loses one device after another', async () => {
    const { renderers, draw } = await stageWithPhoto();
    for (let losses = 1; losses <= 5; losses++) {
      await draw();
      vi.advanceTimersByTime(60_000);
      lose();
      await settled();
      expect(renderers.at(-1)).toBe(losses > 4 ? 'reference' : 'webgpu-readback');
    }
  });

  it('forgets losses before a device that drew for a long time: a tab may be open for days', async () => {
    const { renderers, draw } = await stageWithPhoto();
    for (let day = 0; day < 9; day++) {
      await draw();
      vi.advanceTimersByTime(24 * 3_600_000);
      lose();
      await settled();
    }
    expect(renderers).toEqual(Array(10).fill('webgpu-readback'));
  });

  it('warms a device up with everything that the first frame of a photo takes, counting too', async () => {
    await stageWithPhoto();
    await settled();
    const [warming] = createDeveloper.mock.results[0].value.load.mock.results;
    const photo = await warming.value;
    expect(photo.renderMany).toHaveBeenCalled();
    expect(photo.render).toHaveBeenCalled();
    expect(photo.histogram).toHaveBeenCalled();
    expect(photo.dispose).toHaveBeenCalled();
  });
});
