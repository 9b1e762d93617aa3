import { createDeveloper } from '../../../src/develop';
import { decodePhoto, encodePhoto } from '../../../src/files';
import { requestGpu } from '../../../src/gpu';
import { BENCH_EDIT } from '../settings';
import { glfxFilter, type PeerFilter, pixiFilter } from './browserFilters';

/** Milliseconds. */
export interface BrowserTiming {
  readonly decode: number;
  readonly develop: number;
  readonly encode: number;
  readonly parts?: Readonly<Record<string, number>>;
  /** The share of bytes that are not the photo's, and the correlation with the photo: proof of what was done. */
  readonly changed: number;
  readonly likeness: number;
}

export interface PeersPage {
  manylight(file: string): Promise<BrowserTiming>;
  pixi(file: string): Promise<BrowserTiming>;
  glfx(file: string): Promise<BrowserTiming>;
}

declare global {
  interface Window {
    peers: PeersPage;
  }
}

const fetchFile = async (url: string): Promise<File> =>
  new File([await (await fetch(url)).blob()], 'photo.jpg');

/** How far the result is another picture of the same photo, on every so manieth byte. */
function compare(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
): Pick<BrowserTiming, 'changed' | 'likeness'> {
  let [changed, count, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < before.length; i += 4001) {
    // Alpha says nothing.
    if (i % 4 === 3) continue;
    const [a, b] = [before[i], after[i]];
    count++;
    changed += Number(a !== b);
    sa += a;
    sb += b;
    saa += a * a;
    sbb += b * b;
    sab += a * b;
  }
  const spread = Math.sqrt((count * saa - sa * sa) * (count * sbb - sb * sb));
  return { changed: changed / count, likeness: (count * sab - sa * sb) / spread };
}

async function manylight(url: string): Promise<BrowserTiming> {
  const file = await fetchFile(url);
  const gpu = await requestGpu();
  if (!gpu) throw new Error('This browser has no GPU adapter.');
  const developer = createDeveloper(gpu);
  try {
    // Shaders compile while a photo is chosen.
    const small = await developer.load({
      width: 8,
      height: 8,
      space: 'srgb',
      data: new Uint8ClampedArray(256),
    });
    await small.exportPixels(BENCH_EDIT, 'srgb');
    small.dispose();
    const start = performance.now();
    const raster = await decodePhoto(file, 'photo.jpg');
    const decoded = performance.now();
    const photo = await developer.load(raster);
    await gpu.device.queue.onSubmittedWorkDone();
    const loaded = performance.now();
    await photo.analysis();
    const analysed = performance.now();
    const result = await photo.exportPixels(BENCH_EDIT, raster.space);
    const developed = performance.now();
    await encodePhoto(result, { format: 'jpeg', quality: 0.92 });
    const encoded = performance.now();
    photo.dispose();
    return {
      decode: decoded - start,
      develop: developed - decoded,
      encode: encoded - developed,
      parts: { load: loaded - decoded, analysis: analysed - loaded, export: developed - analysed },
      ...compare(raster.data, result.data),
    };
  } finally {
    developer.dispose();
    gpu.dispose();
  }
}

/** A filter library: from a bitmap to pixels in memory, like the others. */
async function filtered(url: string, create: () => Promise<PeerFilter>): Promise<BrowserTiming> {
  const file = await fetchFile(url);
  const filter = await create();
  try {
    const start = performance.now();
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('No canvas of this size.');
    context.drawImage(bitmap, 0, 0);
    const before = context.getImageData(0, 0, width, height);
    const decoded = performance.now();
    const after = await filter.apply(bitmap);
    const developed = performance.now();
    context.putImageData(new ImageData(after, width, height), 0, 0);
    await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
    const encoded = performance.now();
    return {
      decode: decoded - start,
      develop: developed - decoded,
      encode: encoded - developed,
      ...compare(before.data, after),
    };
  } finally {
    filter.dispose();
  }
}

window.peers = {
  manylight,
  pixi: (url) => filtered(url, pixiFilter),
  glfx: (url) => filtered(url, glfxFilter),
};
document.documentElement.dataset.ready = 'true';
