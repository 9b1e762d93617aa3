import { transfer } from 'comlink';
import type { EncodedRaster, OutputSpace } from '../colour';
import { once, throwIfAborted } from '../core';
import { type Adjustments, NEUTRAL } from '../edit';
import { allocatePixels } from './allocate';
import type { Paint, Picture } from './fallback/hand';
import type { Pool, Seat } from './fallback/pool';
import { HISTOGRAM_SIDE, histogramOf } from './histogram';
import { columnsAsShot, NO_OVERLAY, type Overlay } from './overlay';
import { ANALYSIS_SIDE, isIdentity, type PhotoAnalysis, planDevelop, sizeWithin } from './reference';
import { bandsOf, createParts, type ViewRequest } from './referenceParts';
import type { GpuPhoto, RenderRequest } from './types';
import { areaInGrid, gridOf, samplingOf } from './viewGrid';

/** Pictures of a list that are developed before the next look at the signal. */
const PICTURES_A_WORK = 4;

/** One kind of development: its plan, and a number for it that no other has. */
type Planned = Pick<Paint, 'plan' | 'id'>;

let photos = 0;
let plans = 0;

/** A photo that a pool of workers develops. */
export function createReferencePhoto(raster: EncodedRaster, pool: Pool): GpuPhoto {
  const { width, height, space } = raster;
  photos += 1;
  const photo = photos;
  const gone = { aborted: false };
  const parts = createParts(raster, photo, pool, gone);

  const check = (signal?: AbortSignal): void => {
    throwIfAborted(signal);
    throwIfAborted(gone);
  };
  const whole = (size: { width: number; height: number }): ViewRequest => ({
    region: { x: 0, y: 0, width, height },
    ...size,
  });

  /** On a copy of the size that it works at, in 8 bits, as the GPU has it too. */
  async function analyse(): Promise<PhotoAnalysis> {
    const [w, h] = sizeWithin(width, height, ANALYSIS_SIDE);
    const small = await render(NEUTRAL, { width: w, height: h });
    const found = await pool.do<PhotoAnalysis>({
      urgent: true,
      signals: [gone],
      run: ({ hand }) => hand.analyse(small) as Promise<PhotoAnalysis>,
    });
    return { ...found, width, height };
  }
  /** Found when it is first needed: a photo is seen, untouched, before anything is known of it. */
  const analysis = once(analyse);
  const giveAnalysis = async ({ hand, held }: Seat, found: PhotoAnalysis): Promise<void> => {
    const name = `${photo} analysis`;
    if (held.has(name)) return;
    held.add(name);
    await hand.keepAnalysis(photo, found);
    check();
  };

  /** Waits for the analysis only where something is developed. */
  async function planFor(adjustments: Adjustments, output: OutputSpace): Promise<Planned> {
    plans += 1;
    const id = plans;
    if (isIdentity(adjustments, space, output)) return { plan: undefined, id };
    return { plan: planDevelop(adjustments, await analysis(), output), id };
  }

  /** Of a view that moves, dither follows the photo. */
  function ditherOf(request: RenderRequest): Picture['dither'] | undefined {
    if (!request.tiled) return undefined;
    const sampling = samplingOf(raster, request);
    return areaInGrid(sampling, gridOf(raster, sampling.stepX, sampling.stepY));
  }

  async function picture(
    adjustments: Adjustments,
    output: OutputSpace,
    size: number,
    edge = 0,
    { clipping = false }: Overlay = NO_OVERLAY,
    dither: Picture['dither'] = { x: 0, y: 0 },
  ): Promise<Picture> {
    const paints: Paint[] = [];
    if (edge > 0) paints.push({ columns: [0, edge], ...(await planFor(NEUTRAL, output)) });
    if (edge < size) paints.push({ columns: [edge, size], ...(await planFor(adjustments, output)) });
    return { paints, dither, marksClipping: clipping };
  }

  /** Some rows of a view, developed in several ways. */
  async function developOn(
    seat: Seat,
    view: ViewRequest,
    rows: readonly [number, number],
    pictures: readonly Picture[],
  ): Promise<Uint8ClampedArray<ArrayBuffer>[]> {
    const usesBase = pictures.some(({ paints }) =>
      paints.some(({ plan }) => plan && (plan.highlightsShadows.active || plan.clarity.active)),
    );
    // A photo may go while a hand works for it, and has been told to forget it then: nothing more of it is sent.
    if (usesBase) {
      const found = await analysis();
      check();
      await giveAnalysis(seat, found);
    }
    const key = await parts.on(seat, view, rows);
    check();
    return seat.hand.develop(key, pictures);
  }

  async function render(
    adjustments: Adjustments,
    request: RenderRequest,
    signal?: AbortSignal,
    urgent = true,
  ): Promise<EncodedRaster> {
    check(signal);
    const { region, width: w, height: h, space: output = space, overlay = NO_OVERLAY } = request;
    const view = { ...whole(request), width: w, height: h, ...(region && { region }) };
    const edge = columnsAsShot(overlay, width, view.region.x, view.region.width / w, w);
    const wanted = await picture(adjustments, output, w, edge, overlay, ditherOf(request));
    check(signal);
    const signals = [signal, gone];
    const data = new Uint8ClampedArray(w * h * 4);
    await parts.using(view, () =>
      Promise.all(
        bandsOf(w, h).map(([from, to], home) =>
          pool.do({
            home,
            urgent,
            signals,
            async run(seat) {
              const [rows] = await developOn(seat, view, [from, to], [wanted]);
              data.set(rows, 4 * w * from);
            },
          }),
        ),
      ),
    );
    check(signal);
    return { width: w, height: h, space: output, data };
  }

  async function renderMany(
    list: readonly Adjustments[],
    longSide: number,
    signal?: AbortSignal,
  ): Promise<readonly EncodedRaster[]> {
    check(signal);
    const [w, h] = sizeWithin(width, height, longSide);
    const view = whole({ width: w, height: h });
    const pictures = await Promise.all(list.map((adjustments) => picture(adjustments, space, w)));
    const signals = [signal, gone];
    const results: EncodedRaster[] = [];
    const works = Array.from({ length: Math.ceil(list.length / PICTURES_A_WORK) }, (_, i) =>
      pictures.slice(i * PICTURES_A_WORK, (i + 1) * PICTURES_A_WORK),
    );
    await parts.using(view, () =>
      Promise.all(
        works.map((some, i) =>
          pool.do({
            signals,
            async run(seat) {
              const developed = await developOn(seat, view, [0, h], some);
              for (const [k, data] of developed.entries()) {
                results[i * PICTURES_A_WORK + k] = { width: w, height: h, space, data };
              }
            },
          }),
        ),
      ),
    );
    check(signal);
    return results;
  }

  async function exportPixels(
    adjustments: Adjustments,
    output: OutputSpace,
    onProgress?: (done: number) => void,
    signal?: AbortSignal,
  ): Promise<EncodedRaster> {
    check(signal);
    const found = await analysis();
    check(signal);
    const data = allocatePixels(width, height);
    let rowsDone = 0;
    await Promise.all(
      bandsOf(width, height).map(([from, to]) =>
        pool.do({
          signals: [signal, gone],
          async run(seat) {
            await giveAnalysis(seat, found);
            const cutting = parts.rows([from, to]);
            const given = transfer(cutting, [cutting.data.buffer]);
            data.set(await seat.hand.developExactly(photo, given, adjustments, output), 4 * width * from);
            rowsDone += to - from;
            onProgress?.(rowsDone / height);
          },
        }),
      ),
    );
    check(signal);
    return { width, height, space: output, data };
  }

  return {
    width,
    height,
    space,
    analysis,
    present: () => Promise.reject(new Error('Broken invariant: a developer without a GPU does not present')),
    render: (adjustments, request, signal) => render(adjustments, request, signal),
    renderMany,
    async histogram(adjustments, signal) {
      const [w, h] = sizeWithin(width, height, HISTOGRAM_SIDE);
      return histogramOf(await render(adjustments, { width: w, height: h }, signal, false));
    },
    exportPixels,
    dispose() {
      gone.aborted = true;
      parts.dispose();
    },
  };
}
