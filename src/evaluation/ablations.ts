import { clusteredEstimate, type Estimate, estimate, invariant, meanOf } from '../core';
import { STATISTICS } from '../encoder';
import {
  type EditTable,
  fitDensityModel,
  fitVaeModel,
  type NetworkBudget,
  type VaeChoices,
} from '../training/fitting';
import { type Result, scoredPeople } from './comparison';
import { logLikelihoodsOf } from './margins';
import type { Material } from './material';
import { type Candidate, RECIPES, type Recipe, untuned } from './recipes';
import { pairedLead } from './table1';

/** Statistics by what they tell of: how their names begin. */
export const STATISTIC_GROUPS = { tone: 'tone', clipping: 'clip', casts: 'cast' } as const;
export type StatisticGroup = keyof typeof STATISTIC_GROUPS;
const GROUP_NAMES = Object.keys(STATISTIC_GROUPS) as StatisticGroup[];

/** Which of the statistics these groups are, in their order. */
export function statisticsOf(groups: readonly StatisticGroup[]): boolean[] {
  const beginnings = groups.map((group): string => STATISTIC_GROUPS[group]);
  return STATISTICS.map(({ id }) => beginnings.includes(id.split('.')[0]));
}

/** The table with only these columns of the mapped photos. */
export function withColumns(table: EditTable, kept: readonly boolean[]): EditTable {
  const columns = kept.flatMap((keep, column) => (keep ? [column] : []));
  const photos = table.mapped.length / table.mappedSize;
  const mapped = new Float32Array(photos * columns.length);
  for (let photo = 0; photo < photos; photo++) {
    columns.forEach((column, at) => {
      mapped[photo * columns.length + at] = table.mapped[photo * table.mappedSize + column];
    });
  }
  return { ...table, mapped, mappedSize: columns.length };
}

/** What of the photo a model may see: the embedding's axes or not, and these statistics. */
function seeing(table: EditTable, embedding: boolean, groups: readonly StatisticGroup[]): EditTable {
  const statistics = statisticsOf(groups);
  const axes = new Array<boolean>(table.mappedSize - statistics.length).fill(embedding);
  return withColumns(table, [...axes, ...statistics]);
}

type Fit = Candidate['fit'];

const STYLES = 10;
const COMPONENTS = 10;
const RATE = 2e-3;

const recipeOf = (id: string, name: string, fit: Fit): Recipe => untuned(id, name, true, fit);

/** A candidate of the comparison, alone: its runs serve both. */
function candidateOf(id: string, name: string, key: string): Recipe {
  const recipe = RECIPES.find((one) => one.id === id)!;
  const candidate = recipe.candidates.find((one) => one.key === key);
  invariant(candidate, `${id} has a candidate ${key}`);
  return { ...recipe, name, candidates: [candidate] };
}

const vae =
  (change: Partial<VaeChoices>, budgetChange: Partial<NetworkBudget> = {}): Fit =>
  (table, parts, budget) =>
    fitVaeModel(
      'CGM-VAE',
      table,
      parts,
      { latent: 20, styles: STYLES, conditionalPrior: true, ...change },
      { ...budget, learningRate: RATE, ...budgetChange },
    );

const sighted =
  (inner: Fit, embedding: boolean, groups: readonly StatisticGroup[]): Fit =>
  (table, parts, budget) =>
    inner(seeing(table, embedding, groups), parts, budget);

const WHOLE = candidateOf('cgm-vae', 'CGM-VAE, all that ships', `${STYLES}-styles-rate-${RATE}`);

/** Each is the whole but for one thing. */
const PARTS: readonly Recipe[] = [
  recipeOf('cgm-vae-no-statistics', 'without photometric statistics', sighted(vae({}), true, [])),
  recipeOf('cgm-vae-no-embedding', 'without the embedding', sighted(vae({}), false, GROUP_NAMES)),
  recipeOf('cgm-vae-plain-prior', 'style prior blind to the photo', vae({ conditionalPrior: false })),
  recipeOf('cgm-vae-gaussian', 'Gaussian decoder, no hurdle at 0', vae({}, { hurdle: false })),
  recipeOf('cgm-vae-flow', 'with a flow on y', vae({ flow: true })),
  recipeOf('cgm-vae-no-labels', 'without the labels’ pull', vae({ labelsPull: 0 })),
  recipeOf('cgm-vae-elbo', 'ELBO to the end', vae({ tightens: false })),
  recipeOf('cgm-vae-single', 'without the bound of a person’s edits', vae({ personShare: 0 })),
];

