import { join } from 'node:path';
import type { EncodedRaster } from '../colour';
import { downscale } from '../develop/reference';
import type { Adjustments } from '../edit';
import { SEEN_SIDE } from '../encoder/features';
import {
  makeEdit,
  makeVariants,
  type Plan,
  type PopulationName,
  planEdits,
  prepareSource,
  prepareVariant,
  type SceneKind,
  type SimulatedEdit,
  typicalSettings,
  type VariantBench,
  type VariantEntry,
  whatPeopleKnow,
} from '../training';
import { readPhoto } from './image-io';
import { BATCH, keyOfFiles, partName, readPart, writePart } from './parts';

/** People and edits when nothing is said: the paper's sizes, and a mixed set that fits in an afternoon. */
export const USUAL_SIZES: Readonly<Record<PopulationName, { people: number; edits: number }>> = {
  casual: { people: 3200, edits: 345_000 },
  frequent: { people: 230, edits: 45_000 },
  expert: { people: 500, edits: 25_000 },
  mixed: { people: 900, edits: 50_000 },
};

export interface SimulationJob {
  readonly population: PopulationName;
  readonly people: number;
  readonly edits: number;
  readonly variants: number;
  readonly seed: number;
}

/** A source photo as the encoder sees it, and simulated people with it. */
export async function readSource(path: string): Promise<EncodedRaster> {
  return downscale(await readPhoto(path), SEEN_SIDE);
}
/** Photos from which presets are made. */
const PILOT = 36;

async function variantsOf(path: string, group: number, job: SimulationJob) {
  const raster = await readSource(path);
  return { raster, variants: makeVariants(raster, { group, count: job.variants, seed: job.seed }) };
}

/** The benches of a source's variants, made when first asked for. */
async function benchesOf(path: string, scene: SceneKind, group: number, job: SimulationJob) {
  const { raster, variants } = await variantsOf(path, group, job);
  const source = prepareSource(raster, scene, job.seed + group);
  const benches: (VariantBench | undefined)[] = [];
  return (variant: number): VariantBench => {
    benches[variant] ??= prepareVariant(source, variants[variant].raster);
    return benches[variant];
  };
}

async function pilot(
  paths: readonly string[],
  scenes: readonly SceneKind[],
  job: SimulationJob,
): Promise<Adjustments[]> {
  const count = Math.min(PILOT, paths.length);
  const variants: VariantBench[] = [];
  for (let i = 0; i < count; i++) {
    const group = Math.floor((i * paths.length) / count);
    const bench = await benchesOf(paths[group], scenes[group], group, job);
    variants.push(bench(i % job.variants));
  }
  return typicalSettings(variants);
}

/** Photos, or edits of them, by their source, in the order in which sources are first met. */
function bySource(
  items: Iterable<number>,
  photoOf: (item: number) => number,
  variants: number,
): ReadonlyMap<number, readonly number[]> {
  const lists = new Map<number, number[]>();
  for (const item of items) {
    const source = Math.floor(photoOf(item) / variants);
    const list = lists.get(source);
    if (list) list.push(item);
    else lists.set(source, [item]);
  }
  return lists;
}

function planOf(paths: readonly string[], scenes: readonly SceneKind[], job: SimulationJob) {
  const photos = paths.flatMap((_, group) =>
    Array.from({ length: job.variants }, () => ({ group, scene: scenes[group] })),
  );
  return { photos, plan: planEdits(photos, job) };
}

/** A set that is being made: the plan, and where its parts lie. */
export interface Work {
  readonly paths: readonly string[];
  readonly job: SimulationJob;
  readonly parts: string;
  readonly photos: readonly VariantEntry[];
  readonly plan: Plan;
  /** Makes these edits of this plan or of another of the same photos, source by source. */
  readonly make: (plan: Plan, indices: Iterable<number>) => Promise<SimulatedEdit[]>;
  /** What people know of these photos when they edit them, by photo. */
  readonly known: (photos: Iterable<number>) => Promise<ReadonlyMap<number, readonly number[]>>;
  /** Makes the edits of the batch that begins with source `first`, or reads what an earlier run made of it. */
  readonly batch: (first: number) => Promise<SimulatedEdit[]>;
  /** The same, but undefined where no run has made it. */
  readonly made: (first: number) => Promise<SimulatedEdit[] | undefined>;
}

export async function openWork(
  paths: readonly string[],
  scenes: readonly SceneKind[],
  job: SimulationJob,
  parts: string,
): Promise<Work> {
  const { photos, plan } = planOf(paths, scenes, job);
  const key = await keyOfFiles(paths, job, scenes);
  const planned = bySource(plan.edits.keys(), (index) => plan.edits[index].photo, job.variants);
  const pathOf = (first: number) => join(parts, partName('edits', first, 'json'));
  const made = (first: number) => readPart<SimulatedEdit[]>(pathOf(first), key);
  let typical: Adjustments[] | undefined;

  async function typicalOnce(): Promise<Adjustments[]> {
    const path = join(parts, 'typical.json');
    typical ??= await readPart<Adjustments[]>(path, key);
    if (!typical) {
      typical = await pilot(paths, scenes, job);
      await writePart(path, key, typical);
    }
    return typical;
  }

  async function make(of: Plan, indices: Iterable<number>): Promise<SimulatedEdit[]> {
    const presets = await typicalOnce();
    const simulated: SimulatedEdit[] = [];
    for (const [source, list] of bySource(indices, (index) => of.edits[index].photo, job.variants)) {
      const bench = await benchesOf(paths[source], scenes[source], source, job);
      for (const index of list) {
        const edit = of.edits[index];
        const variant = bench(edit.photo % job.variants);
        simulated.push({ index, ...makeEdit(variant, of.people[edit.person], edit, presets, job.seed) });
      }
    }
    return simulated;
  }

  async function known(wanted: Iterable<number>): Promise<ReadonlyMap<number, readonly number[]>> {
    const found = new Map<number, readonly number[]>();
    for (const [source, own] of bySource(wanted, (photo) => photo, job.variants)) {
      const bench = await benchesOf(paths[source], scenes[source], source, job);
      for (const photo of own) found.set(photo, whatPeopleKnow(bench(photo % job.variants)));
    }
    return found;
  }

  async function batch(first: number): Promise<SimulatedEdit[]> {
    const earlier = await made(first);
    if (earlier) return earlier;
    const sources = Array.from({ length: BATCH }, (_, i) => first + i);
    const edits = await make(
      plan,
      sources.flatMap((source) => planned.get(source) ?? []),
    );
    await writePart(pathOf(first), key, edits);
    return edits;
  }

  return { paths, job, parts, photos, plan, make, known, batch, made };
}
