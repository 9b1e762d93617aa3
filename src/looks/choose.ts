import { type EncodedRaster, meanDeltaE00, rasterToLab } from '../colour';
import { type Adjustments, NEUTRAL } from '../edit';
import { pictureAgreement } from './agreement';
import { selectDiverse } from './diverse';
import type { LookSample } from './sample';
import { describeLooks } from './words';

/** A look as it is shown: its settings, what they do in words, and what they make of the photo. */
export interface ChosenLook {
  readonly sample: LookSample;
  /** How likely its picture is among the model's draws for this photo and person, in nats, at most 0. */
  readonly agreement: number;
  readonly words: string;
  readonly raster: EncodedRaster;
}

/** What choosing needs from outside, so that the app and the command line take the very same steps. */
export interface LookSource {
  /** Samples of one draw; a greater spread is more daring. */
  draw(options: {
    readonly count: number;
    readonly seed: number;
    readonly spread: number;
    readonly styleWeights: Float64Array | undefined;
  }): Promise<readonly LookSample[]>;
  /** The photo with each of these settings, at most `side` pixels on the longer side. */
  develop(list: readonly Adjustments[], side: number): Promise<readonly EncodedRaster[]>;
}

export interface ChooseOptions {
  readonly count: number;
  readonly seed: number;
  /** Taste's style probabilities; absent while nothing is known of the person. */
  readonly styleWeights?: Float64Array | undefined;
}

const SAMPLES = 64;
/** Longer side of the thumbnails that are compared, and of those that are shown (crisp on dense screens). */
const COMPARED_SIDE = 64;
const SHOWN_SIDE = 320;
/** Two looks nearer than this (mean ΔE00) are too alike; a little above 3, as shown and compared sizes differ. */
const MINIMUM_DELTA_E = 3.3;
/** What changes less (mean ΔE00) is the photo that the person already has, and no look. */
const LEAST_CHANGE = 3.3;
/** Where the likeliest edits of a photo are all alike, the next draw is more daring. */
const SPREADS = [1, 1.5, 2.2] as const;

/** The style that a person's taste leads to. */
export function topStyle(weights: ArrayLike<number> | undefined): number | undefined {
  if (!weights) return undefined;
  let top = 0;
  for (let s = 1; s < weights.length; s++) if (weights[s] > weights[top]) top = s;
  return top;
}

/** A sample, its developed thumbnail in CIELAB, and how likely that is among the others. */
interface Candidate {
  readonly sample: LookSample;
  readonly lab: Float32Array;
  readonly agreement: number;
}

const areDistinct = (looks: readonly Candidate[]): boolean =>
  looks.every((one, i) =>
    looks.slice(i + 1).every((other) => meanDeltaE00(one.lab, other.lab) >= MINIMUM_DELTA_E),
  );

/** Edits that round to the same sliders are one. */
function unlike(samples: readonly LookSample[]): LookSample[] {
  const seen = new Set<string>();
  return samples.filter(({ adjustments }) => {
    const key = Object.values(adjustments).join();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * A few looks for a photo, good under the person's taste and unlike each other, the likeliest picture first; among them at
 * least one of another style than the person's usual. Fewer than `count` where the photo allows no more.
 */
export async function chooseLooks(source: LookSource, options: ChooseOptions): Promise<ChosenLook[]> {
  const { count, seed, styleWeights } = options;
  let best: readonly Candidate[] = [];
  let unedited: Float32Array = new Float32Array();
  for (const [round, spread] of SPREADS.entries()) {
    const samples = unlike(
      await source.draw({ count: SAMPLES, seed: seed + round * 7919, spread, styleWeights }),
    );
    const [original, ...rasters] = await source.develop(
      [NEUTRAL, ...samples.map(({ adjustments }) => adjustments)],
      COMPARED_SIDE,
    );
    unedited = rasterToLab(original);
    const changing = rasters
      .map((raster, i) => ({ sample: samples[i], lab: rasterToLab(raster) }))
      .filter(({ lab }) => meanDeltaE00(lab, unedited) >= LEAST_CHANGE);
    const agreement = pictureAgreement(changing.map(({ lab }) => lab));
    const candidates = changing.map((one, i): Candidate => ({ ...one, agreement: agreement[i] }));
    const chosen = selectDiverse(
      candidates.map(({ sample, lab, agreement }) => ({ quality: agreement, lab, style: sample.style })),
      { count, minimumDeltaE: MINIMUM_DELTA_E, outsideStyle: topStyle(styleWeights) },
    );
    best = chosen.map((index) => candidates[index]);
    if (best.length === count && areDistinct(best)) break;
  }
  const ordered = [...best].sort((a, b) => b.agreement - a.agreement);
  const words = describeLooks(
    unedited,
    ordered.map(({ lab }) => lab),
  );
  const shown = await source.develop(
    ordered.map(({ sample }) => sample.adjustments),
    SHOWN_SIDE,
  );
  return ordered.map(({ sample, agreement }, i) => ({
    sample,
    agreement,
    words: words[i],
    raster: shown[i],
  }));
}
