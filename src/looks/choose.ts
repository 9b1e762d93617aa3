import { type EncodedRaster, meanDeltaE00, rasterToLab } from '../colour';
import { type Adjustments, type AdjustmentsPatch, NEUTRAL, patchAdjustments, sameAdjustments } from '../edit';
import { pictureAgreement } from './agreement';
import { type Draw, drawHeld, isLocked, resample, type Weighted } from './condition';
import { pictureDistances } from './distances';
import { selectDiverse } from './diverse';
import { isWashedOut } from './lights';
import type { LooksPerson } from './person';
import type { Around, LookSample } from './sample';
import { atPlaces, seenPlaces } from './seen';
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
  readonly draw: Draw;
  /** The photo with each of these settings, at most `side` pixels on the longer side. */
  develop(list: readonly Adjustments[], side: number): Promise<readonly EncodedRaster[]>;
}

export interface ChooseOptions {
  readonly count: number;
  readonly seed: number;
  /** Absent while nothing is known of the person. */
  readonly person?: LooksPerson | undefined;
  /** Slider units: every look has these values, and the others as they go with them. */
  readonly locked?: AdjustmentsPatch | undefined;
  /** Settings whose pictures are not wanted: no look comes near one of them. */
  readonly avoid?: readonly Adjustments[] | undefined;
  /** The first look is one of the style that the taste leads to, where the photo and what is locked allow. */
  readonly yoursFirst?: boolean | undefined;
  /** All looks are of that style, or none is, where that leaves any. */
  readonly only?: 'yours' | 'others' | undefined;
  /** Variations of this look, which is not among them. */
  readonly like?: LikedLook | undefined;
  /** Looks that are shown beside them and keep their words: none is named like one of these, unless it is that. */
  readonly beside?: readonly NamedLook[] | undefined;
}

/** A look as it is named in the strip. */
export interface NamedLook {
  readonly words: string;
  readonly adjustments: Adjustments;
}

/** A look whose like is wanted. */
export interface LikedLook extends Around, NamedLook {}

/** Samples of one draw. */
export const SAMPLES = 64;
/** Longer side of the thumbnails that are compared, and of those that are shown (crisp on dense screens). */
const COMPARED_SIDE = 64;
const SHOWN_SIDE = 320;
/** Two looks nearer than this (mean ΔE00) are too alike; a little above 3, as shown and compared sizes differ. */
export const MINIMUM_DELTA_E = 3.3;
/** What changes less (mean ΔE00) is the photo that the person already has, and no look. */
const LEAST_CHANGE = 3.3;
/** Where the likeliest edits of a photo are all alike, the next draw is more daring. */
const SPREADS = [1, 1.5, 2.2] as const;
/** Variations of a look: they differ visibly, from it and among themselves, and yet are like it. */
const LEAST_VARIATION = 1.5;
const NEAR_SPREADS = [0.7, 1, 1.4] as const;

/** The style that a person's taste leads to. */
export function topStyle(weights: ArrayLike<number> | undefined): number | undefined {
  if (!weights) return undefined;
  let top = 0;
  for (let s = 1; s < weights.length; s++) if (weights[s] > weights[top]) top = s;
  return top;
}

/** A sample, its developed thumbnail in CIELAB, and how likely that is among the others. */
interface Candidate extends Weighted {
  /** Its place among what was compared. */
  readonly at: number;
  readonly lab: Float32Array;
  /** Of that, what is compared and named. */
  readonly seen: Float32Array;
  readonly agreement: number;
}

function areDistinct(looks: readonly Candidate[], minimumDeltaE: number): boolean {
  return looks.every((one, i) =>
    looks.slice(i + 1).every((other) => meanDeltaE00(one.seen, other.seen) >= minimumDeltaE),
  );
}

/** What one draw comes to: its looks, and what they are seen beside. */
interface Round {
  readonly looks: readonly Candidate[];
  /** false where all that could be shown is washed out. */
  readonly isSound: boolean;
  readonly isDistinct: boolean;
  readonly unedited: Float32Array;
  readonly presentLab: Float32Array;
  readonly places: readonly number[] | undefined;
}

/** A more daring draw may leave fewer looks than there were, or more alike; else it is the one that was asked for last. */
function isWorse(round: Round, than: Round): boolean {
  if (round.isSound !== than.isSound) return than.isSound;
  const fewer = than.looks.length - round.looks.length;
  return fewer === 0 ? than.isDistinct && !round.isDistinct : fewer > 0;
}