/** The paper's grid: sizes of z by numbers of styles; of one seed, as all tuning. The last is the whole. */
const SIZES: readonly Recipe[] = [
  ...[2, 20].flatMap((latent) =>
    [3, 5, 10]
      .filter((styles) => !(latent === 20 && styles === STYLES))
      .map((styles) => ({
        ...recipeOf(
          `cgm-vae-z-${latent}-styles-${styles}`,
          `z of ${latent}, ${styles} styles`,
          vae({ latent, styles }),
        ),
        seeded: false,
      })),
  ),
  { ...WHOLE, name: 'z of 20, 10 styles, as in what ships' },
];

/** What statistics are weighed with: quick, steady between seeds, and what informs it informs any model of edits. */
const PROBE_ALL = candidateOf('mdn-hurdle', 'MDN, all statistics', `${COMPONENTS}-components-rate-${RATE}`);
const probe: Fit = (table, parts, budget) =>
  fitDensityModel('MDN', table, parts, COMPONENTS, { ...budget, learningRate: RATE });

const without = (group: StatisticGroup) => GROUP_NAMES.filter((name) => name !== group);

const PROBE_NONE = recipeOf('probe-none', 'MDN, the embedding alone', sighted(probe, true, []));
const LEFT_OUT = GROUP_NAMES.map((group) =>
  recipeOf(`probe-without-${group}`, `without ${group}`, sighted(probe, true, without(group))),
);
const ALONE = GROUP_NAMES.map((group) =>
  recipeOf(`probe-only-${group}`, `with ${group}`, sighted(probe, true, [group])),
);

export const ABLATION_RECIPES: readonly Recipe[] = [
  WHOLE,
  ...PARTS,
  ...SIZES.slice(0, -1),
  PROBE_ALL,
  PROBE_NONE,
  ...LEFT_OUT,
  ...ALONE,
];

export interface AblationRow {
  readonly id: string;
  readonly name: string;
  readonly seeds: number;
  /** Of the mean over seeds; a person's edits go together. */
  readonly logLikelihood: Estimate;
  /** What is gained on the reference, in nats, paired by edit: less than 0 where something is missed. */
  readonly gained: Estimate | undefined;
  /** The same between fits: with the spread of the seeds. */
  readonly gainedBySeed: Estimate | undefined;
}

/** What is left out of the model, and what of the statistics, on one population. The first of each is the reference. */
export interface Ablations {
  readonly population: string;
  readonly parts: readonly AblationRow[];
  readonly sizes: readonly AblationRow[];
  /** Groups of statistics: left out of all of them, and alone beside the embedding. */
  readonly leftOut: readonly AblationRow[];
  readonly alone: readonly AblationRow[];
}

export function ablations(population: string, material: Material, results: readonly Result[]): Ablations {
  const people = scoredPeople(material);
  const resultOf = ({ id }: Recipe) => results.find(({ recipe }) => recipe.id === id)!;
  const meansOf = (recipe: Recipe) =>
    resultOf(recipe).runs.map(({ logLikelihood }) => meanOf(logLikelihood!));
  const rowOf = (recipe: Recipe, reference: Recipe): AblationRow => {
    const { runs } = resultOf(recipe);
    const values = logLikelihoodsOf(resultOf(recipe))!;
    const theirs = meansOf(reference);
    return {
      id: recipe.id,
      name: recipe.name,
      seeds: runs.length,
      logLikelihood: clusteredEstimate(values, people),
      gained:
        recipe.id === reference.id
          ? undefined
          : pairedLead(values, logLikelihoodsOf(resultOf(reference))!, people),
      gainedBySeed:
        recipe.id === reference.id
          ? undefined
          : estimate(meansOf(recipe).map((value, seed) => value - theirs[seed])),
    };
  };
  return {
    population,
    parts: [WHOLE, ...PARTS].map((recipe) => rowOf(recipe, WHOLE)),
    sizes: [...SIZES].reverse().map((recipe) => rowOf(recipe, WHOLE)),
    leftOut: [PROBE_ALL, ...LEFT_OUT, PROBE_NONE].map((recipe) => rowOf(recipe, PROBE_ALL)),
    alone: [PROBE_NONE, ...ALONE, PROBE_ALL].map((recipe) => rowOf(recipe, PROBE_NONE)),
  };
}
