import { createRng } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import { SAMPLES } from '../looks';
import { type EditModel, type EditTable, type Settling, toSteps } from '../training/fitting';
import { pitHistograms } from './calibration';
import { histograms, marginalDivergences } from './marginals';
import {
  BEST_OF,
  bestErrors,
  type Darkroom,
  nearestProposal,
  PICKED,
  type PictureError,
  pickedErrors,
  rowOf,
} from './pictures';

/** Goes up whenever a model is scored otherwise: runs of before do not say what is asked now. */
export const SCORES_VERSION = 3;

/** What a model scores on held-out edits of held-out people and photos (paper 4.2), and what its figures need. */
export interface Scores {
  /** log p(y | x) of each edit in nats, y in [-1, 1]^11 dequantised by half a step; absent for a point. */
  readonly logLikelihood: readonly number[] | undefined;
  /** How its estimate settled as samples were doubled; absent where it is exact. */
  readonly trail: readonly Settling[] | undefined;
  /** Jensen-Shannon divergence of the marginals in bits, one proposal an edit: [11]. */
  readonly divergence: readonly number[];
  /** The proposals' marginals, as counts: [11][50]. */
  readonly marginals: readonly (readonly number[])[];
  /** Where the sliders of the first edits lie among proposals, as counts: [11][40]. */
  readonly pit: readonly (readonly number[])[];
  /** By how many proposals the best is taken of. */
  readonly pictures: readonly PictureScores[];
  /** The same of the few that the app's choice picks among a photo's draws. */
  readonly picked: PictureScores;
  /** For each edit to align with, the nearest of ALIGNED_OF proposals: y in model units, and its error (CIE 1976). */
  readonly aligned: readonly { readonly edit: number; readonly y: number[]; readonly error: number }[];
}

/** Error of each edit that has a picture, by the best of so many proposals. */
export interface PictureScores {
  readonly best: number;
  readonly e76: readonly number[];
  readonly e00: readonly number[];
}

export interface JudgeOptions {
  /** Held-out edits, and those of them that are developed. */
  readonly edits: Uint32Array;
  readonly pictured: Uint32Array;
  /** Edits beside which the nearest proposals are shown. */
  readonly aligned: Uint32Array;
  readonly seed: number;
}

const MOST_PROPOSALS = Math.max(...BEST_OF);
/** How many proposals edits are aligned with (paper 4.1). */
export const ALIGNED_OF = 20;
/** Edits whose place among draws is found, and how many draws. */
export const CALIBRATED_EDITS = 1000;
export const CALIBRATION_DRAWS = 99;

/** Rounded to four digits after the point: records of runs are read by people too. */
const rounded = (values: ArrayLike<number>): number[] =>
  Array.from(values, (value) => Math.round(value * 1e4) / 1e4);

/** The edits' values, [edits * 11], as exact as draws are: a set's are float32, and equal ones have to be. */
export function keptOf(table: EditTable, edits: Uint32Array): Float64Array {
  const kept = new Float64Array(edits.length * ADJUSTMENT_COUNT);
  edits.forEach((edit, row) => void kept.set(toSteps(rowOf(table.y, edit)), row * ADJUSTMENT_COUNT));
  return kept;
}

export function judge(
  model: EditModel,
  table: EditTable,
  darkroom: Darkroom,
  { edits, pictured, aligned, seed }: JudgeOptions,
): Scores {
  const said = model.logProb(edits, seed);
  const one = model.sample(edits, 1, seed + 1);
  const photos = Uint32Array.from(pictured, (edit) => table.photoOf[edit]);
  const proposed = model.sample(pictured, MOST_PROPOSALS, seed + 2);
  const errors = bestErrors(darkroom, photos, keptOf(table, pictured), proposed);
  const drawnOf = (photo: number) =>
    model.sample(pictured.subarray(photos.indexOf(photo)).subarray(0, 1), SAMPLES, seed + 5);
  const picked = pickedErrors(darkroom, photos, keptOf(table, pictured), drawnOf);
  const calibrated = edits.subarray(0, CALIBRATED_EDITS);
  const draws = model.sample(calibrated, CALIBRATION_DRAWS, seed + 3);
  const near = model.sample(aligned, ALIGNED_OF, seed + 4);
  const scoresOf = (best: number, list: readonly PictureError[]): PictureScores => ({
    best,
    e76: rounded(list.map(({ e76 }) => e76)),
    e00: rounded(list.map(({ e00 }) => e00)),
  });
  return {
    logLikelihood: said && rounded(said.values),
    trail: said?.trail,
    divergence: rounded(marginalDivergences(one, keptOf(table, edits))),
    marginals: histograms(one),
    pit: pitHistograms(keptOf(table, calibrated), draws, createRng(seed)),
    pictures: [...errors].map(([best, list]) => scoresOf(best, list)),
    picked: scoresOf(PICKED, picked),
    aligned: Array.from(aligned, (edit, row) => {
      const own = near.subarray(
        row * ALIGNED_OF * ADJUSTMENT_COUNT,
        (row + 1) * ALIGNED_OF * ADJUSTMENT_COUNT,
      );
      const { y, error } = nearestProposal(darkroom, table.photoOf[edit], rowOf(table.y, edit), own);
      return { edit, y: rounded(y), error: Math.round(error * 1e4) / 1e4 };
    }),
  };
}
