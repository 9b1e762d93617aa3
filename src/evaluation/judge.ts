import { ADJUSTMENT_COUNT } from '../edit';
import type { EditModel, EditTable } from '../training/fitting';
import { marginalDivergences } from './marginals';
import { BEST_OF, bestErrors, type Darkroom, rowOf } from './pictures';

/** What a model scores on held-out edits of held-out people and photos (paper 4.2). */
export interface Scores {
  /** log p(y | x) of each edit in nats, y in [-1, 1]^11 dequantised by half a step; absent for a point. */
  readonly logLikelihood: readonly number[] | undefined;
  /** Jensen-Shannon divergence of the marginals in bits, one proposal an edit: [11]. */
  readonly divergence: readonly number[];
  /** By how many proposals the best is taken of: error of each edit that has a picture. */
  readonly pictures: readonly { readonly best: number; readonly e76: number[]; readonly e00: number[] }[];
}

export interface JudgeOptions {
  /** Held-out edits; the first `pictured` of them with a picture are developed. */
  readonly edits: Uint32Array;
  readonly pictured: number;
  readonly seed: number;
}

const MOST_PROPOSALS = Math.max(...BEST_OF);

/** Rounded to four digits after the point: records of runs are read by people too. */
const rounded = (values: ArrayLike<number>): number[] =>
  Array.from(values, (value) => Math.round(value * 1e4) / 1e4);

function keptOf(table: EditTable, edits: Uint32Array): Float64Array {
  const kept = new Float64Array(edits.length * ADJUSTMENT_COUNT);
  edits.forEach((edit, row) => void kept.set(rowOf(table.y, edit), row * ADJUSTMENT_COUNT));
  return kept;
}

export function judge(
  model: EditModel,
  table: EditTable,
  darkroom: Darkroom,
  { edits, pictured, seed }: JudgeOptions,
): Scores {
  const logLikelihood = model.logProb(edits, seed);
  const one = model.sample(edits, 1, seed + 1);
  const shown = edits.filter((edit) => darkroom.has(table.photoOf[edit])).subarray(0, pictured);
  const photos = Uint32Array.from(shown, (edit) => table.photoOf[edit]);
  const proposed = model.sample(shown, MOST_PROPOSALS, seed + 2);
  const errors = bestErrors(darkroom, photos, keptOf(table, shown), proposed);
  return {
    logLikelihood: logLikelihood && rounded(logLikelihood),
    divergence: rounded(marginalDivergences(one, keptOf(table, edits))),
    pictures: [...errors].map(([best, list]) => ({
      best,
      e76: rounded(list.map(({ e76 }) => e76)),
      e00: rounded(list.map(({ e00 }) => e00)),
    })),
  };
}
