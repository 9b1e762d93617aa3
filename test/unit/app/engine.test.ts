import { expect, it, vi } from 'vitest';
import type { DrawRequest, EngineEvents, JobId } from '../../../src/app/engine-types';
import { createEngine } from '../../../src/app/worker/engine';
import type { Histogram } from '../../../src/develop';

const stage = vi.hoisted(() => ({
  start: async () => 'webgpu-offscreen',
  gpu: async () => ({ isSoftware: false }),
  hold: async () => ({ dispose: () => undefined }),
  draw: vi.fn(),
}));
vi.mock('../../../src/app/worker/stage', () => ({ createStage: () => stage }));
vi.mock('../../../src/app/worker/renderer-words', () => ({ describeRenderer: () => ({}) }));
vi.mock('../../../src/files', () => ({
  decodePhoto: async () => ({ width: 2, height: 2, space: 'srgb', data: new Uint8ClampedArray(16) }),
  photoId: async (bytes: ArrayBuffer) => `photo of ${bytes.byteLength}`,
}));

it('tells nothing of a frame that was drawn while another photo was opened', async () => {
  const histogram = vi.fn();
  const engine = createEngine();
  await engine.start({ modelsUrl: '/', renderer: undefined }, {
    histogram,
    capability: () => undefined,
  } as Partial<EngineEvents> as EngineEvents);
  const open = async (content: string) => {
    const job = content.length as JobId;
    const { id } = await engine.prepare(job, { kind: 'file', file: new Blob([content]), name: content });
    return { id, adopt: () => engine.adopt(job) };
  };
  const frameOf = (photo: string) => ({ photo, viewport: {}, adjustments: {} }) as unknown as DrawRequest;
  const counts = (of: string) => ({ histogram: Promise.resolve({ of } as unknown as Histogram) });

  const first = await open('one');
  await first.adopt();
  stage.draw.mockResolvedValue(counts('one'));
  expect(await engine.draw(frameOf(first.id))).toBe(true);
  expect(histogram.mock.lastCall).toEqual([{ of: 'one' }]);

  const next = await open('other');
  stage.draw.mockImplementation(async () => {
    await next.adopt();
    return counts('one');
  });
  expect(await engine.draw(frameOf(first.id))).toBe(false);
  await Promise.resolve();
  expect(histogram).toHaveBeenCalledTimes(1);
});
