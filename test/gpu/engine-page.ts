import { createSession, type Session } from '../../src/app';
import { createEngineClient } from '../../src/app/engine-client';
import type { DrawRequest, Engine, EngineEvents, PhotoSource } from '../../src/app/engine-types';
import type { Renderer } from '../../src/app/state-types';
import { createEngine } from '../../src/app/worker/engine';
import type { PhotoId } from '../../src/core';
import { NEUTRAL, patchAdjustments } from '../../src/edit';

const modelsUrl = new URL('/public/models/', location.href).href;

const events: EngineEvents = {
  capability: () => undefined,
  canvasNeeded: () => undefined,
  histogram: () => undefined,
  refined: () => undefined,
  progress: () => undefined,
};

/** A JPEG with a number in its pixels, so that no two photos are the same. */
async function photoFile(number: number, width = 320, height = 240): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('A canvas takes 2D.');
  const gradient = context.createLinearGradient(0, 0, width, height);
  gradient.addColorStop(0, `hsl(${(number * 37) % 360} 60% 30%)`);
  gradient.addColorStop(1, 'white');
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  return new File([blob], `photo-${number}.jpg`, { type: 'image/jpeg' });
}

const source = (file: File): PhotoSource => ({ kind: 'file', file, name: file.name });

const drawOf = (photo: PhotoId, exposure: number, zoom: DrawRequest['zoom']): DrawRequest => ({
  photo,
  adjustments: patchAdjustments(NEUTRAL, { exposure, shadows: 40 }),
  viewport: { width: 300, height: 200, ratio: 1 },
  zoom,
  centre: { x: 0.5, y: 0.5 },
  hurried: false,
  overlay: {},
  wideScreen: false,
});

async function open(engine: Engine, job: number, file: File): Promise<PhotoId> {
  const { id } = await engine.prepare(job, source(file));
  await engine.adopt(job);
  return id;
}

