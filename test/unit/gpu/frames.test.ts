import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFrames } from '../../../src/develop/frames';
import { WHOLE_TARGET } from '../../../src/develop/frameUniforms';
import type { LinearView } from '../../../src/develop/linearViews';
import type { Pipelines } from '../../../src/develop/pipelines';
import { analysePhoto } from '../../../src/develop/reference';
import { NEUTRAL } from '../../../src/edit';
import { createResources, type Gpu } from '../../../src/gpu';
import { photoLike } from '../../gpu/images';

interface Made {
  readonly isWhole: boolean;
}
type Bound = Made | { readonly buffer: Made };

/** A device that has no memory for what it makes while `isFull`; passes note whether all they read is whole. */
function fakeGpu() {
  const fake = { isFull: false, isWhole: true };
  let failure: unknown = null;
  const make = (resource: object) => {
    if (fake.isFull) failure = new Error('No memory.');
    const made = { ...resource, isWhole: !fake.isFull, destroy: () => undefined };
    return Object.assign(made, { createView: () => made });
  };
  const device = {
    pushErrorScope: () => {
      failure = null;
    },
    popErrorScope: async () => failure,
    createBuffer: ({ size }: GPUBufferDescriptor) => make({ size }),
    createTexture: ({ size: [width, height], format }: { size: number[]; format: string }) =>
      make({ width, height, depthOrArrayLayers: 1, format }),
    createBindGroup: ({ entries }: { entries: readonly { resource: Bound }[] }) => ({
      isWhole: entries.every(({ resource }) => ('buffer' in resource ? resource.buffer : resource).isWhole),
    }),
    queue: { writeBuffer: () => undefined, writeTexture: () => undefined },
  };
  const nothing = () => undefined;
  const pass = {
    setBindGroup(_index: number, group: { isWhole: boolean }) {
      fake.isWhole &&= group.isWhole;
    },
    ...{ setPipeline: nothing, setViewport: nothing, setScissorRect: nothing, draw: nothing, end: nothing },
  };
  const encoder = { beginRenderPass: () => pass } as unknown as GPUCommandEncoder;
  const gpu = { device, resources: createResources(device as unknown as GPUDevice) } as unknown as Gpu;
  return { fake, gpu, encoder };
}

beforeEach(() => {
  vi.stubGlobal('GPUBufferUsage', {});
  vi.stubGlobal('GPUTextureUsage', {});
});
afterEach(() => vi.unstubAllGlobals());

test('what the device has no memory for is not kept, and made when there is room', async () => {
  const { fake, gpu, encoder } = fakeGpu();
  const frames = createFrames(gpu, { frame: () => ({}) } as unknown as Pipelines, 'srgb');
  const texture = gpu.resources.createTexture({ size: [64, 48], format: 'rgba32float', usage: 0 });
  const uniforms = gpu.resources.createBuffer({ size: 64, usage: 0 });
  const view: LinearView = { texture, width: 64, height: 48, uniforms };
  const held = gpu.resources.liveBytes();
  const draw = (count: number) => {
    const job = { adjustments: { ...NEUTRAL, exposure: 1 }, space: 'srgb', at: WHOLE_TARGET } as const;
    frames.draw(encoder, [{ target: texture, view, jobs: Array(count).fill(job) }]);
  };
  const analysis = analysePhoto(photoLike(64, 48));
  const short = { code: 'out-of-memory' };

  fake.isFull = true;
  await expect(frames.setAnalysis(analysis)).rejects.toMatchObject(short);
  await expect(frames.reserve(1)).rejects.toMatchObject(short);
  expect(gpu.resources.liveBytes()).toBe(held);
  fake.isFull = false;
  await frames.setAnalysis(analysis);
  await frames.reserve(1);
  draw(1);

  // No room for more is no harm to what is there.
  fake.isFull = true;
  await expect(frames.reserve(9)).rejects.toMatchObject(short);
  draw(1);
  expect(() => draw(9)).toThrow('room');
  fake.isFull = false;
  // Two at once, the larger first: neither takes the other's room away.
  await Promise.all([frames.reserve(9), frames.reserve(5)]);
  draw(9);
  expect(fake.isWhole).toBe(true);
  frames.dispose();
  expect(gpu.resources.liveBytes()).toBe(held);
});

test('what is made for frames that are gone meanwhile is freed', async () => {
  const { gpu } = fakeGpu();
  const frames = createFrames(gpu, {} as Pipelines, 'srgb');
  const making = [frames.setAnalysis(analysePhoto(photoLike(64, 48))), frames.reserve(3)];
  frames.dispose();
  await Promise.all(making);
  expect(gpu.resources.liveBytes()).toBe(0);
});
