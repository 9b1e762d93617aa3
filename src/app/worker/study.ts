import { throwIfAborted } from '../../core';
import { downscaleInTurns } from '../../develop/reference';
import { NEUTRAL } from '../../edit';
import { decodePhoto, photoId } from '../../files';
import type { StudiedPhoto, StudyRequest } from '../engine-types';
import type { AdaptedLook, AdaptRequest, GlancedPhoto } from '../set/engine-types';
import type { Mind } from './mind';
import { encodeSmall } from './small-pictures';
import type { HeldPhoto, Stage } from './stage';

interface Parts {
  readonly stage: Stage;
  readonly mind: Mind;
}

/** Longer side of what is held of a photo that is only studied: enough for its features and a small picture. */
const STUDIED_SIDE = 1024;

/** Holds a photo small beside the open one, and only for as long as the work takes. */
async function holding<T>(
  stage: Stage,
  file: Blob,
  name: string,
  signal: AbortSignal,
  work: (held: HeldPhoto) => Promise<T>,
): Promise<T> {
  const small = async () => downscaleInTurns(await decodePhoto(file, name, signal), STUDIED_SIDE, signal);
  const held = await stage.hold(await small(), small, signal);
  try {
    const done = await work(held);
    throwIfAborted(signal);
    return done;
  } finally {
    held.dispose();
  }
}

/** Looks at a photo beside the open one. */
export async function studyPhoto(
  { stage, mind }: Parts,
  { file, name, adjustments, longSide }: StudyRequest,
  signal: AbortSignal,
): Promise<StudiedPhoto> {
  return holding(stage, file, name, signal, async (held) => {
    const id = await photoId(await file.arrayBuffer());
    const features = await mind.study(held);
    const [picture] = await held.use((loaded) => loaded.renderMany([adjustments], longSide), signal);
    return { id, features, thumbnail: await encodeSmall(picture) };
  });
}

/** The same without its features, so without models. */
export async function glanceAtPhoto(
  { stage }: Pick<Parts, 'stage'>,
  { file, name, adjustments, longSide }: StudyRequest,
  signal: AbortSignal,
): Promise<GlancedPhoto> {
  return holding(stage, file, name, signal, async (held) => {
    const id = await photoId(await file.arrayBuffer());
    const [picture] = await held.use((loaded) => loaded.renderMany([adjustments], longSide), signal);
    return { id, thumbnail: await encodeSmall(picture) };
  });
}

/** The look at a place for a photo, with what it does to it, seen on a small picture of it. */
export async function adaptToPhoto(
  { stage, mind }: Parts,
  { neutral, name, longSide, ...request }: AdaptRequest,
  signal: AbortSignal,
): Promise<AdaptedLook> {
  const adjustments = await mind.adapt(request);
  const { describeLook } = await import('../../looks');
  return holding(stage, neutral, name, signal, async (held) => {
    const [before, after] = await held.use(
      (loaded) => loaded.renderMany([NEUTRAL, adjustments], longSide),
      signal,
    );
    return { adjustments, words: describeLook(before, after), thumbnail: await encodeSmall(after) };
  });
}
