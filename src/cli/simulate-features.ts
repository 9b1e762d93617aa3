import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FEATURE_SIZE } from '../encoder';
import { DATASET_FILES, makeVariants } from '../training';
import { usage } from './command';
import { loadEncoder } from './models';
import { readSource, type SimulationJob } from './simulate-work';

/**
 * Features of every variant, and with them the manifest: a folder with a dataset.json is complete. Streamed to the
 * disk, so memory does not grow with the set.
 */
export async function featuresOfVariants(
  paths: readonly string[],
  job: SimulationJob,
  out: string,
  note: (line: string) => void,
): Promise<void> {
  const manifest = await readFile(join(out, 'parts', 'manifest.json'), 'utf8').catch(() => {
    throw usage(`There are no edits in ${out} yet.`);
  });
  const encoder = await loadEncoder();
  const file = await open(join(out, DATASET_FILES.features), 'w');
  try {
    for (const [group, path] of paths.entries()) {
      const raster = await readSource(path);
      for (const variant of makeVariants(raster, { group, count: job.variants, seed: job.seed })) {
        const { values } = await encoder.features(variant.raster);
        await file.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      }
      if ((group + 1) % 100 === 0) note(`features of ${group + 1}/${paths.length} photos`);
    }
  } finally {
    await file.close();
    encoder.dispose();
  }
  const complete = { ...JSON.parse(manifest), encoderVersion: encoder.version, featureSize: FEATURE_SIZE };
  await writeFile(join(out, 'dataset.json'), `${JSON.stringify(complete, null, 1)}\n`);
}
