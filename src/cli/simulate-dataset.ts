import { open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downscale } from '../develop/reference';
import { type Encoder, FEATURE_SIZE } from '../encoder';
import {
  buildDataset,
  DATASET_FILES,
  makeVariants,
  PICTURE_SIDE,
  PICTURES_FILE,
  type PictureEntry,
  packPicture,
  type SimulatedEdit,
  splitOfGroup,
} from '../training';
import { usage } from './command';
import { ALL, BATCH, batchesOf } from './parts';
import { featuresOfBatch } from './simulate-features';
import { readSource, type Work } from './simulate-work';

/** Small pictures of the test photos among the kept ones, beside the list of what they are. */
async function writePictures(work: Work, kept: readonly number[], out: string): Promise<PictureEntry[]> {
  const { paths, job, photos } = work;
  const entries: PictureEntry[] = [];
  const file = await open(join(out, PICTURES_FILE), 'w');
  try {
    for (const [row, photo] of kept.entries()) {
      const { group } = photos[photo];
      const variant = photo % job.variants;
      if (variant !== 0 || splitOfGroup(group) !== 'test') continue;
      const raster = await readSource(paths[group]);
      const variants = makeVariants(raster, { group, count: job.variants, seed: job.seed });
      for (const [i, one] of variants.entries()) {
        const small = downscale(one.raster, PICTURE_SIDE);
        await file.write(packPicture(small));
        entries.push({ photo: row + i, width: small.width, height: small.height });
      }
    }
  } finally {
    await file.close();
  }
  return entries;
}

/**
 * Writes the dataset folder from the batches that are made: all of them at the end, a fair sample before. The
 * manifest is written last: a folder with a dataset.json is complete.
 */
export async function writeDataset(work: Work, encoder: Encoder, out: string): Promise<void> {
  const { paths, job, plan, photos } = work;
  const edits: SimulatedEdit[] = [];
  const there: number[] = [];
  for (const first of batchesOf(paths.length, ALL).sort((a, b) => a - b)) {
    const made = await work.made(first);
    if (!made) continue;
    there.push(first);
    for (const edit of made) edits.push(edit);
  }
  if (edits.length === 0) throw usage(`There are no edits in ${out} yet.`);
  const kept = there.flatMap((first) => {
    const variants = job.variants * Math.min(BATCH, paths.length - first);
    return Array.from({ length: variants }, (_, i) => first * job.variants + i);
  });
  const files = buildDataset(plan, photos, { edits, photos: kept }, job);

  const manifest = join(out, 'dataset.json');
  await rm(manifest, { force: true });
  const features = await open(join(out, DATASET_FILES.features), 'w');
  try {
    for (const first of there) await features.write(await featuresOfBatch(work, first, encoder));
  } finally {
    await features.close();
  }
  await writeFile(join(out, DATASET_FILES.groups), files.groups);
  await writeFile(join(out, DATASET_FILES.edits), files.edits);
  await writeFile(join(out, DATASET_FILES.index), files.index);
  const pictures = await writePictures(work, kept, out);
  const complete = {
    ...files.manifest,
    encoderVersion: encoder.version,
    featureSize: FEATURE_SIZE,
    pictures,
  };
  await writeFile(manifest, `${JSON.stringify(complete, null, 1)}\n`);
}
