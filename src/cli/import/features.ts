import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManylightError } from '../../core';
import { downscale } from '../../develop/reference';
import { type Encoder, FEATURE_SIZE } from '../../encoder';
import { SEEN_SIDE } from '../../encoder/features';
import { readPhoto } from '../image-io';
import { BATCH, keyOfFiles, partName, readPart, writePart } from '../parts';
import { applyEdit, randomEdit } from './augment';
import type { ImportPlan } from './plan';

export interface ImportJob {
  readonly plan: ImportPlan;
  /** Changed copies of each photo, besides the photo itself. */
  readonly augment: number;
  readonly seed: number;
  /** The folder where parts lie. */
  readonly parts: string;
}

/** What was made of a batch of photos. */
export interface Part {
  /** Of each photo of the batch, whether it could be decoded. */
  readonly decoded: readonly boolean[];
  /** [photos of the batch, 1 + augment, FEATURE_SIZE]; zeros for what could not. */
  readonly features: Float32Array;
}

/** Longer side at which photos are decoded; the encoder sees them smaller. */
const DECODED_SIDE = 1024;

/** The photo as the encoder sees it; undefined when it cannot be decoded. */
export async function seen(path: string) {
  try {
    return downscale(await readPhoto(path, { longSide: DECODED_SIDE }), SEEN_SIDE);
  } catch (error) {
    if (error instanceof ManylightError) return undefined;
    throw error;
  }
}

/** Features of the batch that begins with photo `first`; what an earlier run made of the same files is read. */
export async function featuresOfPart(job: ImportJob, first: number, encoder: Encoder): Promise<Part> {
  const paths = job.plan.photos.slice(first, first + BATCH).map(({ path }) => path);
  const key = await keyOfFiles(paths, encoder.version, job.augment, job.seed);
  const note = join(job.parts, partName('photos', first, 'json'));
  const path = join(job.parts, partName(`features-${key}`, first, 'f32'));
  const earlier = await readPart<boolean[]>(note, key);
  if (earlier) {
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes) return { decoded: earlier, features: new Float32Array(Uint8Array.from(bytes).buffer) };
  }
  const versions = 1 + job.augment;
  const features = new Float32Array(paths.length * versions * FEATURE_SIZE);
  const decoded: boolean[] = [];
  for (const [i, photo] of paths.entries()) {
    const raster = await seen(photo);
    decoded.push(raster !== undefined);
    if (!raster) continue;
    for (let version = 0; version < versions; version++) {
      const changed = applyEdit(raster, randomEdit(first + i, version, job.seed));
      features.set((await encoder.features(changed)).values, (i * versions + version) * FEATURE_SIZE);
    }
  }
  await writeFile(`${path}.new`, new Uint8Array(features.buffer));
  await rename(`${path}.new`, path);
  await writePart(note, key, decoded);
  return { decoded, features };
}
