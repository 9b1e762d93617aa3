import { createRng, meanOf } from '../core';
import { ADJUSTMENT_COUNT, HALF_STEP } from '../edit';
import { hurdleLogDensity, logSumExp } from '../prob';
import { type EditTable, someOf } from './batches';
import { drawEach, type EditModel, toSteps } from './edit-model';

/** How far neighbours count: photos, the kernel's width in each slider's deviations, and how firm a 0 or a move is. */
export interface NeighbourOptions {
  readonly photos: number;
  readonly width: number;
  /** Probability that a slider a neighbour left at 0 is moved, and the other way round. */
  readonly flip: number;
}

const TRIED: readonly NeighbourOptions[] = [15, 50, 150].flatMap((photos) =>
  [0.2, 0.4, 0.7].flatMap((width) => [0.08, 0.2].map((flip) => ({ photos, width, flip }))),
);
const TUNED_ON = 300;

/** Training edits of the nearest photos of each photo asked for, nearest photos first; found once a photo. */
function createNeighbours(table: EditTable, train: Uint32Array) {
  const editsOf = new Map<number, number[]>();
  for (const edit of train) {
    const own = editsOf.get(table.photoOf[edit]);
    if (own) own.push(edit);
    else editsOf.set(table.photoOf[edit], [edit]);
  }
  const photos = [...editsOf.keys()];
  const { mapped, mappedSize } = table;
  const found = new Map<number, number[]>();
  const order = (photo: number): number[] => {
    const distances = photos.map((other) => {
      let sum = 0;
      for (let i = 0; i < mappedSize; i++) {
        sum += (mapped[photo * mappedSize + i] - mapped[other * mappedSize + i]) ** 2;
      }
      return sum;
    });
    return photos
      .map((_, at) => at)
      .sort((a, b) => distances[a] - distances[b])
      .slice(0, Math.max(...TRIED.map((options) => options.photos)))
      .map((at) => photos[at]);
  };
  return (photo: number, count: number): number[] => {
    let nearest = found.get(photo);
    if (!nearest) {
      nearest = order(photo);
      found.set(photo, nearest);
    }
    return nearest.slice(0, count).flatMap((other) => editsOf.get(other)!);
  };
}

function kernelLogDensity(
  table: EditTable,
  neighbours: readonly number[],
  y: ArrayLike<number>,
  { width, flip }: NeighbourOptions,
): number {
  const logs = neighbours.map((edit) => {
    let sum = 0;
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      const centre = table.y[edit * ADJUSTMENT_COUNT + i];
      const moved = Math.abs(centre) < HALF_STEP[i] ? flip : 1 - flip;
      const variance = (width * table.deviation[i]) ** 2 + HALF_STEP[i] ** 2 / 3;
      sum += hurdleLogDensity({ moved, mean: centre, variance, half: HALF_STEP[i] }, y[i]);
    }
    return sum;
  });
  return logSumExp(logs) - Math.log(neighbours.length);
}

/**
 * Edits of the photos nearest in feature space: a draw is one of them, and the density a kernel about each, with the
 * same hurdle at 0 as the other models. Tuned on validation edits.
 */
export function fitNeighbours(
  table: EditTable,
  parts: { readonly train: Uint32Array; readonly validation: Uint32Array },
  seed: number,
): EditModel {
  const nearby = createNeighbours(table, parts.train);
  const score = (edits: Uint32Array, options: NeighbourOptions, own: number): Float64Array => {
    const rng = createRng(own);
    return Float64Array.from(edits, (edit) => {
      const y = Float64Array.from(HALF_STEP, (half, i) => {
        return table.y[edit * ADJUSTMENT_COUNT + i] + (2 * rng.uniform() - 1) * half;
      });
      return kernelLogDensity(table, nearby(table.photoOf[edit], options.photos), y, options);
    });
  };
  const tuning = someOf(parts.validation, TUNED_ON, seed);
  const scores = TRIED.map((options) => meanOf(score(tuning, options, seed)));
  const options = TRIED[scores.indexOf(Math.max(...scores))];
  return {
    name: 'nearest neighbours',
    logProb: (edits, own) => ({ values: score(edits, options, own) }),
    sample: (edits, count, own) =>
      drawEach(edits, count, own, (row, rng) => {
        const near = nearby(table.photoOf[edits[row]], options.photos);
        const edit = near[rng.integer(near.length)];
        return toSteps(table.y.subarray(edit * ADJUSTMENT_COUNT, (edit + 1) * ADJUSTMENT_COUNT));
      }),
    dispose: () => undefined,
  };
}
