import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ADJUSTMENT_COUNT, toModelUnits } from '../../edit';
import type { Job } from '../../evaluation';
import { type Dataset, fingerprintOf, type Population, planCrowd } from '../../training';
import { usage } from '../command';
import { keyOfFiles } from '../parts';
import { listPhotos } from '../photo-list';
import { judgeScenes } from '../simulate-scenes';
import { openWork, USUAL_SIZES, type Work } from '../simulate-work';
import type { Values } from './options';
import { openRuns } from './run-folder';

const POPULATIONS: readonly string[] = ['casual', 'frequent', 'expert'] satisfies Population[];

/** Pieces that processes share. */
const PIECES = 8;

/** Model units; float32 in the set. */
const SAME = 1e-6;

/** A set as it was made, so that more can be made of the same photos. */
export interface MadeSet {
  /** What `each` others of the population make of the photos of these edits, [each * 11] in model units a photo. */
  othersOf(edits: readonly number[], each: number): Promise<ReadonlyMap<number, Float64Array>>;
  /** What its people know of every photo of the set. */
  known(): Promise<ReadonlyMap<number, readonly number[]>>;
}

function populationOf({ population }: Dataset, folder: string): Population {
  if (!POPULATIONS.includes(population)) {
    throw usage(
      `${folder} is of the population "${population}"; others are known of ${POPULATIONS.join(', ')}.`,
    );
  }
  return population as Population;
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

/** Finishes `run` for each piece with all processes of the folder, and joins what they found by photo. */
async function inPieces<T>(
  folder: string,
  name: string,
  run: (piece: number) => Promise<ReadonlyMap<number, T>>,
): Promise<ReadonlyMap<number, T>> {
  const { finishJobs } = await import('../../evaluation');
  const store = await openRuns(folder);
  const jobs = Array.from({ length: PIECES }, (_, piece): Job => {
    return { key: `${name}-${piece}`, run: async () => [...(await run(piece))] };
  });
  await finishJobs(jobs, store);
  const pieces = await Promise.all(jobs.map(({ key }) => store.read<[number, T][]>(key)));
  return new Map(pieces.flatMap((piece) => piece!));
}

/** @throws `usage` where the set is not one of these photos, as `npm run simulate` makes it at the usual size. */
export async function openMadeSet(
  dataset: Dataset,
  folder: string,
  values: Values,
  note: (line: string) => void,
): Promise<MadeSet> {
  const population = populationOf(dataset, folder);
  const runs = values.runs!;
  const paths = await listPhotos(values['made-of']!);
  const variants = dataset.photos / paths.length;
  if (!Number.isInteger(variants)) {
    throw usage(
      `${folder} has ${dataset.photos} photos, which are no variants of the ${paths.length} of --made-of.`,
    );
  }
  const { seed } = dataset;
  let opened: Promise<Work> | undefined;
  async function open(): Promise<Work> {
    const parts = join(runs, 'crowd');
    await mkdir(parts, { recursive: true });
    const scenes = await judgeScenes(paths, parts, note);
    return openWork(paths, scenes, { population, ...USUAL_SIZES[population], variants, seed }, parts);
  }
  const openOnce = () => {
    opened ??= open();
    return opened;
  };

  return {
    async othersOf(wanted, each) {
      const folderOfOthers = join(runs, `${population}-${await fingerprintOf(dataset)}-crowd-${each}`);
      const others = await inPieces(folderOfOthers, 'others', async (piece) => {
        const edits = wanted.filter((edit) => dataset.photoOf[edit] % PIECES === piece);
        const work = await openOnce();
        await checkSame(work, dataset, edits, folder);
        const photos = new Set(edits.map((edit) => dataset.photoOf[edit]));
        const plan = planCrowd(work.photos, { ...work.job, population }, photos, each);
        const found = new Map([...photos].map((photo) => [photo, [] as number[]]));
        const made = await work.make(plan, plan.edits.keys());
        for (const { index, adjustments } of made.sort((a, b) => a.index - b.index)) {
          found.get(plan.edits[index].photo)!.push(...toModelUnits(adjustments));
        }
        note(`${population}: ${made.length} edits of ${photos.size} photos by others`);
        return found;
      });
      return new Map([...others].map(([photo, edits]) => [photo, Float64Array.from(edits)]));
    },

    async known() {
      // Not a matter of the population: the others' sets of the same photos find it here.
      const folderOfKnown = join(runs, `known-${await keyOfFiles(paths, variants, seed)}`);
      return inPieces(folderOfKnown, 'known', async (piece) => {
        const sources = paths.flatMap((_, source) => (source % PIECES === piece ? [source] : []));
        const photos = sources.flatMap((source) =>
          Array.from({ length: variants }, (_, variant) => source * variants + variant),
        );
        const found = await (await openOnce()).known(photos);
        note(`what people know of ${found.size} photos`);
        return found;
      });
    },
  };
}
