import type { EncodedRaster, OutputSpace } from '../../src/colour';
import { decodePhoto, type EncodeOptions, encodePhoto, exportName } from '../../src/files';

/** A file as it crosses from the test into the page. */
interface Given {
  readonly base64: string;
  readonly name: string;
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

function toBase64(bytes: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return btoa(text);
}

/** A gradient with hard edges, so that a shift, a flip or a change of space shows. */
function rasterOf(width: number, height: number, space: OutputSpace): EncodedRaster {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    data.set([(x * 7) & 255, (y * 5) & 255, x > width / 2 ? 250 : 20, 255], 4 * i);
  }
  return { width, height, space, data };
}

/** Makes a message call work off that is sent when a canvas does something for the first time. */
function abortAt(method: 'getImageData' | 'putImageData') {
  const controller = new AbortController();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => controller.abort();
  const { prototype } = OffscreenCanvasRenderingContext2D;
  const original = prototype[method] as (...given: unknown[]) => unknown;
  let calls = 0;
  const watched = function (this: OffscreenCanvasRenderingContext2D, ...given: unknown[]) {
    calls += 1;
    if (calls === 1) port2.postMessage(undefined);
    return Reflect.apply(original, this, given);
  };
  Object.assign(prototype, { [method]: watched });
  return {
    signal: controller.signal,
    /** How the work ended, and how often the canvas did that. */
    async ended(work: Promise<unknown>) {
      const outcome = await work.then(
        () => 'done',
        (error: Error) => error.name,
      );
      Object.assign(prototype, { [method]: original });
      port1.close();
      return { outcome, calls };
    },
  };
}

const files = {
  exportName,
  /** Decodes a file; its pixels come back as base64 of RGBA. */
  async decode({ base64, name }: Given) {
    try {
      const { width, height, space, data } = await decodePhoto(new Blob([fromBase64(base64)]), name);
      return { ok: true as const, width, height, space, pixels: toBase64(data) };
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      return { ok: false as const, code, message };
    }
  },
  async decodeAborted({ base64, name }: Given): Promise<string> {
    const controller = new AbortController();
    const decoding = decodePhoto(new Blob([fromBase64(base64)]), name, controller.signal);
    controller.abort();
    return decoding.then(
      () => 'decoded',
      (error: Error) => error.name,
    );
  },
  /** Calls decoding off by a message that comes while the pixels are fetched. */
  async decodeCalledOff({ base64, name }: Given) {
    const { signal, ended } = abortAt('getImageData');
    return ended(decodePhoto(new Blob([fromBase64(base64)]), name, signal));
  },
  /** Calls encoding off by a message that comes while the pixels are handed over. */
  async encodeCalledOff(width: number, height: number) {
    const { signal, ended } = abortAt('putImageData');
    const { convertToBlob } = OffscreenCanvas.prototype;
    let written = 0;
    OffscreenCanvas.prototype.convertToBlob = function (options) {
      written += 1;
      return convertToBlob.call(this, options);
    };
    const data = new Uint8ClampedArray(width * height * 4);
    const end = await ended(encodePhoto({ width, height, space: 'srgb', data }, { format: 'png' }, signal));
    OffscreenCanvas.prototype.convertToBlob = convertToBlob;
    return { ...end, written };
  },
  /** Encodes a drawn raster and decodes it again; `worst` is the largest difference of a channel. */
  async roundTrip(options: EncodeOptions, space: OutputSpace, width = 97, height = 61) {
    const raster = rasterOf(width, height, space);
    const blob = await encodePhoto(raster, options);
    const back = await decodePhoto(blob, 'back');
    let worst = 0;
    let sum = 0;
    for (let i = 0; i < raster.data.length; i++) {
      const difference = Math.abs(raster.data[i] - back.data[i]);
      worst = Math.max(worst, difference);
      sum += difference;
    }
    const mean = sum / raster.data.length;
    return { type: blob.type, width: back.width, height: back.height, space: back.space, worst, mean };
  },
  /** The file that a drawn raster becomes. */
  async encode(options: EncodeOptions, space: OutputSpace): Promise<string> {
    const blob = await encodePhoto(rasterOf(97, 61, space), options);
    return toBase64(new Uint8Array(await blob.arrayBuffer()));
  },
  /** Decodes a file where canvases know no other space than sRGB, as in some browsers. */
  async decodeNarrow(given: Given) {
    const { getContext } = OffscreenCanvas.prototype;
    OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas) {
      return Reflect.apply(getContext, this, ['2d', { willReadFrequently: true }]);
    } as typeof getContext;
    try {
      return await files.decode(given);
    } finally {
      OffscreenCanvas.prototype.getContext = getContext;
    }
  },
  async encodeError(options: EncodeOptions, width: number, height: number): Promise<string> {
    return encodePhoto(rasterOf(width, height, 'srgb'), options).then(
      () => 'encoded',
      (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
    );
  },
  /** The same decoder in a worker, where there is no document. */
  decodeInWorker: ({ base64, name }: Given): Promise<string> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage({ bytes: fromBase64(base64), name });
    }),
};

declare global {
  interface Window {
    readonly files: typeof files;
  }
}

Object.assign(window, { files });
document.documentElement.dataset.ready = '';
