import { downscale } from '../develop/reference';
import { type Encoder, FEATURE_SIZE } from '../encoder';
import { createRowMaker, makeVariants, STYLE_NAMES, splitOfGroup } from '../training';
import { usage } from './command';
import { PICTURE_SIDE, packPicture } from './dataset-pictures';
import { createDatasetWriter, type DatasetWriter } from './dataset-writer';
import { ALL, BATCH, batchesOf } from './parts';
import { featuresOfBatch } from './simulate-features';
import { readSource, type Work } from './simulate-work';

/** The photos of the batch that begins with source `first`, and small pictures of the test photos among them. */
async function writePhotos(
  work: Work,
  first: number,
  encoder: Encoder,
  writer: DatasetWriter,
): Promise<void> {
  const { paths, job, photos } = work;
  const bytes = await featuresOfBatch(work, first, encoder);
  const features = new Float32Array(new Uint8Array(bytes).buffer);
  for (let group = first; group < Math.min(first + BATCH, paths.length); group++) {
    const variants =
      splitOfGroup(photos[group * job.variants].group) === 'test'
        ? makeVariants(await readSource(paths[group]), { group, count: job.variants, seed: job.seed })
        : [];
    for (let variant = 0; variant < job.variants; variant++) {
      const photo = group * job.variants + variant;
      const row = (group - first) * job.variants + variant;
      const raster = variants[variant]?.raster;
      writer.photo({
        photo,
        group: photos[photo].group,
        features: features.subarray(row * FEATURE_SIZE, (row + 1) * FEATURE_SIZE),
        picture: raster && (await packPicture(downscale(raster, PICTURE_SIDE))),
      });
    }
  }
}

/** Writes the dataset folder from the batches that are made: all of them at the end, a fair sample before. */
export async function writeDataset(work: Work, encoder: Encoder, out: string): Promise<void> {
  const { paths, job, plan } = work;
  const { population, seed } = job;
  const fields = { encoderVersion: encoder.version, featureSize: FEATURE_SIZE, population, seed };
  const rows = createRowMaker(plan);
  let writer: DatasetWriter | undefined;
  for (const first of batchesOf(paths.length, ALL).sort((a, b) => a - b)) {
    const made = await work.made(first);
    if (!made) continue;
    writer ??= await createDatasetWriter(out, { ...fields, simulated: true, styles: STYLE_NAMES });
    await writePhotos(work, first, encoder, writer);
    for (const edit of made) writer.edit(rows.rowOf(edit));
  }
  if (!writer) throw usage(`There are no edits in ${out} yet.`);
  await writer.finish({ misses: rows.misses() });
}
