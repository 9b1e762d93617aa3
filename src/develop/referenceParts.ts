import { transfer } from 'comlink';
import type { EncodedRaster } from '../colour';
import type { PartRequest, Rows } from './fallback/hand';
import type { Pool, Seat } from './fallback/pool';
import { type Area, type Cutting, cutFor, cutRows, type Sampled } from './referenceSampling';

/** Anything seen at fewer pixels than this is resampled from a copy of this size instead of the photo. */
const PREVIEW_PIXELS = 1_500_000;
/** Pixels between two looks at the signal, or for another to work on meanwhile. */
const PIXELS_A_PART = 1 << 16;
/** The canvas at two sizes, the thumbnails and the histogram. */
const KEPT_VIEWS = 4;

/** Rows of a picture in parts of about equal size, from the top. */
export function bandsOf(width: number, height: number): Rows[] {
  const rows = Math.max(1, Math.floor(PIXELS_A_PART / width));
  return Array.from({ length: Math.ceil(height / rows) }, (_, i) => [
    i * rows,
    Math.min(height, (i + 1) * rows),
  ]);
}

/** A region of the photo at a size. */
export interface ViewRequest {
  /** In pixels of the photo. */
  readonly region: Area;
  readonly width: number;
  readonly height: number;
}

/** The photo and what is made of it for pictures of it, wherever that is kept. */
export interface Parts {
  /** Some rows of a view, on the seat that works on them; made there if need be. Answers with the part's name. */
  on(seat: Seat, view: ViewRequest, rows: Rows): Promise<string>;
  /** Makes what views are resampled from, and keeps a view's parts while the work runs. */
  using<T>(view: ViewRequest, work: () => Promise<T>): Promise<T>;
  /** Rows of the photo itself, to give away. */
  rows(rows: Rows): Cutting;
  dispose(): void;
}

interface KeptView {
  readonly key: string;
  users: number;
}

/**
 * @param photo a number that no other photo of the pool has
 * @param gone says when the photo is disposed
 */
export function createParts(
  raster: EncodedRaster,
  photo: number,
  pool: Pool,
  gone: { readonly aborted: boolean },
): Parts {
  const { width, height, data } = raster;
  const whole = { wholeWidth: width, wholeHeight: height, left: 0, top: 0, width, height, data };
  let preview: Promise<Cutting> | undefined;
  let previewNow: Cutting | undefined;
  let views: KeptView[] = [];

  const shrinkFactor = Math.sqrt(PREVIEW_PIXELS / (width * height));
  const previewWidth = Math.max(1, Math.round(width * shrinkFactor));
  const previewHeight = Math.max(1, Math.round(height * shrinkFactor));
  const needsPreview = ({ region, ...size }: ViewRequest): boolean =>
    shrinkFactor < 1 &&
    region.width / size.width >= width / previewWidth &&
    region.height / size.height >= height / previewHeight;
  const keyOf = ({ region, ...size }: ViewRequest): string =>
    [photo, region.x, region.y, region.width, region.height, size.width, size.height, ''].join(' ');

  async function makePreview(): Promise<Cutting> {
    const sampled: Sampled = {
      area: { x: 0, y: 0, width, height },
      width: previewWidth,
      height: previewHeight,
    };
    const values = new Float32Array(4 * previewWidth * previewHeight);
    await Promise.all(
      bandsOf(previewWidth, previewHeight).map(([from, to]) =>
        pool.do({
          urgent: true,
          // Whoever asked first may leave; others wait for it too.
          signals: [gone],
          async run({ hand }) {
            const cutting = cutFor(whole, sampled, [from, to]);
            const rows = await hand.shrink(transfer(cutting, [cutting.data.buffer]), sampled, [from, to]);
            values.set(rows, 4 * from * previewWidth);
          },
        }),
      ),
    );
    previewNow = {
      ...{ wholeWidth: previewWidth, wholeHeight: previewHeight, left: 0, top: 0 },
      ...{ width: previewWidth, height: previewHeight, data: values },
    };
    return previewNow;
  }

  function forget(view: KeptView): void {
    views = views.filter((other) => other !== view);
    for (const { hand, held } of pool.seats()) {
      for (const name of held) if (name.startsWith(view.key)) held.delete(name);
      void hand.forget(view.key);
    }
  }

  function touch(key: string): KeptView {
    const view = views.find((one) => one.key === key) ?? { key, users: 0 };
    views = [view, ...views.filter((other) => other !== view)];
    for (const old of views.slice(KEPT_VIEWS)) if (old.users === 0) forget(old);
    return view;
  }

  /** Parts are of the smaller copy's own pixels. */
  function within(source: Cutting, { region, ...size }: ViewRequest): Sampled {
    const [scaleX, scaleY] = [source.width / width, source.height / height];
    const area = {
      x: region.x * scaleX,
      y: region.y * scaleY,
      width: region.width * scaleX,
      height: region.height * scaleY,
    };
    return { area, ...size };
  }

  return {
    async on({ hand, held }, view, rows) {
      const key = `${keyOf(view)}${rows[0]}-${rows[1]}`;
      if (held.has(key)) return key;
      const source = (needsPreview(view) && previewNow) || whole;
      const sampled = within(source, view);
      const cutting = cutFor(source, sampled, rows);
      const request: PartRequest = { photo, key, sampled, rows, region: view.region };
      held.add(key);
      try {
        await hand.make(request, transfer(cutting, [cutting.data.buffer]));
      } catch (error) {
        held.delete(key);
        throw error;
      }
      return key;
    },
    async using(view, work) {
      if (needsPreview(view)) {
        preview ??= makePreview().catch((error: unknown) => {
          preview = undefined;
          throw error;
        });
        await preview;
      }
      const kept = touch(keyOf(view));
      kept.users += 1;
      try {
        return await work();
      } finally {
        kept.users -= 1;
      }
    },
    rows: (rows) => cutRows(whole, rows),
    dispose() {
      for (const { hand, held } of pool.seats()) {
        for (const name of held) if (name.startsWith(`${photo} `)) held.delete(name);
        void hand.forgetPhoto(photo);
      }
      views = [];
      previewNow = undefined;
      preview = undefined;
    },
  };
}
