import { isAbort, ManylightError, throwIfAborted } from '../../core';
import type { Adjustments } from '../../edit';
import { createZip, decodePhoto, type EncodeOptions, encodePhoto } from '../../files';
import type { PackedPhotos, PackRequest } from '../set/engine-types';
import type { HeldPhoto, Stage } from './stage';

/** A photo at full size as a file; the encoder's part cannot be seen from outside and is about a tenth. */
export async function exportHeld(
  held: HeldPhoto,
  adjustments: Adjustments,
  options: EncodeOptions,
  progress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const raster = await held.use(
    (loaded) => loaded.exportPixels(adjustments, loaded.space, (done) => progress(0.9 * done), signal),
    signal,
  );
  const blob = await encodePhoto(raster, options, signal);
  progress(1);
  return blob;
}

/** Many photos into one ZIP. One is decoded at a time, beside the open one, and let go of before the next. */
export async function packPhotos(
  stage: Stage,
  { photos, options }: PackRequest,
  progress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<PackedPhotos> {
  const zip = await createZip();
  const failed: string[] = [];
  for (const [i, { file, name, exportName, adjustments }] of photos.entries()) {
    const report = (fraction: number) => progress((i + fraction) / photos.length);
    report(0);
    try {
      const decode = () => decodePhoto(file, name, signal);
      const held = await stage.hold(await decode(), decode, signal);
      let blob: Blob;
      try {
        blob = await exportHeld(held, adjustments, options, report, signal);
      } finally {
        held.dispose();
      }
      if (!(await zip.add(exportName, blob, signal))) failed.push(name);
    } catch (error) {
      throwIfAborted(signal);
      if (isAbort(error) || !(error instanceof ManylightError)) throw error;
      failed.push(name);
    }
  }
  return failed.length === photos.length ? { failed } : { zip: zip.finish(), failed };
}
