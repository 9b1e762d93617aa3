import { clusteredEstimate, type Estimate, meanOf } from '../core';
import { picturedPhotos, type Result, scoredPeople } from './comparison';
import type { Material } from './material';

/** What the paper's CGM-VAE leads its best baseline by (its Table 1), and its divergence; LAB was measured on experts' edits. */
export const PAPER_MARGINS: Readonly<Record<string, { logLikelihood: number; divergence: number }>> = {
  casual: { logLikelihood: 0.73, divergence: 0.1 },
  frequent: { logLikelihood: 0.25, divergence: 0.08 },
  expert: { logLikelihood: 1.68, divergence: 0.12 },
};
export const PAPER_LAB_MARGIN = 0.7;
/** The paper's LAB is that of the best of so many proposals. */
export const LAB_OF = 3;

/** The CGM-VAE against the best of some baselines, best by that very measure on the test edits. */
export interface Lead {
  readonly baseline: string;
  /** Above 0 where the CGM-VAE is better; paired by edit. */
  readonly by: Estimate;
}

export interface Leads {
  readonly logLikelihood: Lead;
  /** Of the mean CIE 1976 difference of the best of 3 draws. */
  readonly lab: Lead;
  /** The same where our three are those that the app's choice picks, and theirs are as `lab` has them, or picked too. */
  readonly picked: Lead;
  readonly bothPicked: Lead;
}

export interface Margins {
  readonly divergence: number;
  /** Against the paper's baselines as they are there, and against all, those with our likelihood too. */
  readonly paper: Leads | undefined;
  readonly all: Leads | undefined;
}

/** Mean over runs of what each edit scores. */
function meanRows(rows: readonly (readonly number[])[]): number[] {
  return rows[0].map((_, edit) => meanOf(rows.map((row) => row[edit])));
}

export const logLikelihoodsOf = ({ runs }: Result): number[] | undefined =>
  runs[0].logLikelihood && meanRows(runs.map(({ logLikelihood }) => logLikelihood!));

export const labOf = ({ runs }: Result): number[] | undefined =>
  runs[0].pictures.some(({ best }) => best === LAB_OF)
    ? meanRows(runs.map(({ pictures }) => [...pictures.find(({ best }) => best === LAB_OF)!.e76]))
    : undefined;

export const pickedOf = ({ runs }: Result): number[] => meanRows(runs.map(({ picked }) => picked.e76));

export function leadOver(
  own: readonly number[] | undefined,
  baselines: readonly Result[],
  scoresOf: (result: Result) => number[] | undefined,
  sign: 1 | -1,
  keys: readonly number[],
): Lead | undefined {
  const scored = baselines.flatMap((result) => {
    const scores = scoresOf(result);
    return scores ? [{ baseline: result.recipe.name, scores, mean: sign * meanOf(scores) }] : [];
  });
  if (!own || scored.length === 0) return undefined;
  const best = scored.reduce((a, b) => (b.mean > a.mean ? b : a));
  const by = clusteredEstimate(
    best.scores.map((value, edit) => sign * (own[edit] - value)),
    keys,
  );
  return { baseline: best.baseline, by };
}

/** What of the paper's claim holds on one population; undefined without the CGM-VAE. */
export function marginsOf(material: Material, results: readonly Result[]): Margins | undefined {
  const ours = results.find(({ recipe }) => recipe.id === 'cgm-vae');
  if (!ours) return undefined;
  const people = scoredPeople(material);
  const photos = picturedPhotos(material);
  const leads = (baselines: readonly Result[]): Leads | undefined => {
    const logLikelihood = leadOver(logLikelihoodsOf(ours), baselines, logLikelihoodsOf, 1, people);
    const lab = leadOver(labOf(ours), baselines, labOf, -1, photos);
    const picked = leadOver(pickedOf(ours), baselines, labOf, -1, photos);
    const bothPicked = leadOver(pickedOf(ours), baselines, pickedOf, -1, photos);
    return logLikelihood && lab && picked && bothPicked && { logLikelihood, lab, picked, bothPicked };
  };
  return {
    divergence: meanOf(ours.runs.flatMap(({ divergence }) => [...divergence])),
    paper: leads(results.filter(({ recipe }) => recipe.asInPaper)),
    all: leads(results.filter((result) => result !== ours)),
  };
}
