import { type EditTable, type ModelParts, type Prepared, someOf } from '../training/fitting';
import { judge, type Scores } from './judge';
import type { Darkroom } from './pictures';
import { HIDDEN, RECIPES, type Recipe } from './recipes';
import { blockMeans, type Estimate, estimate, meanOf } from './statistics';

export interface Table1Options {
  readonly seeds: number;
  readonly steps: number;
  readonly batch: number;
  /** Which models, by id; all when left out. */
  readonly models?: readonly string[] | undefined;
  readonly note: (line: string) => void;
}

/** Where finished runs are kept, so that a comparison of hours can be stopped and taken up again. */
export interface RunStore {
  read<T>(key: string): Promise<T | undefined>;
  write(key: string, run: unknown): Promise<void>;
}

/** What tuning found: the validation likelihood of each candidate, and the one that was taken. */
interface Tuning {
  readonly tried: readonly { readonly label: string; readonly validation: number }[];
  readonly chosen: number;
}

export interface Row {
  readonly id: string;
  readonly name: string;
  readonly chosen: string;
  readonly tried: Tuning['tried'];
  readonly seeds: number;
  /** Over people, of the mean over seeds. */
  readonly logLikelihood: Estimate | undefined;
  /** Spread of the means between seeds: half of the 95% interval. */
  readonly seedInterval: number | undefined;
  readonly divergence: Estimate;
  readonly pictures: readonly { readonly best: number; readonly e76: Estimate; readonly e00: Estimate }[];
  /** log p of the CGM-VAE minus this model's, paired by edit, over people. */
  readonly behind: Estimate | undefined;
}

const TEST_EDITS = 2000;
const PICTURED_EDITS = 200;
const TUNING_EDITS = 1024;

const budgetOf = (options: Table1Options, seed: number) => ({
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

/** Fits every candidate once and takes the likeliest on validation edits. */
async function tune(
  recipe: Recipe,
  table: EditTable,
  parts: ModelParts,
  store: RunStore,
  options: Table1Options,
): Promise<number> {
  if (recipe.candidates.length === 1) return 0;
  const kept = await store.read<Tuning>(`${recipe.id}-tuning`);
  if (kept) return kept.chosen;
  const edits = someOf(parts.validation, TUNING_EDITS, 1);
  const tried = recipe.candidates.map((candidate) => {
    const { label } = candidate;
    const model = candidate.fit(table, parts, budgetOf(options, 1));
    const validation = meanOf(model.logProb(edits, 1)!);
    model.dispose();
    options.note(`${recipe.name}, ${label}: ${validation.toFixed(3)} on validation`);
    return { label, validation };
  });
  const best = Math.max(...tried.map(({ validation }) => validation));
  const chosen = tried.findIndex(({ validation }) => validation === best);
  await store.write(`${recipe.id}-tuning`, { tried, chosen } satisfies Tuning);
  return chosen;
}

async function runsOf(
  recipe: Recipe,
  { table, parts }: Prepared,
  darkroom: Darkroom,
  store: RunStore,
  options: Table1Options,
): Promise<Scores[]> {
  const candidate = recipe.candidates[await tune(recipe, table, parts, store, options)];
  const test = someOf(parts.test, TEST_EDITS, 1);
  const runs: Scores[] = [];
  for (let seed = 1; seed <= (recipe.seeded ? options.seeds : 1); seed++) {
    const key = `${recipe.id}-seed-${seed}`;
    let scores = await store.read<Scores>(key);
    if (!scores) {
      const model = candidate.fit(table, parts, budgetOf(options, seed));
      scores = judge(model, table, darkroom, { edits: test, pictured: PICTURED_EDITS, seed });
      model.dispose();
      await store.write(key, scores);
      const said = scores.logLikelihood ? meanOf(scores.logLikelihood).toFixed(3) : 'no density';
      options.note(`${recipe.name}, seed ${seed}: ${said} on test`);
    }
    runs.push(scores);
  }
  return runs;
}

/** Mean over seeds of each edit's value. */
function overSeeds(runs: readonly Scores[]): number[] | undefined {
  const lists = runs.map(({ logLikelihood }) => logLikelihood);
  const [first] = lists;
  if (!first) return undefined;
  return first.map((_, edit) => meanOf(lists.map((list) => list![edit])));
}

/** The paper's Table 1 on one population. Everything that takes time goes through the store. */
export async function table1(
  prepared: Prepared,
  darkroom: Darkroom,
  store: RunStore,
  options: Table1Options,
): Promise<Row[]> {
  const { table, parts } = prepared;
  const people = Array.from(someOf(parts.test, TEST_EDITS, 1), (edit) => table.personOf[edit]);
  const recipes = RECIPES.filter(({ id }) => !options.models || options.models.includes(id));
  const results: {
    recipe: Recipe;
    runs: Scores[];
    values: number[] | undefined;
    tuning: Tuning | undefined;
  }[] = [];
  for (const recipe of recipes) {
    const runs = await runsOf(recipe, prepared, darkroom, store, options);
    const tuning = await store.read<Tuning>(`${recipe.id}-tuning`);
    results.push({ recipe, runs, values: overSeeds(runs), tuning });
  }
  const ours = results.find(({ recipe }) => recipe.id === 'cgm-vae')?.values;
  return results.map(({ recipe, runs, values, tuning }) => ({
    id: recipe.id,
    name: recipe.name,
    chosen: recipe.candidates[tuning?.chosen ?? 0].label,
    tried: tuning?.tried ?? [],
    seeds: runs.length,
    logLikelihood: values && estimate(blockMeans(values, people)),
    seedInterval: values && estimate(runs.map(({ logLikelihood }) => meanOf(logLikelihood!))).interval,
    divergence: estimate(runs.map(({ divergence }) => meanOf(divergence))),
    pictures: runs[0].pictures.map(({ best }, at) => {
      const over = (key: 'e76' | 'e00') =>
        estimate(
          runs[0].pictures[at][key].map((_, edit) => meanOf(runs.map((run) => run.pictures[at][key][edit]))),
        );
      return { best, e76: over('e76'), e00: over('e00') };
    }),
    behind:
      values && ours && recipe.id !== 'cgm-vae'
        ? estimate(
            blockMeans(
              values.map((value, edit) => ours[edit] - value),
              people,
            ),
          )
        : undefined,
  }));
}