/** Edits that round to the same sliders are one. */
function unlike(samples: readonly Weighted[]): Weighted[] {
  const seen = new Set<string>();
  return samples.filter(({ sample: { adjustments } }) => {
    const key = Object.values(adjustments).join();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** How far looks must differ from what the person has and from each other, and how daring the draws are. */
const manner = (like: LikedLook | undefined) =>
  like
    ? { leastChange: LEAST_VARIATION, minimumDeltaE: LEAST_VARIATION, spreads: NEAR_SPREADS }
    : { leastChange: LEAST_CHANGE, minimumDeltaE: MINIMUM_DELTA_E, spreads: SPREADS };

/** Of looks that are likely alike, the ones that may be shown. */
function allowed(
  candidates: readonly Candidate[],
  unwanted: readonly Float32Array[],
  minimumDeltaE: number,
  isWanted: (style: number) => boolean,
  isSound: (lab: Float32Array) => boolean,
): readonly Candidate[] {
  const sound = candidates.filter(({ lab }) => isSound(lab));
  const away = (sound.length > 0 ? sound : candidates).filter(({ seen }) =>
    unwanted.every((other) => meanDeltaE00(seen, other) >= minimumDeltaE),
  );
  const wanted = away.filter(({ sample }) => isWanted(sample.style));
  return wanted.length > 0 ? wanted : away;
}

/** The likeliest first, but for a look of the style that is to lead. */
function inOrder(looks: readonly Candidate[], lead: number | undefined): Candidate[] {
  const ordered = [...looks].sort((a, b) => b.agreement - a.agreement);
  const first = ordered.find(({ sample }) => sample.style === lead);
  return first ? [first, ...ordered.filter((look) => look !== first)] : ordered;
}

/**
 * A few looks for a photo, good under the person's taste and unlike each other: the person's own first, else the likeliest picture; among them at
 * least one of another style than the person's usual. Fewer than `count` where the photo, or what is locked, allows no
 * more.
 */
export async function chooseLooks(source: LookSource, options: ChooseOptions): Promise<ChosenLook[]> {
  const { count, seed, person, locked = {}, avoid = [], beside = [], only, like } = options;
  const { leastChange, minimumDeltaE, spreads } = manner(like);
  // What the person has already: no look that is as good as this.
  const held = patchAdjustments(like?.adjustments ?? NEUTRAL, locked);
  const yours = like ? undefined : topStyle(person?.styles);
  const lead = options.yoursFirst ? yours : undefined;
  const isWanted = (style: number) =>
    only === undefined || yours === undefined || (style === yours) === (only === 'yours');
  const tryOut = async (round: number): Promise<Round> => {
    const spread = spreads[round];
    const request = { count: SAMPLES, seed: seed + round * 7919, spread, person, around: like };
    const drawn = await drawHeld(source.draw, request, locked);
    const samples = unlike(
      isLocked(locked)
        ? resample(drawn, SAMPLES)
        : drawn.samples.map((sample): Weighted => ({ sample, weight: sample.weight })),
    );
    const [original, now, ...others] = await source.develop(
      [
        NEUTRAL,
        held,
        ...avoid.map((adjustments) => patchAdjustments(adjustments, locked)),
        ...samples.map(({ sample }) => sample.adjustments),
      ],
      COMPARED_SIDE,
    );
    const unedited = rasterToLab(original);
    const presentLab = rasterToLab(now);
    const labs = others.slice(avoid.length).map(rasterToLab);
    const places = seenPlaces(unedited, labs);
    const ofSeen = (lab: Float32Array) => atPlaces(lab, places);
    const unwanted = others.slice(0, avoid.length).map((raster) => ofSeen(rasterToLab(raster)));
    const present = ofSeen(presentLab);
    const changing = labs
      .map((lab, i) => ({ ...samples[i], lab, seen: ofSeen(lab) }))
      .filter(({ seen }) => meanDeltaE00(seen, present) >= leastChange);
    const distances = pictureDistances(changing.map(({ seen }) => seen));
    const agreement = pictureAgreement(
      distances,
      changing.map(({ weight }) => weight),
    );
    const isFit = (lab: Float32Array) => !isWashedOut(presentLab, lab, now.width);
    const candidates = allowed(
      changing.map((one, at): Candidate => ({ ...one, at, agreement: agreement[at] })),
      unwanted,
      minimumDeltaE,
      isWanted,
      isFit,
    );
    const chosen = selectDiverse(
      candidates.map(({ sample, weight, seen, agreement }) => ({
        quality: agreement,
        weight,
        lab: seen,
        style: sample.style,
      })),
      candidates.map(({ at }) => Float64Array.from(candidates, (other) => distances[at][other.at])),
      { count, minimumDeltaE, leadStyle: lead, outsideStyle: yours },
    );
    const looks = chosen.map((index) => candidates[index]);
    return {
      looks,
      isSound: looks.length > 0 && looks.every(({ lab }) => isFit(lab)),
      isDistinct: areDistinct(looks, minimumDeltaE),
      unedited,
      presentLab,
      places,
    };
  };
  let best = await tryOut(0);
  for (let round = 1; round < spreads.length && !(best.looks.length === count && best.isDistinct); round++) {
    const next = await tryOut(round);
    if (!isWorse(next, best)) best = next;
  }
  const { unedited, presentLab, places } = best;
  const ofSeen = (lab: Float32Array) => atPlaces(lab, places);
  const ordered = inOrder(best.looks, lead);
  const named =
    beside.length > 0
      ? await source.develop(
          beside.map(({ adjustments }) => adjustments),
          COMPARED_SIDE,
        )
      : [];
  const neighbours = beside.map(({ words }, i) => ({ words, lab: ofSeen(rasterToLab(named[i])) }));
  if (like) neighbours.push({ words: like.words, lab: ofSeen(presentLab) });
  const itself = ({ sample }: Candidate) =>
    beside.find(({ adjustments }) => sameAdjustments(adjustments, sample.adjustments));
  const words = describeLooks(
    ofSeen(unedited),
    ordered.filter((look) => !itself(look)).map(({ seen }) => seen),
    neighbours,
  );
  const shown = await source.develop(
    ordered.map(({ sample }) => sample.adjustments),
    SHOWN_SIDE,
  );
  return ordered.map((look, i) => ({
    sample: look.sample,
    agreement: look.agreement,
    words: itself(look)?.words ?? words.shift()!,
    raster: shown[i],
  }));
}
