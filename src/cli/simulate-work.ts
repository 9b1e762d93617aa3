import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { EncodedRaster } from '../colour';
import { downscale } from '../develop/reference';
import type { Adjustments } from '../edit';
import {
  buildDataset,
  type DatasetFiles,
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
} from '../training';
import { readPhoto } from './image-io';
import { readPart, writePart } from './parts';

export interface SimulationJob {
  readonly population: PopulationName;
  readonly people: number;
  readonly edits: number;
  readonly variants: number;
  readonly seed: number;
}

/** Long side at which simulated people and the encoder see photos; the app's features are taken at the same. */
const SEEN_SIZE = 256;

/** A source photo as simulated people and the encoder see it. */
export async function readSource(path: string): Promise<EncodedRaster> {
  return downscale(await readPhoto(path), SEEN_SIZE);
}
/** Sources a part file. */
const BATCH = 16;
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

/** One of several processes that make the parts of a set together. */
export interface Share {
  readonly which: number;
  readonly of: number;
}

function planOf(paths: readonly string[], scenes: readonly SceneKind[], job: SimulationJob) {
  const photos = paths.flatMap((_, group) =>
    Array.from({ length: job.variants }, () => ({ group, scene: scenes[group] })),
  );
  return { photos, plan: planEdits(photos, job) };
}

/** Makes the parts that are not there yet, all or one process's share of them; returns every part. */
export async function makeParts(
  paths: readonly string[],
  scenes: readonly SceneKind[],
  job: SimulationJob,
  parts: string,
  note: (line: string) => void,
  share: Share = { which: 0, of: 1 },
): Promise<SimulatedEdit[]> {
  const { plan } = planOf(paths, scenes, job);
  const key = createHash('sha256')
    .update(JSON.stringify([job, paths, scenes]))
    .digest('hex')
    .slice(0, 16);
  note(`${plan.people.length} people, ${plan.edits.length} edits`);

  const typicalPath = join(parts, 'typical.json');
  let typical = await readPart<Adjustments[]>(typicalPath, key);
  if (!typical) {
    typical = await pilot(paths, scenes, job);
    await writePart(typicalPath, key, typical);
  }

  const wanted = byGroup(plan, paths.length, job.variants);
  const all: SimulatedEdit[] = [];
  const began = Date.now();
  let made = 0;
  for (let first = 0; first < paths.length; first += BATCH) {
    if ((first / BATCH) % share.of !== share.which) continue;
    const path = join(parts, `edits-${String(first / BATCH).padStart(5, '0')}.json`);
    let part = await readPart<SimulatedEdit[]>(path, key);
    if (!part) {
      part = [];
      for (let group = first; group < Math.min(first + BATCH, paths.length); group++) {
        const bench = await benchesOf(paths[group], scenes[group], group, job);
        for (const index of wanted[group]) {
          const planned = plan.edits[index];
          const variant = bench(planned.photo % job.variants);
          const edit = makeEdit(variant, plan.people[planned.person], planned, typical, job.seed);
          part.push({ index, ...edit });
        }
      }
      await writePart(path, key, part);
      made += part.length;
      const seconds = (Date.now() - began) / 1000;
      note(`${first + BATCH}/${paths.length} photos, ${made} edits in ${seconds.toFixed(0)} s`);
    }
    for (const edit of part) all.push(edit);
  }
  return all;
}

/** Makes every edit of the plan, in parts that a later run takes up again. */
export async function simulateEdits(
  paths: readonly string[],
  scenes: readonly SceneKind[],
  job: SimulationJob,
  parts: string,
  note: (line: string) => void,
): Promise<DatasetFiles> {
  const { photos, plan } = planOf(paths, scenes, job);
  return buildDataset(plan, photos, await makeParts(paths, scenes, job, parts, note), job);
}
