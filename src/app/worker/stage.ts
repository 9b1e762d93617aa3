import type { EncodedRaster } from '../../colour';
import { isAbort, ManylightError, throwIfAborted } from '../../core';
import {
  createDeveloper,
  createReferenceDeveloper,
  type Developer,
  type GpuPhoto,
  type PresentedFrame,
} from '../../develop';
import type { Adjustments } from '../../edit';
import { type Gpu, requestGpu } from '../../gpu';
import { pause } from '../pause';
import type { Renderer } from '../state-types';
import type { Framing } from '../view';
import { createGpuSurface, createPixelSurface, type Surface, type SurfaceOptions } from './canvas';
import { showsCanvases } from './canvas-check';
import { createPace, type Pace } from './pace';
import { warmUp } from './warm-up';

/** One device's life: what was built on it, and whether it has proved able to present. */
interface Setup {
  readonly renderer: Renderer;
  readonly gpu: Gpu | undefined;
  readonly developer: Developer;
  readonly pace: Pace;
  /** Whether drawing has been tried, and when the first frame was done, performance.now(). */
  tried: boolean;
  drawn: number | undefined;
  /** Another has taken its place. */
  over: boolean;
}

export interface StageEvents {
  rendererChanged(renderer: Renderer, gpu: Gpu | undefined): void;
  /** The canvas cannot serve the renderer that is now used. */
  canvasNeeded(): void;
  /** A device came back after a loss: what the screen shows is to be drawn again. */
  restored(): void;
}

/** A photo that survives the devices it is loaded to. Its pixels are held by what develops it, and not twice. */
export interface HeldPhoto {
  /** Runs work on the photo; when the device is lost meanwhile, again on the next one. */
  use<T>(work: (photo: GpuPhoto, gpu: Gpu | undefined) => Promise<T>, signal?: AbortSignal): Promise<T>;
  dispose(): void;
}

