import { meanDeltaE00 } from '../colour';
import { thinned } from './distances';

/** A look as the choice of a diverse few sees it. */
export interface LookCandidate {
  /** Log density in nats; higher is better. */
  readonly quality: number;
  /** How many draws it stands for. */
  readonly weight: number;
  /** Its developed thumbnail in CIELAB, [pixels * 3]; all candidates' alike in size. */
  readonly lab: Float32Array;
  readonly style: number;
}

export interface DiverseOptions {
  readonly count: number;
  /** Two looks nearer than this mean ΔE00 are the same to the eye. */
  readonly minimumDeltaE: number;
  /** The first that is chosen is of this style, where there is one. */
  readonly leadStyle?: number | undefined;
  /** Keep a place for the best look of a style other than this one (the person's usual). */
  readonly outsideStyle?: number | undefined;
}

/** Near the minimum a distance is measured over more pixels, and very near it over all. */
const NEAR = { limit: 1.5, pixels: 512 } as const;
const VERY_NEAR = 0.75;
/** What may still be shown when too few differ by the minimum, as a share of it. */
const LAST_RESORT = 1 / 3;

/** Exchanges that are tried after the first choice; a few are enough. */
const MOST_EXCHANGES = 24;

/**
 * Indices of a few candidates that between them come near whatever the person may want. The candidates are draws of what
 * that is, so the expected distance from it to the nearest look is Σ_j w_j min_{i chosen} ΔE_ij. The most probable comes
 * first; then each takes off as much of that sum as it can (facility location; greedy takes off at least 1 - 1/e of what
 * any as many could: Nemhauser, Wolsey and Fisher 1978), and while exchanging one for another takes off more, that is
 * done (k-medoids). Looks nearer than the minimum are not both chosen, unless fewer than `count` differ so much: then
 * the farthest fill up, as long as they differ visibly at all. May return fewer than `count`.
 *
 * distances: ΔE00 between the candidates, [n][n]; what is near the minimum is measured more closely here.
 */
export function selectDiverse(
  candidates: readonly LookCandidate[],
  distances: readonly Float64Array[],
  { count, minimumDeltaE, leadStyle, outsideStyle }: DiverseOptions,
): number[] {
  if (candidates.length === 0) return [];
  const apart = createRuler(candidates, distances, minimumDeltaE);
  const all = candidates.map((_, index) => index);
  const nearest = (index: number, chosen: readonly number[]): number =>
    chosen.reduce((least, other) => Math.min(least, apart(index, other)), Number.POSITIVE_INFINITY);
  const isOutside = (index: number): boolean => candidates[index].style !== outsideStyle;

  /** How far what may be wanted is from the nearest of these, [n]. */
  const missedBy = (chosen: readonly number[]): Float64Array =>
    Float64Array.from(all, (j) =>
      chosen.reduce((least, i) => Math.min(least, distances[i][j]), Number.POSITIVE_INFINITY),
    );
  const takenOff = (missed: Float64Array, index: number): number =>
    all.reduce((sum, j) => sum + candidates[j].weight * Math.max(0, missed[j] - distances[index][j]), 0);
  /** The one that takes off most, of those that may stand beside the chosen. */
  const nextTo = (chosen: readonly number[], pool: readonly number[]): number | undefined => {
    const missed = missedBy(chosen);
    const free = pool.filter((index) => !chosen.includes(index) && nearest(index, chosen) >= minimumDeltaE);
    return top(free, (index) => takenOff(missed, index));
  };
  const fillUp = (chosen: readonly number[]): number | undefined => {
    const left = all.filter((index) => !chosen.includes(index));
    const farthest = top(left, (index) => nearest(index, chosen));
    const isVisible = farthest !== undefined && nearest(farthest, chosen) >= minimumDeltaE * LAST_RESORT;
    return isVisible ? farthest : undefined;
  };

  const quality = (index: number): number => candidates[index].quality;
  const leads = all.filter((index) => candidates[index].style === leadStyle);
  const chosen = [top(leads, quality) ?? top(all, quality)!];
  while (chosen.length < count) {
    const isLast = chosen.length === count - 1;
    const isOwed = outsideStyle !== undefined && isLast && !chosen.some(isOutside);
    const fromOutside = isOwed ? nextTo(chosen, all.filter(isOutside)) : undefined;
    const next = fromOutside ?? nextTo(chosen, all) ?? fillUp(chosen);
    if (next === undefined) break;
    chosen.push(next);
  }
  for (let tried = 0; tried < MOST_EXCHANGES; tried++) {
    const better = exchange(chosen);
    if (!better) break;
    chosen[better.place] = better.index;
  }
  return chosen;

  /** The exchange of one look but the first that takes off most, where one does. */
  function exchange(set: readonly number[]): { place: number; index: number } | undefined {
    let best: { place: number; index: number } | undefined;
    let most = 1e-9;
    for (let place = 1; place < set.length; place++) {
      const rest = set.filter((_, at) => at !== place);
      const owed = outsideStyle !== undefined && set.some(isOutside) && !rest.some(isOutside);
      const index = nextTo(rest, owed ? all.filter(isOutside) : all);
      if (index === undefined) continue;
      const missed = missedBy(rest);
      const more = takenOff(missed, index) - takenOff(missed, set[place]);
      if (more > most) [best, most] = [{ place, index }, more];
    }
    return best;
  }
}

/** ΔE00 between two candidates, measured as closely as the minimum asks, and once. */
function createRuler(
  candidates: readonly LookCandidate[],
  distances: readonly Float64Array[],
  minimumDeltaE: number,
) {
  const few = candidates.map(({ lab }) => thinned(lab, NEAR.pixels));
  const known = new Map<number, number>();
  const measure = (a: number, b: number): number => {
    const off = (value: number) => Math.abs(value - minimumDeltaE);
    if (off(distances[a][b]) > NEAR.limit) return distances[a][b];
    const closer = meanDeltaE00(few[a], few[b]);
    return off(closer) > VERY_NEAR ? closer : meanDeltaE00(candidates[a].lab, candidates[b].lab);
  };
  return (a: number, b: number): number => {
    const key = Math.min(a, b) * candidates.length + Math.max(a, b);
    const value = known.get(key) ?? measure(a, b);
    known.set(key, value);
    return value;
  };
}

/** The first with the highest score; none of none. */
function top(indices: readonly number[], score: (index: number) => number): number | undefined {
  let winner: number | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  for (const index of indices) {
    const value = score(index);
    if (value > highest) [winner, highest] = [index, value];
  }
  return winner;
}
