/**
 * npx tsx scripts/distil-encoder/likelihood.ts --data DATASET --photos DIR [--photos DIR2] --teacher FILE.npz [--most 5000 --seeds 3]
 *
 * What the looks lose by the encoder being a student: the CGM-VAE and an MDN, fitted alike to the same edits with the
 * student's embedding and with the teacher's, in nats on test edits. DATASET is one that `npm run simulate` made of these
 * photos; of each photo the variant as it is counts, as that is what the teacher is shown.
 */

import { parseArgs } from 'node:util';
import { readDataset } from '../../src/cli/dataset-io';
import { listPhotos } from '../../src/cli/photo-list';
import { readSource } from '../../src/cli/simulate-work';
import { startFitting } from '../../src/cli/start-fitting';
import { clusteredEstimate, meanOf } from '../../src/core';
import { EMBEDDING_SIZE } from '../../src/encoder';
import { encoderInput } from '../../src/encoder/input';
import { type Dataset, inMemory, type MemoryDataset } from '../../src/training';
import { loadTeacher } from './teacher';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    photos: { type: 'string', multiple: true },
    teacher: { type: 'string' },
    most: { type: 'string', default: '5000' },
    seeds: { type: 'string', default: '3' },
  },
});
if (!values.data || !values.photos || !values.teacher) {
  throw new Error('--data, --photos and --teacher are needed.');
}

const TEST_EDITS = 2000;

/** The dataset's edits of these photos only, with those photos' features. */
async function only(dataset: Dataset, photos: readonly number[]): Promise<MemoryDataset> {
  const place = new Map(photos.map((photo, i) => [photo, i]));
  const { featureSize, edits, y } = dataset;
  const width = y.length / edits;
  const kept = Array.from({ length: edits }, (_, i) => i).filter((i) => place.has(dataset.photoOf[i]));
  const features = new Float32Array(photos.length * featureSize);
  let first = 0;
  for await (const part of dataset.featureParts()) {
    const rows = part.length / featureSize;
    for (let row = 0; row < rows; row++) {
      const at = place.get(first + row);
      if (at !== undefined)
        features.set(part.subarray(row * featureSize, (row + 1) * featureSize), at * featureSize);
    }
    first += rows;
  }
  return inMemory({
    ...dataset,
    photos: photos.length,
    edits: kept.length,
    groups: Uint32Array.from(photos, (photo) => dataset.groups[photo]),
    y: Float32Array.from(kept.flatMap((i) => [...y.subarray(i * width, (i + 1) * width)])),
    photoOf: Uint32Array.from(kept, (i) => place.get(dataset.photoOf[i])!),
    personOf: Uint32Array.from(kept, (i) => dataset.personOf[i]),
    trueStyleOf: Uint32Array.from(kept, (i) => dataset.trueStyleOf[i]),
    features,
  });
}

/** Mean over photos of the cosine between two embeddings, each less its own mean: as the encoder's card has it. */
function centredCosine(a: MemoryDataset, b: MemoryDataset): number {
  const { photos, featureSize } = a;
  const centred = ({ features }: MemoryDataset) => {
    const rows = Array.from({ length: photos }, (_, i) =>
      features.subarray(i * featureSize, i * featureSize + EMBEDDING_SIZE),
    );
    const mean = Float64Array.from({ length: EMBEDDING_SIZE }, (_, j) => meanOf(rows.map((row) => row[j])));
    return rows.map((row) => Float64Array.from(row, (value, j) => value - mean[j]));
  };
  const [ours, theirs] = [centred(a), centred(b)];
  const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, j) => sum + value * y[j], 0);
  return meanOf(
    ours.map((row, i) => dot(row, theirs[i]) / Math.sqrt(dot(row, row) * dot(theirs[i], theirs[i]))),
  );
}

const fitting = await startFitting(1);

const paths = await listPhotos(values.photos);
const dataset = await readDataset(values.data);
const variants = dataset.photos / paths.length;
if (!Number.isInteger(variants)) throw new Error('The dataset was not made of all of these photos.');
const count = Math.min(Number(values.most), paths.length);
const sources = Array.from({ length: count }, (_, i) => Math.floor((i * paths.length) / count));
const student = await only(
  dataset,
  sources.map((source) => source * variants),
);
console.error(`${student.edits} edits of ${count} photos`);

const teach = await loadTeacher(values.teacher);
const features = student.features.slice();
for (const [i, source] of sources.entries()) {
  features.set(teach(encoderInput(await readSource(paths[source]))), i * student.featureSize);
  if (i % 500 === 499) console.error(`${i + 1} photos shown to the teacher`);
}
const teacher = inMemory({ ...student, features });
console.error(`centred cosine of the embeddings ${centredCosine(student, teacher).toFixed(3)}`);

const budget = {
  ...{ steps: 1500, batch: 192, hidden: 112, learningRate: 2e-3, decay: 0.02, featureNoise: 0.35 },
  hurdle: true,
  onProgress: () => undefined,
};
const vae = { latent: 20, styles: 10, conditionalPrior: true };
for (const name of ['MDN', 'CGM-VAE'] as const) {
  const scores = { student: [] as Float64Array[], teacher: [] as Float64Array[] };
  let people: number[] = [];
  for (const [who, data] of [
    ['student', student],
    ['teacher', teacher],
  ] as const) {
    const { table, parts } = await fitting.prepare(data, { embedding: EMBEDDING_SIZE, axes: 40, seed: 1 });
    const edits = fitting.someOf(parts.test, TEST_EDITS, 1);
    people = Array.from(edits, (edit) => table.personOf[edit]);
    for (let seed = 1; seed <= Number(values.seeds); seed++) {
      const own = { ...budget, seed };
      const model =
        name === 'MDN'
          ? fitting.fitDensityModel(name, table, parts, 10, own)
          : fitting.fitVaeModel(name, table, parts, vae, own);
      scores[who].push(Float64Array.from(model.logProb(edits, 1)!.values));
      console.error(`${name}, ${who}, seed ${seed}: ${meanOf(scores[who].at(-1)!).toFixed(3)}`);
      model.dispose();
    }
  }
  const overSeeds = (list: readonly Float64Array[]) =>
    Array.from(list[0], (_, edit) => meanOf(list.map((one) => one[edit])));
  const [own, theirs] = [overSeeds(scores.student), overSeeds(scores.teacher)];
  const lost = clusteredEstimate(
    theirs.map((value, edit) => value - own[edit]),
    people,
  );
  console.log(
    `${name}: student ${meanOf(own).toFixed(2)}, teacher ${meanOf(theirs).toFixed(2)}, lost ${lost.mean.toFixed(3)} ± ${lost.interval.toFixed(3)} nats an edit (${people.length} test edits, ${values.seeds} seeds)`,
  );
}
