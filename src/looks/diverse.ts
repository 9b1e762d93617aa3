import { meanDeltaE00 } from '../colour';

/** A look as the choice of a diverse few sees it. */
export interface LookCandidate {
  /** Log density in nats; higher is better. */
  readonly quality: number;
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

/** ΔE00 at which two thumbnails count as e^-½ alike. */
const LENGTH = 8;
/** Pixels compared at first; near the limit all are. */
const FEW_PIXELS = 512;
const NEAR_LIMIT = 0.75;
/** What may still be shown when too few differ by the minimum, as a share of it. */
const LAST_RESORT = 1 / 3;

function thin(lab: Float32Array): Float32Array {
  const pixels = lab.length / 3;
  const stride = Math.max(1, Math.floor(pixels / FEW_PIXELS));
  // An odd stride does not fall into step with a thumbnail's even width.
  const odd = stride > 1 && stride % 2 === 0 ? stride + 1 : stride;
  const kept = Math.ceil(pixels / odd);
  const thinned = new Float32Array(kept * 3);
  for (let i = 0; i < kept; i++) thinned.set(lab.subarray(i * odd * 3, i * odd * 3 + 3), i * 3);
  return thinned;
}

/** Qualities with a spread of one unit, so that neither they nor the differences between pictures decide alone. */
function standardise(qualities: readonly number[]): number[] {
  const mean = qualities.reduce((sum, value) => sum + value, 0) / qualities.length;
  const deviation = Math.sqrt(
    qualities.reduce((sum, value) => sum + (value - mean) ** 2, 0) / qualities.length,
  );
  return qualities.map((value) => (value - mean) / Math.max(deviation, 1e-6));
}

/**
 * Indices of a few candidates, good and unlike each other: greedy maximisation of a k-DPP's log determinant with kernel
 * q_i exp(-½ (ΔE_ij / 8)²) q_j (incremental Cholesky, Chen et al. 2018). The most probable comes first; looks nearer
 * than the minimum are not both chosen, unless fewer than `count` differ so much: then the farthest fill up, as long
 * as they differ visibly at all. May return fewer than `count`.
 */
export function selectDiverse(candidates: readonly LookCandidate[], options: DiverseOptions): number[] {
  if (candidates.length === 0) return [];
  const thinned = candidates.map(({ lab }) => thin(lab));
  const distance = (a: number, b: number): number => {
    const rough = meanDeltaE00(thinned[a], thinned[b]);
    if (Math.abs(rough - options.minimumDeltaE) > NEAR_LIMIT) return rough;
    return meanDeltaE00(candidates[a].lab, candidates[b].lab);
  };
  const quality = standardise(candidates.map((candidate) => candidate.quality));
  const nearest = new Float64Array(candidates.length).fill(Number.POSITIVE_INFINITY);
  // Squared pivot of each candidate given those chosen: how much of it they do not already cover.
  const left = new Float64Array(candidates.length).fill(1);
  const rows: Float64Array[] = candidates.map(() => new Float64Array(options.count));
  const chosen: number[] = [];

  const take = (index: number): void => {
    const step = chosen.length;
    const pivot = Math.sqrt(Math.max(left[index], 1e-12));
    for (let i = 0; i < candidates.length; i++) {
      if (i === index || chosen.includes(i)) continue;
      const apart = distance(index, i);
      nearest[i] = Math.min(nearest[i], apart);
      let covered = Math.exp(-0.5 * (apart / LENGTH) ** 2);
      for (let j = 0; j < step; j++) covered -= rows[index][j] * rows[i][j];
      rows[i][step] = covered / pivot;
      left[i] -= rows[i][step] ** 2;
    }
    nearest[index] = -1;
    chosen.push(index);
  };
  const best = (score: (index: number) => number): number => {
    let winner = -1;
    let top = Number.NEGATIVE_INFINITY;
    candidates.forEach((_, index) => {
      if (nearest[index] < 0) return;
      const value = score(index);
      if (value > top) [winner, top] = [index, value];
    });
    return winner;
  };
  const gain = (index: number, least: number, allowed: (index: number) => boolean): number =>
    nearest[index] >= least && allowed(index)
      ? quality[index] + 0.5 * Math.log(Math.max(left[index], 1e-12))
      : Number.NEGATIVE_INFINITY;

  const lead = best((index) =>
    candidates[index].style === options.leadStyle ? quality[index] : Number.NEGATIVE_INFINITY,
  );
  take(lead < 0 ? best((index) => quality[index]) : lead);
  const outside = (index: number): boolean => candidates[index].style !== options.outsideStyle;
  while (chosen.length < Math.min(options.count, candidates.length)) {
    const lastPlace = chosen.length === options.count - 1;
    const owed = options.outsideStyle !== undefined && lastPlace && !chosen.some(outside);
    let next = owed ? best((index) => gain(index, options.minimumDeltaE, outside)) : -1;
    if (next < 0) next = best((index) => gain(index, options.minimumDeltaE, () => true));
    if (next < 0) {
      next = best((index) => nearest[index]);
      if (next < 0 || nearest[next] < options.minimumDeltaE * LAST_RESORT) break;
    }
    take(next);
  }
  return chosen;
}
