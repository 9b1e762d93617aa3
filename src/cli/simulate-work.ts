import { createHash } from 'node:crypto';
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
} from '../training';
import { readPhoto } from './image-io';
import { BATCH, partName, readPart, writePart } from './parts';

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

function byGroup(plan: Plan, groups: number, variants: number): number[][] {
  const lists = Array.from({ length: groups }, (): number[] => []);
  plan.edits.forEach(({ photo }, index) => {
    lists[Math.floor(photo / variants)].push(index);
  });
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
  /** Makes the edits of the batch that begins with source `first`, or reads what an earlier run made of it. */
  readonly batch: (first: number) => Promise<SimulatedEdit[]>;
  /** The same, but undefined where no run has made it. */
  readonly made: (first: number) => Promise<SimulatedEdit[] | undefined>;
}

export function openWork(
  paths: readonly string[],
  scenes: readonly SceneKind[],
  job: SimulationJob,
  parts: string,
): Work {
  const { photos, plan } = planOf(paths, scenes, job);
  const key = createHash('sha256')
    .update(JSON.stringify([job, paths, scenes]))
    .digest('hex')
    .slice(0, 16);
  const wanted = byGroup(plan, paths.length, job.variants);
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

  async function make(first: number): Promise<SimulatedEdit[]> {
    const presets = await typicalOnce();
    const edits: SimulatedEdit[] = [];
    for (let group = first; group < Math.min(first + BATCH, paths.length); group++) {
      const bench = await benchesOf(paths[group], scenes[group], group, job);
      for (const index of wanted[group]) {
        const planned = plan.edits[index];
        const variant = bench(planned.photo % job.variants);
        edits.push({ index, ...makeEdit(variant, plan.people[planned.person], planned, presets, job.seed) });
      }
    }
    await writePart(pathOf(first), key, edits);
    return edits;
  }

  return {
    paths,
    job,
    parts,
    photos,
    plan,
    made,
    batch: async (first) => (await made(first)) ?? make(first),
  };
}