/** Waits until a number has been the same for a while. */
async function settled(read: () => Promise<number>): Promise<number> {
  for (let last = -1, since = performance.now(); ; ) {
    const now = await read();
    if (now !== last) since = performance.now();
    else if (performance.now() - since > 700) return now;
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Opens photo after photo in the engine's worker as the app does; bytes on the GPU after each, once it rests. */
export async function openMany(count: number): Promise<{ renderer: string | undefined; live: number[] }> {
  const client = createEngineClient((sentence) => console.error(sentence));
  let sayCounted = (): void => undefined;
  const counted = new Promise<void>((resolve) => {
    sayCounted = resolve;
  });
  const { renderer } = await client.start({ modelsUrl }, { ...events, histogram: () => sayCounted() });
  await client.attachCanvas(new OffscreenCanvas(300, 200));
  const live: number[] = [];
  for (let i = 1; i <= count; i++) {
    const id = await client.job(undefined, async (job) => open(client, job, await photoFile(i)));
    await client.draw(drawOf(id, 0.3, 'fit'));
    await client.draw(drawOf(id, 0.6, 1));
    if (i % 10 === 0) {
      await client.thumbnails(id, [NEUTRAL, patchAdjustments(NEUTRAL, { contrast: 30 })], 96);
      await client.job(undefined, (job) => client.export(job, id, NEUTRAL, { format: 'jpeg' }));
    }
    // The histogram waits for a pause, longer on a busy machine, and keeps what it counts with.
    await counted;
    if (i % 10 === 1 || i === count) live.push(await settled(client.liveBytes));
  }
  client.dispose();
  return { renderer, live };
}

/** What an engine draws with in a browser that offers no adapter for its first so many milliseconds. */
export async function rendererAfter(milliseconds: number): Promise<string | undefined> {
  const { requestAdapter } = GPU.prototype;
  const start = performance.now();
  GPU.prototype.requestAdapter = async function (...given) {
    return performance.now() - start < milliseconds ? null : requestAdapter.apply(this, given);
  };
  try {
    return (await createEngine().start({ modelsUrl }, events)).renderer;
  } finally {
    GPU.prototype.requestAdapter = requestAdapter;
  }
}

/** An engine on the page, where its memory can be looked into. */
export interface EngineHere {
  /** Opens and draws so many photos of 3 megapixels; the engine lets go of all but the last. */
  open(count: number): Promise<void>;
  /** How many pictures of that size have been made in memory, and how many are still held after a collection. */
  pictures(): { readonly made: number; readonly held: number };
  /** Loses the device; resolves with whether the open photo is then developed again, to the same bytes. */
  lose(): Promise<boolean>;
  /** Draws the open photo; whether it could. */
  draw(): Promise<boolean>;
}

const [WIDTH, HEIGHT] = [2048, 1536];

export async function engineHere(renderer: Renderer): Promise<EngineHere> {
  const arrays: WeakRef<object>[] = [];
  globalThis.Uint8ClampedArray = new Proxy(Uint8ClampedArray, {
    construct(target, given, newTarget) {
      const array = Reflect.construct(target, given, newTarget) as Uint8ClampedArray;
      if (array.length === 4 * WIDTH * HEIGHT) arrays.push(new WeakRef(array));
      return array;
    },
  });
  const devices: GPUDevice[] = [];
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...given) {
    const device = await requestDevice.apply(this, given);
    devices.push(device);
    return device;
  };
  const engine = createEngine();
  const attach = () => engine.attachCanvas(new OffscreenCanvas(300, 200));
  await engine.start({ modelsUrl, renderer }, { ...events, canvasNeeded: () => void attach() });
  await attach();
  let opened = 0;
  let last: PhotoId | undefined;
  return {
    async open(count) {
      for (let i = 0; i < count; i++) {
        opened += 1;
        last = await open(engine, opened, await photoFile(opened, WIDTH, HEIGHT));
        await engine.draw(drawOf(last, 0.3, 'fit'));
        await engine.draw(drawOf(last, 0.3, 1));
      }
    },
    pictures: () => ({ made: arrays.length, held: arrays.filter((one) => one.deref()).length }),
    async lose() {
      if (!last) return false;
      const [before] = await engine.thumbnails(last, [NEUTRAL], 64);
      devices.at(-1)?.destroy();
      await new Promise((resolve) => setTimeout(resolve, 100));
      const [after] = await engine.thumbnails(last, [NEUTRAL], 64);
      const bytes = await Promise.all(
        [before, after].map(async ({ blob }) => new Uint8Array(await blob.arrayBuffer()).join()),
      );
      return devices.length > 1 && bytes[0] === bytes[1];
    },
    draw: async () => last !== undefined && (await engine.draw(drawOf(last, 0.2, 'fit'))),
  };
}

/** What a drag drew: frames as User Timing has them. */
export interface Dragged {
  readonly animationFrames: number;
  readonly changes: number;
  readonly frames: readonly { readonly start: number; readonly end: number; readonly hurried: boolean }[];
  /** When the hand let go, on the frames' clock. */
  readonly letGo: number;
  /** The slider, in the state and in the last frame's request. */
  readonly exposure: number;
}

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

function frames() {
  return performance.getEntriesByName('manylight:frame', 'measure').map((entry) => ({
    start: entry.startTime,
    end: entry.startTime + entry.duration,
    hurried: (entry as PerformanceMeasure).detail.hurried as boolean,
  }));
}

async function quiet(): Promise<void> {
  await settled(async () => frames().length);
}

/** Opens a photo in a session of its own and drags Exposure for so many animation frames, four changes in each. */
export async function drag(animationFrames: number): Promise<Dragged> {
  const session: Session = createSession({ modelsUrl });
  const canvas = document.createElement('canvas');
  document.body.append(canvas);
  session.attachCanvas(canvas);
  session.resizeViewport(900, 600, 1);
  await session.open([await photoFile(1, 1800, 1200)]);
  while (frames().length === 0) await nextFrame();
  await quiet();
  performance.clearMeasures('manylight:frame');
  let changes = 0;
  let passed = 0;
  const count = () => {
    passed += 1;
    counting = requestAnimationFrame(count);
  };
  let counting = requestAnimationFrame(count);
  for (let i = 0; i < animationFrames; i++) {
    for (let k = 0; k < 4; k++) {
      changes += 1;
      session.preview({ exposure: changes / 400 });
    }
    await nextFrame();
  }
  session.commit('Exposure');
  const letGo = performance.now();
  await nextFrame();
  cancelAnimationFrame(counting);
  await quiet();
  const exposure = session.state.getState().edit.adjustments.exposure;
  const drawn = frames();
  session.dispose();
  return { animationFrames: passed, changes, frames: drawn, letGo, exposure };
}
