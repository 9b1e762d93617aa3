import type { EncodedRaster } from '../../colour';
import { ManylightError, throwIfAborted } from '../../core';
import type { PresentedFrame } from '../../develop';
import { decodePhoto, encodePhoto, photoId, readPhotoBytes } from '../../files';
import type { DrawRequest, Engine, EngineEvents, JobId, PhotoSource, PreparedPhoto } from '../engine-types';
import { readTasteFile, writeTasteFile } from '../taste-file';
import { frame } from '../view';
import { createHistogramLoop } from './histogram';
import { createJobs } from './jobs';
import { createMind, type Mind } from './mind';
import { exportHeld, packPhotos } from './pack';
import { describeRenderer } from './renderer-words';
import { drawSample, SAMPLE_NAME } from './sample-photo';
import { encodeSmall } from './small-pictures';
import { createStage, type HeldPhoto } from './stage';
import { adaptToPhoto, glanceAtPhoto, studyPhoto } from './study';
import { timed } from './timing';

/** A decoded photo in the worker. */
interface Slot {
  readonly info: PreparedPhoto;
  readonly held: HeldPhoto;
}

const noEvents: EngineEvents = {
  capability: () => undefined,
  canvasNeeded: () => undefined,
  histogram: () => undefined,
  refined: () => undefined,
  progress: () => undefined,
};

/** Calls for a photo that is no longer open are no longer wanted. */
function noLongerOpen(): never {
  throwIfAborted({ aborted: true });
  throw new Error('Broken invariant: an aborted signal throws');
}

/**
 * Decodes a photo again. From a copy of its bytes, as the file may change or go; on its own, so that it keeps hold of
 * nothing else.
 */
function decoderOf(copy: Blob, name: string): () => Promise<EncodedRaster> {
  return () => decodePhoto(copy, name);
}

