import { meanOf } from '../core';
import { type EditTable, type ModelParts, type Prepared, someOf } from '../training/fitting';
import { finishJobs, type Job, type RunStore } from './jobs';
import { judge, type Scores } from './judge';
import type { Material } from './material';
import { type Candidate, HIDDEN, RECIPES, type Recipe } from './recipes';
import { editsToAlign } from './subjects';

export interface ComparisonOptions {
  readonly seeds: number;
  readonly steps: number;
  readonly batch: number;
  /** Which models, by id; all when left out. */
  readonly models?: readonly string[] | undefined;
  readonly note: (line: string) => void;
  /** Seconds of processor time that this process has taken. */
  readonly spent: () => number;
}

/** One fit as the store keeps it. */
export interface Run extends Scores {
  /** Mean log p(y | x) of validation edits, by which tuning chooses; null for a point. */
  readonly validation: number | null;
  readonly curve: readonly { readonly step: number; readonly validation: number }[];
  /** Of processor time: a machine's other work does not count. */
  readonly seconds: { readonly fit: number; readonly judge: number };
}

/** A recipe's runs by seed, those of the candidate that tuning chose. */
export interface Result {
  readonly recipe: Recipe;
  readonly chosen: number;
  /** The first seed's validation of each candidate. */
  readonly tried: readonly { readonly label: string; readonly validation: number | null }[];
  readonly runs: readonly Run[];
}

const TEST_EDITS = 2000;
const PICTURED_EDITS = 200;
const TUNING_EDITS = 1024;

/** The test edits that models are scored on, and those of them whose pictures are compared. */
export const scoredEdits = ({ parts }: Prepared): Uint32Array => someOf(parts.test, TEST_EDITS, 1);
export const picturedEdits = ({ prepared, darkroom }: Material): Uint32Array =>
  scoredEdits(prepared)
    .filter((edit) => darkroom.has(prepared.table.photoOf[edit]))
    .subarray(0, PICTURED_EDITS);

/** Whose the scored edits are, and which photos the pictured ones: they go together in intervals. */
export const scoredPeople = ({ prepared }: Pick<Material, 'prepared'>): number[] =>
  Array.from(scoredEdits(prepared), (edit) => prepared.table.personOf[edit]);
export const picturedPhotos = (material: Material): number[] =>
  Array.from(picturedEdits(material), (edit) => material.prepared.table.photoOf[edit]);

const budgetOf = (options: ComparisonOptions, seed: number) => ({
  steps: options.steps,
  batch: options.batch,
  hidden: HIDDEN,
  learningRate: 2e-3,
  decay: 0.02,
  featureNoise: 0.35,
  hurdle: true,
  seed,
  onProgress: options.note,
});

function fitAndJudge(
  candidate: Candidate,
  material: Material,
  options: ComparisonOptions,
  seed: number,
): Run {
  const { prepared, darkroom } = material;
  const { table, parts }: { table: EditTable; parts: ModelParts } = prepared;
  const start = options.spent();
  const model = candidate.fit(table, parts, budgetOf(options, seed));
  const fitted = options.spent();
  const own = model.logProb(someOf(parts.validation, TUNING_EDITS, 1), 1)?.values;
  const scores = judge(model, table, darkroom, {
    edits: scoredEdits(prepared),
    pictured: picturedEdits(material),
    aligned: editsToAlign(material),
    seed,
  });
  model.dispose();
  const seconds = { fit: fitted - start, judge: options.spent() - fitted };
  return { ...scores, validation: own ? meanOf(own) : null, curve: model.curve ?? [], seconds };
}

const keyOf = ({ id, candidates }: Recipe, candidate: number, seed: number) =>
  `${id}-${candidates[candidate].key}-seed-${seed}`;

function jobOf(
  recipe: Recipe,
  candidate: number,
  seed: number,
  material: Material,
  options: ComparisonOptions,
): Job {
  const { label } = recipe.candidates[candidate];
  const name = label === '' ? recipe.name : `${recipe.name}, ${label}`;
  return {
    key: keyOf(recipe, candidate, seed),
    run() {
      const run = fitAndJudge(recipe.candidates[candidate], material, options, seed);
      const { validation, seconds } = run;
      const said = validation === null ? 'no density' : `${validation.toFixed(3)} on validation`;
      const times = `${seconds.fit.toFixed(0)} s to fit, ${seconds.judge.toFixed(0)} s to judge`;
      options.note(`${name}, seed ${seed}: ${said}; ${times}`);
      return run;
    },
  };
}

async function readRun(store: RunStore, key: string): Promise<Run> {
  const run = await store.read<Run>(key);
  if (!run) throw new Error(`Broken invariant: the run ${key} is finished`);
  return run;
}

/**
 * Tunes each recipe once, all its candidates at the same budget and seed, and fits the likeliest on validation edits with
 * the other seeds. Whatever takes time goes through the store.
 */
export async function finishRuns(
  recipes: readonly Recipe[],
  material: Material,
  store: RunStore,
  options: ComparisonOptions,
): Promise<Result[]> {
  const first = recipes.flatMap((recipe) =>
    recipe.candidates.map((_, candidate) => jobOf(recipe, candidate, 1, material, options)),
  );
  await finishJobs(first, store);
  const tuned = await Promise.all(
    recipes.map(async (recipe) => {
      const tried = await Promise.all(
        recipe.candidates.map(async ({ label }, candidate) => {
          const { validation } = await readRun(store, keyOf(recipe, candidate, 1));
          return { label, validation };
        }),
      );
      // What diverged is null too, as JSON has no number for it.
      const values = tried.map(({ validation }) => validation ?? Number.NEGATIVE_INFINITY);
      return { recipe, tried, chosen: values.indexOf(Math.max(...values)) };
    }),
  );
  const seedsOf = (recipe: Recipe) =>
    Array.from({ length: recipe.seeded ? options.seeds : 1 }, (_, i) => i + 1);
  const others = tuned.flatMap(({ recipe, chosen }) =>
    seedsOf(recipe)
      .slice(1)
      .map((seed) => jobOf(recipe, chosen, seed, material, options)),
  );
  await finishJobs(others, store);
  return Promise.all(
    tuned.map(async ({ recipe, tried, chosen }) => ({
      recipe,
      tried,
      chosen,
      runs: await Promise.all(seedsOf(recipe).map((seed) => readRun(store, keyOf(recipe, chosen, seed)))),
    })),
  );
}

/** The recipes of the comparison that are asked for. */
export const recipesOf = ({ models }: Pick<ComparisonOptions, 'models'>): readonly Recipe[] =>
  RECIPES.filter(({ id }) => !models || models.includes(id));
