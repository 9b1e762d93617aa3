import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ADJUSTMENT_COUNT, toModelUnits } from '../../edit';
import type { Crowd, Job } from '../../evaluation';
import { type Dataset, fingerprintOf, type Population, planCrowd } from '../../training';
import { usage } from '../command';
import { listPhotos } from '../photo-list';
import { judgeScenes } from '../simulate-scenes';
import { openWork, USUAL_SIZES, type Work } from '../simulate-work';
import { COMPARISON_USAGE, type Compared, checkComparison, compareModels } from './comparison';
import type { Figure } from './figure';
import type { Values } from './options';
import { openRuns } from './run-folder';

const POPULATIONS: readonly string[] = ['casual', 'frequent', 'expert'] satisfies Population[];

/** Pieces that processes share. */
const PIECES = 8;

/** Model units; float32 in the set. */
const SAME = 1e-6;

function populationOf({ population }: Dataset, folder: string): Population {
  if (!POPULATIONS.includes(population)) {
    throw usage(
      `${folder} is of the population "${population}"; others are known of ${POPULATIONS.join(', ')}.`,
    );
  }
  return population as Population;
}

/** The set as it was made, so that more can be made of the same photos. Throws `usage` where it is not of these photos. */
async function reopen(
  dataset: Dataset,
  folder: string,
  values: Values,
  note: (line: string) => void,
): Promise<Work> {
  const population = populationOf(dataset, folder);
  const paths = await listPhotos(values['made-of']!);
  const variants = dataset.photos / paths.length;
  if (!Number.isInteger(variants)) {
    throw usage(
      `${folder} has ${dataset.photos} photos, which are no variants of the ${paths.length} of --made-of.`,
    );
  }
  const parts = join(values.runs!, 'crowd');
  await mkdir(parts, { recursive: true });
  const scenes = await judgeScenes(paths, parts, note);
  const job = { population, ...USUAL_SIZES[population], variants, seed: dataset.seed };
  return openWork(paths, scenes, job, parts);
}

/** Throws `usage` unless these edits of the set are made again, to the step. */
async function checkSame(
  work: Work,
  { y, photoOf, personOf }: Dataset,
  edits: readonly number[],
  folder: string,
): Promise<void> {
  const places = new Map(work.plan.edits.map(({ person, photo }, index) => [`${person} ${photo}`, index]));
  const wanted = new Map(edits.map((edit) => [places.get(`${personOf[edit]} ${photoOf[edit]}`) ?? -1, edit]));
  const made = wanted.has(-1) ? [] : await work.make(work.plan, wanted.keys());
  const same = ({ index, adjustments }: (typeof made)[number]) =>
    toModelUnits(adjustments).every(
      (value, i) => Math.abs(value - y[wanted.get(index)! * ADJUSTMENT_COUNT + i]) <= SAME,
    );
  if (made.length < edits.length || !made.every(same)) {
    throw usage(`${folder} is not what npm run simulate makes of these photos at the usual size.`);
  }
}

/** What others make of the photos of these test edits, [CROWD * 11] in model units a photo. */
async function othersOf(
  { dataset, material }: Compared,
  folder: string,
  values: Values,
  note: (line: string) => void,
): Promise<ReadonlyMap<number, Float64Array>> {
  const { CROWD, finishJobs, picturedEdits } = await import('../../evaluation');
  const pictured = [...picturedEdits(material)];
  let opened: Promise<Work> | undefined;
  const jobs = Array.from({ length: PIECES }, (_, piece): Job => {
    const edits = pictured.filter((edit) => dataset.photoOf[edit] % PIECES === piece);
    return {
      key: `others-${piece}`,
      async run() {
        opened ??= reopen(dataset, folder, values, note);
        const work = await opened;
        await checkSame(work, dataset, edits, folder);
        const photos = new Set(edits.map((edit) => dataset.photoOf[edit]));
        const population = populationOf(dataset, folder);
        const plan = planCrowd(work.photos, { ...work.job, population }, photos, CROWD);
        const others = new Map([...photos].map((photo) => [photo, [] as number[]]));
        const made = await work.make(plan, plan.edits.keys());
        for (const { index, adjustments } of made.sort((a, b) => a.index - b.index)) {
          others.get(plan.edits[index].photo)!.push(...toModelUnits(adjustments));
        }
        note(`${dataset.population}: ${made.length} edits of ${photos.size} photos by others`);
        return [...others];
      },
    };
  });
  const store = await openRuns(
    join(values.runs!, `${dataset.population}-${await fingerprintOf(dataset)}-crowd-${CROWD}`),
  );
  await finishJobs(jobs, store);
  const pieces = await Promise.all(jobs.map(({ key }) => store.read<[number, number[]][]>(key)));
  return new Map(
    pieces.flatMap((piece) => piece!.map(([photo, edits]) => [photo, Float64Array.from(edits)] as const)),
  );
}

/** What the paper's LAB comes to where other people are asked for the proposals: how far ahead anybody could be. */
export const crowdFigure: Figure = {
  usage: `--crowd ${COMPARISON_USAGE} --made-of DIR [--made-of DIR2 ...]: the folders of photos that the sets were made of, at the usual sizes`,
  check(values) {
    checkComparison(values);
    if (values['made-of'] === undefined) throw usage('--made-of is needed.');
  },
  async run(values, note) {
    const { crowd, crowdPage, crowdText } = await import('../../evaluation');
    const crowds: Crowd[] = [];
    for (const [place, compared] of (await compareModels(values, note)).entries()) {
      const { dataset, material, results } = compared;
      const others = await othersOf(compared, values.data![place], values, note);
      const one = crowd(dataset.population, material, results, (photo) => others.get(photo)!);
      if (!one) throw usage('--crowd needs the CGM-VAE and one of the paper’s baselines among --models.');
      crowds.push(one);
    }
    return { text: crowdText(crowds), data: crowds, section: crowdPage(crowds) };
  },
};
