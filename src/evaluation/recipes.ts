import {
  type EditModel,
  type EditTable,
  fitBeliefModel,
  fitDensityModel,
  fitNeighbours,
  fitVaeModel,
  type ModelParts,
  meanEdit,
  type NetworkBudget,
  noEdit,
  withoutPhotos,
} from '../training/fitting';

/** One way to fit a model: what the tuning chooses among. */
export interface Candidate {
  /** Within its recipe; runs are kept under it. */
  readonly key: string;
  readonly label: string;
  readonly fit: (table: EditTable, parts: ModelParts, budget: NetworkBudget) => EditModel;
}

/** A model of the comparison. Each network has as many candidates as any other: equal budgets for tuning. */
export interface Recipe {
  readonly id: string;
  readonly name: string;
  readonly candidates: readonly Candidate[];
  /** Whether seeds matter to it. */
  readonly seeded: boolean;
  /** Whether it is one of the paper's baselines as the paper has it: Gaussian, where ours has a hurdle at 0. */
  readonly asInPaper?: boolean;
}

const RATES = [1e-3, 2e-3] as const;

/** Learning rates crossed with two of the model's own choices. */
function grid<T>(
  choices: readonly (readonly [label: string, choice: T])[],
  make: (table: EditTable, parts: ModelParts, choice: T, budget: NetworkBudget) => EditModel,
): Candidate[] {
  return RATES.flatMap((learningRate) =>
    choices.map(([label, choice]) => ({
      key: `${label}-rate-${learningRate}`.replaceAll(' ', '-'),
      label: `${label}, rate ${learningRate}`,
      fit: (table: EditTable, parts: ModelParts, budget: NetworkBudget) =>
        make(table, parts, choice, { ...budget, learningRate }),
    })),
  );
}

/** What has nothing to tune. */
export const untuned = (id: string, name: string, seeded: boolean, fit: Candidate['fit']): Recipe => ({
  id,
  name,
  seeded,
  candidates: [{ key: 'only', label: '', fit }],
});

/** One of the paper's baselines as it is there, and with the likelihood that our model has: what is left is the model's. */
const inBothWays = (
  id: string,
  name: string,
  candidates: (hurdle: boolean) => readonly Candidate[],
): Recipe[] => [
  { id, name: `${name}, Gaussian`, seeded: true, asInPaper: true, candidates: candidates(false) },
  { id: `${id}-hurdle`, name: `${name}, hurdle`, seeded: true, candidates: candidates(true) },
];

const mixtures = [5, 10].map((components) => [`${components} components`, components] as const);

export const RECIPES: readonly Recipe[] = [
  untuned('none', 'no edit', false, () => noEdit()),
  untuned('mean', 'mean edit', false, (table, parts) => meanEdit(table, parts.train)),
  untuned('neighbours', 'nearest neighbours', false, (table, parts, { seed }) =>
    fitNeighbours(table, parts, seed),
  ),
  {
    id: 'mixture',
    name: 'mixture, blind to the photo',
    seeded: true,
    candidates: grid(mixtures, (table, parts, components, budget) =>
      fitDensityModel('mixture', withoutPhotos(table), parts, components, budget),
    ),
  },
  ...inBothWays('mlp', 'MLP', (hurdle) =>
    grid(
      [1, 1.5].map((width) => [`width ${width}`, width] as const),
      (table, parts, width, budget) =>
        fitDensityModel('MLP', table, parts, 1, {
          ...budget,
          hurdle,
          hidden: Math.round(width * budget.hidden),
        }),
    ),
  ),
  ...inBothWays('mdn', 'MDN', (hurdle) =>
    grid(mixtures, (table, parts, components, budget) =>
      fitDensityModel('MDN', table, parts, components, { ...budget, hurdle }),
    ),
  ),
  ...inBothWays('lbn', 'LBN', (hurdle) =>
    grid(
      [4, 10].map((draws) => [`${draws} draws`, draws] as const),
      (table, parts, draws, budget) => fitBeliefModel('LBN', table, parts, draws, { ...budget, hurdle }),
    ),
  ),
  {
    id: 'cvae',
    name: 'CVAE, one style',
    seeded: true,
    candidates: grid(
      [2, 20].map((latent) => [`z of ${latent}`, latent] as const),
      (table, parts, latent, budget) =>
        fitVaeModel('CVAE', table, parts, { latent, styles: 1, conditionalPrior: true }, budget),
    ),
  },
  {
    id: 'cgm-vae',
    name: 'CGM-VAE',
    seeded: true,
    candidates: grid(
      [5, 10].map((styles) => [`${styles} styles`, styles] as const),
      (table, parts, styles, budget) =>
        fitVaeModel('CGM-VAE', table, parts, { latent: 20, styles, conditionalPrior: true }, budget),
    ),
  },
];

/** Width of every network's layers; one candidate of the MLP is wider. */
export const HIDDEN = 112;