export function createEngine(): Engine {
  let events = noEvents;
  let open: Slot | undefined;
  let pending: { readonly job: JobId; readonly slot: Slot } | undefined;
  let last: DrawRequest | undefined;
  let refining: { readonly view: string; readonly controller: AbortController } | undefined;
  let mind: Mind | undefined;
  const jobs = createJobs();
  const histograms = createHistogramLoop((histogram) => events.histogram(histogram));

  const stage = createStage({
    rendererChanged: (renderer, gpu) => events.capability(describeRenderer(renderer, gpu)),
    canvasNeeded: () => events.canvasNeeded(),
    restored: () => {
      if (last) draw(last).catch(() => undefined);
    },
  });

  const slotOf = (photo: PreparedPhoto['id']): Slot => (open?.info.id === photo ? open : noLongerOpen());
  const mindOf = (): Mind => {
    if (!mind) throw new Error('Broken invariant: start comes first');
    return mind;
  };

  async function draw(request: DrawRequest): Promise<boolean> {
    last = request;
    if (open?.info.id !== request.photo) return false;
    const { held, info } = open;
    const { viewport, zoom, centre, adjustments, hurried, overlay, wideScreen } = request;
    const isSlow = (await stage.gpu())?.isSoftware ?? true;
    if (isSlow) histograms.hold();
    const framing = (budget: number) => frame(info, viewport, zoom, centre, budget);
    const options = { overlay, wideScreen, histogram: !isSlow };
    const drawn = await timed('draw', () => stage.draw(held, adjustments, framing, hurried, options));
    // Another photo may have been opened meanwhile: counts of this one are not to be told as that one's.
    if (!drawn || open?.held !== held) return false;
    // Where a graphics card draws it has counted as well, but for frames before counting is compiled.
    if (drawn.histogram) histograms.counted(drawn.histogram);
    else histograms.show(held, adjustments, isSlow);
    refine(request, drawn);
    return true;
  }

  /** Fetches what a frame had to show coarser than the photo is, for as long as that is what the canvas shows. */
  function refine({ photo, viewport, zoom, centre }: DrawRequest, drawn: PresentedFrame): void {
    const view = JSON.stringify([photo, viewport, zoom, centre]);
    if (refining?.view === view && drawn.refine) return;
    refining?.controller.abort();
    refining = undefined;
    if (!drawn.refine) return;
    const own = { view, controller: new AbortController() };
    refining = own;
    drawn.refine(own.controller.signal).then(
      () => {
        if (refining !== own) return;
        refining = undefined;
        events.refined();
      },
      // Where there is no memory for finer tiles, the coarse ones stay, and are not asked for again in this view.
      () => undefined,
    );
  }

  async function decode(source: PhotoSource, signal: AbortSignal): Promise<Slot> {
    if (source.kind === 'sample') {
      const raster = drawSample();
      const file = await encodePhoto(raster, { format: 'jpeg', quality: 0.95 }, signal);
      return decode({ kind: 'file', file, name: SAMPLE_NAME }, signal).then(({ held, info }) => ({
        held,
        info: { ...info, file },
      }));
    }
    const { file, name } = source;
    // Beside the decoding; what is wrong with a file is for the decoder to say, in its words.
    const bytes = file.arrayBuffer();
    const identity = bytes.then(photoId);
    identity.catch(() => undefined);
    const raster = await timed('decode', () => decodePhoto(file, name, signal));
    const id = await identity;
    const again = decoderOf(new Blob([await bytes]), name);
    const held = await timed('load', () => stage.hold(raster, again, signal));
    return { held, info: { id, name, width: raster.width, height: raster.height } };
  }

  const dropPending = (): void => {
    pending?.slot.held.dispose();
    pending = undefined;
  };

  return {
    async start(options, listener) {
      events = listener;
      mind = createMind(options.modelsUrl, stage);
      const renderer = await stage.start(options.renderer);
      return describeRenderer(renderer, await stage.gpu());
    },
    attachCanvas: (canvas) => stage.attach(canvas),

    prepare: (job, source) =>
      jobs.run(job, async (signal) => {
        dropPending();
        const slot = await decode(source, signal);
        if (signal.aborted) slot.held.dispose();
        throwIfAborted(signal);
        dropPending();
        pending = { job, slot };
        return slot.info;
      }),
    async adopt(job) {
      if (pending?.job !== job) return noLongerOpen();
      histograms.stop();
      refining?.controller.abort();
      refining = undefined;
      mind?.forgetPhoto();
      open?.held.dispose();
      open = pending.slot;
      pending = undefined;
      last = undefined;
    },

    draw,
    async thumbnails(photo, list, longSide) {
      const rasters = await slotOf(photo).held.use((loaded) => loaded.renderMany(list, longSide));
      return Promise.all(rasters.map(encodeSmall));
    },
    features: (job, photo) => jobs.run(job, (signal) => mindOf().features(slotOf(photo).held, signal)),
    looks: (job, photo, request) =>
      jobs.run(job, (signal) => mindOf().looks(slotOf(photo).held, request, signal)),
    styleLooks: (job, photo) => jobs.run(job, (signal) => mindOf().styleLooks(slotOf(photo).held, signal)),
    export: (job, photo, adjustments, options) =>
      jobs.run(job, (signal) =>
        exportHeld(slotOf(photo).held, adjustments, options, (done) => events.progress(job, done), signal),
      ),

    study: (job, request) =>
      jobs.run(job, (signal) => studyPhoto({ stage, mind: mindOf() }, request, signal)),

    identify: (job, file, name) =>
      jobs.run(job, async (signal) => {
        const bytes = await readPhotoBytes(file, name);
        throwIfAborted(signal);
        return photoId(bytes);
      }),
    glance: (job, request) => jobs.run(job, (signal) => glanceAtPhoto({ stage }, request, signal)),
    sharedPlace: (request) => mindOf().sharedPlace(request),
    adapt: (job, request) =>
      jobs.run(job, (signal) => adaptToPhoto({ stage, mind: mindOf() }, request, signal)),
    pack: (job, request) =>
      jobs.run(job, (signal) => packPhotos(stage, request, (done) => events.progress(job, done), signal)),

    tasteModel: () => mindOf().tasteModel(),
    potentials: (evidence) => mindOf().potentials(evidence),
    dislikePotentials: (photos) => mindOf().dislikePotentials(photos),
    summarise: (potentials) => mindOf().summarise(potentials),

    writeTaste: async (taste) => new Blob([writeTasteFile(taste, new Date())], { type: 'application/json' }),
    async readTaste(file, name) {
      const json = await file.text().catch((cause: unknown) => {
        throw new ManylightError('data-invalid', `“${name}” could not be read.`, { cause });
      });
      return readTasteFile(json, name);
    },

    async abort(job) {
      jobs.abort(job);
      if (pending?.job === job) dropPending();
    },
    liveBytes: async () => (await stage.gpu())?.liveBytes() ?? 0,
  };
}