/** The device and what is drawn on it; rebuilds everything when the device is lost. */
export interface Stage {
  start(forced: Renderer | undefined): Promise<Renderer>;
  attach(canvas: OffscreenCanvas): Promise<void>;
  /** @param again decodes the photo anew, for the next device */
  hold(raster: EncodedRaster, again: () => Promise<EncodedRaster>, signal: AbortSignal): Promise<HeldPhoto>;
  /** Undefined when there is no canvas to draw on yet. */
  draw(
    photo: HeldPhoto,
    adjustments: Adjustments,
    framing: (pixelBudget: number) => Framing,
    hurried: boolean,
    options: SurfaceOptions,
  ): Promise<PresentedFrame | undefined>;
  gpu(): Promise<Gpu | undefined>;
  /** Runs work on the device; when that is lost meanwhile, again on the next one. */
  run<T>(work: (gpu: Gpu | undefined) => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** A device lost so soon after its first present was lost by it: some browsers' software adapters cannot present. */
const PRESENT_PROVEN = 3_000;

/** After this many losses the processor renders: a driver in this state does not recover by itself. */
const MAX_LOSSES = 4;

/** A device that drew for this long, in ms, was sound: the losses before its own say nothing of the driver. */
const SOUND = 10 * 60_000;

/** An error may reach us before the news of the loss that caused it, in ms; one that tells of a loss waits longer. */
const LOSS_GRACE = 400;
const TOLD_LOSS_GRACE = 5_000;

/** A browser that starts its GPU process, or starts it anew, offers no adapter for a moment, in ms. */
const RESTART_GRACE = 700;

/** Attempts at one piece of work, each on another device. */
const ATTEMPTS = 3;

/** Most canvas pixels to draw a frame with, so that sliders stay quick where a processor draws or frames are copied. */
function pixelBudget({ renderer, gpu }: Setup): number {
  switch (renderer) {
    case 'webgpu-offscreen':
      return gpu?.isSoftware ? 1_000_000 : Number.POSITIVE_INFINITY;
    case 'webgpu-readback':
      return gpu?.isSoftware ? 1_000_000 : 4_000_000;
    case 'reference':
      return 1_000_000;
  }
}

/** Loads a photo; the first time from what was decoded, which is then let go of. */
async function load(
  developer: Developer,
  decoded: { raster: EncodedRaster | undefined },
  again: () => Promise<EncodedRaster>,
  signal: AbortSignal | undefined,
): Promise<GpuPhoto> {
  const photo = await developer.load(decoded.raster ?? (await again()), signal);
  decoded.raster = undefined;
  return photo;
}

export function createStage(events: StageEvents): Stage {
  let forced: Renderer | undefined;
  let setup: Promise<Setup> | undefined;
  let losses = 0;
  let canvas: { readonly surface: Surface; readonly kind: 'gpu' | 'pixels' } | undefined;
  let gpuNow: Gpu | undefined;

  const kindFor = (renderer: Renderer) => (renderer === 'webgpu-offscreen' ? 'gpu' : 'pixels');

  async function findGpu(): Promise<Gpu | undefined> {
    const gpu = await requestGpu();
    if (gpu || !navigator.gpu) return gpu;
    await pause(RESTART_GRACE);
    return requestGpu();
  }

  async function build(wanted: Renderer | undefined): Promise<Setup> {
    const gpu = wanted === 'reference' ? undefined : await findGpu();
    const presents = (gpu: Gpu) => !gpu.isSoftware && showsCanvases(gpu);
    const renderer = gpu ? (wanted ?? (presents(gpu) ? 'webgpu-offscreen' : 'webgpu-readback')) : 'reference';
    const developer = gpu ? createDeveloper(gpu) : createReferenceDeveloper();
    const built: Setup = {
      renderer,
      gpu,
      developer,
      pace: createPace(),
      tried: false,
      drawn: undefined,
      over: false,
    };
    gpuNow = gpu;
    gpu?.lost.then(() => recover(built));
    if (gpu) void warmUp(developer);
    return built;
  }

  function recover(lost: Setup): void {
    if (lost.over) return;
    lost.over = true;
    const { tried, drawn, renderer } = lost;
    const drew = drawn === undefined ? 0 : performance.now() - drawn;
    const proven = drew > PRESENT_PROVEN;
    losses = drew > SOUND ? 1 : losses + 1;
    const byPresenting = renderer === 'webgpu-offscreen' && tried && !proven;
    if (byPresenting) forced = 'webgpu-readback';
    if (losses > MAX_LOSSES) forced = 'reference';
    lost.developer.dispose();
    lost.gpu?.dispose();
    const next = build(forced);
    setup = next;
    // Where even this fails, every call that waits for the device says so.
    next.then(
      (built) => {
        events.rendererChanged(built.renderer, built.gpu);
        if (canvas && canvas.kind !== kindFor(built.renderer)) {
          canvas = undefined;
          events.canvasNeeded();
        } else {
          events.restored();
        }
      },
      () => undefined,
    );
  }

  const ready = async (): Promise<Setup> => {
    setup ??= build(forced);
    let latest = setup;
    let built = await latest;
    // A loss while waiting puts another in its place.
    while (setup !== latest) {
      latest = setup;
      built = await latest;
    }
    return built;
  };

  const wasLost = async (gpu: Gpu | undefined, error: unknown): Promise<boolean> => {
    if (!gpu) return false;
    const told = error instanceof ManylightError && error.code === 'gpu-lost';
    const grace = told ? TOLD_LOSS_GRACE : LOSS_GRACE;
    return Promise.race([gpu.lost.then(() => true), pause(grace).then(() => false)]);
  };

  async function withDevice<T>(work: (built: Setup) => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const built = await ready();
      throwIfAborted(signal);
      try {
        return await work(built);
      } catch (error) {
        // A driver that cannot compile the shaders will not learn to.
        const unfit = error instanceof ManylightError && error.code === 'gpu-unavailable';
        if (unfit && built.gpu && attempt < ATTEMPTS) {
          forced = 'reference';
          recover(built);
          continue;
        }
        // What was built on a lost device is disposed of, and calls its work off: nobody else has.
        const byLoss = isAbort(error) && built.over && !signal?.aborted;
        if (byLoss && attempt < ATTEMPTS) continue;
        if (byLoss) throw new ManylightError('gpu-lost', 'The graphics device stopped again and again.');
        if (isAbort(error) || attempt === ATTEMPTS || !(await wasLost(built.gpu, error))) throw error;
      }
    }
  }

  return {
    async start(wanted) {
      forced = wanted;
      const built = await ready();
      events.rendererChanged(built.renderer, built.gpu);
      return built.renderer;
    },
    async attach(offscreen) {
      const kind = kindFor((await ready()).renderer);
      const surface =
        kind === 'gpu' ? createGpuSurface(offscreen, () => gpuNow) : createPixelSurface(offscreen);
      canvas = { surface, kind };
    },
    async hold(raster, again, signal) {
      const decoded = { raster: raster as EncodedRaster | undefined };
      let loaded: { readonly by: Setup; readonly photo: Promise<GpuPhoto> } | undefined;
      let disposed = false;
      const free = () => {
        loaded?.photo.then(
          (photo) => photo.dispose(),
          () => undefined,
        );
        loaded = undefined;
      };
      const photoOn = (built: Setup, loadSignal?: AbortSignal): Promise<GpuPhoto> => {
        if (loaded?.by === built) return loaded.photo;
        free();
        const photo = load(built.developer, decoded, again, loadSignal);
        loaded = { by: built, photo };
        photo.catch(() => {
          if (loaded?.photo === photo) loaded = undefined;
        });
        return photo;
      };
      const gone = { aborted: true };
      await withDevice((built) => photoOn(built, signal), signal);
      return {
        use: (work, workSignal) =>
          withDevice(async (built) => {
            if (disposed) throwIfAborted(gone);
            return work(await photoOn(built), built.gpu);
          }, workSignal),
        dispose() {
          disposed = true;
          free();
        },
      };
    },
    draw: (photo, adjustments, framing, hurried, options) =>
      photo.use(async (loaded, gpu) => {
        const built = await ready();
        // After a loss the page has yet to hand over the canvas that the next renderer needs.
        if (!canvas || canvas.kind !== kindFor(built.renderer) || built.gpu !== gpu) return undefined;
        const allowed = pixelBudget(built);
        // A graphics card that presents by itself needs no hurry, and its canvas is not resized while a hand is on a slider.
        const frame = framing(Number.isFinite(allowed) ? built.pace.budget(allowed, hurried) : allowed);
        const start = performance.now();
        built.tried = true;
        const drawn = await canvas.surface.draw(loaded, adjustments, frame, options);
        built.drawn ??= performance.now();
        built.pace.took(adjustments, frame.target.width * frame.target.height, performance.now() - start);
        return drawn;
      }),
    gpu: async () => (await ready()).gpu,
    run: (work, signal) => withDevice((built) => work(built.gpu), signal),
  };
}
