import { join, resolve } from 'node:path';
import { FEATURE_SIZE, upgradeFeatures } from '../encoder';
import { badDataset } from '../training';
import { copyDataset, UNCHANGED } from './dataset-copy';
import { jsonOf, readDataset } from './dataset-io';
import { createDatasetWriter } from './dataset-writer';

/** What the writer says itself of every set. */
const OWN = new Set(
  'version encoderVersion featureSize population seed simulated styles photos edits people files'.split(' '),
);

/** What whoever made the set noted of it besides: it still holds. */
const notesOf = (manifest: unknown) =>
  Object.fromEntries(Object.entries(manifest as object).filter(([key]) => !OWN.has(key)));

/**
 * The same set with features of this version, from one of an older version that held them all. Throws `data-invalid`
 * where they cannot be had without the photos.
 */
export async function upgradeDataset(from: string, to: string): Promise<void> {
  if (resolve(from) === resolve(to)) throw badDataset('upgrade writes to another folder');
  const dataset = await readDataset(from);
  const bring = (values: Float32Array) => upgradeFeatures({ version: dataset.encoderVersion, values });
  const { version } = bring(new Float32Array(dataset.featureSize));
  if (version === dataset.encoderVersion) {
    throw badDataset(`nothing can be made of features of encoder ${version} but from the photos`);
  }
  const { population, seed, simulated, styles } = dataset;
  const writer = await createDatasetWriter(to, {
    ...{ population, seed, simulated, styles },
    ...{ encoderVersion: version, featureSize: FEATURE_SIZE },
  });
  await copyDataset(
    writer,
    { dataset, folder: from },
    { ...UNCHANGED, featuresOf: (values) => bring(values).values },
  );
  await writer.finish(notesOf(await jsonOf(join(from, 'dataset.json'))));
}
