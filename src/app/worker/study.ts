import { downscale } from '../../develop/reference';
import { decodePhoto, photoId } from '../../files';
import type { StudiedPhoto, StudyRequest } from '../engine-types';
import type { Mind } from './mind';
import { encodeSmall } from './small-pictures';
import type { Stage } from './stage';

/** Longer side of what is held of a photo that is only studied: enough for its features and a small picture. */
const STUDIED_SIDE = 1024;

/** Looks at a photo beside the open one. It is held small, and only for as long as this takes. */
export async function studyPhoto(
  { stage, mind }: { readonly stage: Stage; readonly mind: Mind },
  { file, name, adjustments, longSide }: StudyRequest,
  signal: AbortSignal,
): Promise<StudiedPhoto> {
  const small = async () => downscale((await decodePhoto(file, name, signal)).raster, STUDIED_SIDE);
  const raster = await small();
  const id = await photoId(await file.arrayBuffer());
  const held = await stage.hold(raster, small, signal);
  try {
    const features = await mind.study(held);
    const [picture] = await held.use((loaded) => loaded.renderMany([adjustments], longSide), signal);
    return { id, features, thumbnail: await encodeSmall(picture) };
  } finally {
    held.dispose();
  }
}
