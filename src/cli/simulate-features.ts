import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Encoder, FEATURE_SIZE } from '../encoder';
import { makeVariants } from '../training';
import { BATCH, keyOfFiles, partName } from './parts';
import { readSource, type Work } from './simulate-work';

/**
 * Features of the variants of the batch that begins with source `first`, one row of FEATURE_SIZE a variant, as bytes;
 * made once for an encoder's version and the photos' files as they are, and kept beside the edits.
 */
export async function featuresOfBatch(work: Work, first: number, encoder: Encoder): Promise<Buffer> {
  const { paths, job } = work;
  const batch = paths.slice(first, first + BATCH);
  const key = await keyOfFiles(batch, encoder.version, job.variants, job.seed);
  const path = join(work.parts, partName(`features-${key}`, first, 'f32'));
  if (await stat(path).catch(() => undefined)) return readFile(path);

  const values = new Float32Array(batch.length * job.variants * FEATURE_SIZE);
  for (const [i, source] of batch.entries()) {
    const raster = await readSource(source);
    const variants = makeVariants(raster, { group: first + i, count: job.variants, seed: job.seed });
    for (const [v, variant] of variants.entries()) {
      values.set((await encoder.features(variant.raster)).values, (i * job.variants + v) * FEATURE_SIZE);
    }
  }
  const bytes = Buffer.from(values.buffer);
  // Through a second name, so that a killed run leaves no half part.
  await writeFile(`${path}.new`, bytes);
  await rename(`${path}.new`, path);
  return bytes;
}
