import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGpuSurface } from '../../../src/app/worker/canvas';
import { ManylightError } from '../../../src/core';
import type { GpuPhoto, PresentedFrame } from '../../../src/develop';
import { NEUTRAL } from '../../../src/edit';
import type { Gpu } from '../../../src/gpu';

beforeEach(() => {
  vi.stubGlobal('navigator', { gpu: { getPreferredCanvasFormat: () => 'rgba8unorm' } });
  vi.stubGlobal('GPUTextureUsage', {});
});
afterEach(() => vi.unstubAllGlobals());

const size = { width: 4, height: 3 };
const framing = { source: { x: 0, y: 0, ...size }, target: { x: 0, y: 0, ...size }, scale: 1, canvas: size };

/** Draws what a photo presents to a device that is done with it at once, or fails. */
function draw(frame: PresentedFrame, done: Promise<undefined> = Promise.resolve(undefined)) {
  const canvas = { ...size, getContext: () => ({ configure: () => undefined }) };
  const gpu = { device: { queue: { onSubmittedWorkDone: () => done } } } as unknown as Gpu;
  const surface = createGpuSurface(canvas as unknown as OffscreenCanvas, () => gpu);
  const photo = { space: 'srgb', present: async () => frame } as Partial<GpuPhoto> as GpuPhoto;
  return surface.draw(photo, NEUTRAL, framing, { wideScreen: false });
}

it('says when the device had no memory for a frame', async () => {
  const fitted = Promise.reject(new ManylightError('out-of-memory', 'Not enough.'));
  await expect(draw({ fitted })).rejects.toMatchObject({ code: 'out-of-memory' });
  const frame = { fitted: Promise.resolve() };
  expect(await draw(frame)).toBe(frame);
});

it('says first that the device stopped', async () => {
  const fitted = Promise.reject(new Error('The scope is gone.'));
  fitted.catch(() => undefined);
  const stopped = Promise.reject(new Error('The device is gone.'));
  await expect(draw({ fitted }, stopped)).rejects.toMatchObject({ code: 'gpu-lost' });
});
