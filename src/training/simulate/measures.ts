import { baseOf } from './pixel-view';
import { isSkinLike } from './scene';

/** What a retoucher sees of a developed picture, from CIELAB of a sample of its pixels. */
export interface Measures {
  /** Percentiles of L*. */
  readonly p2: number;
  readonly p50: number;
  readonly p98: number;
  /** L* between the 25th and 75th percentile. */
  readonly midContrast: number;
  /** Mean a*, b* of the near-neutral pixels. */
  readonly a: number;
  readonly b: number;
  /** Mean chroma, and that of the most colourful tenth. */
  readonly chroma: number;
  readonly vividChroma: number;
  /** Root mean square of L* minus the L* of the developed base. */
  readonly localContrast: number;
  /** Of skin-like pixels; NaN where there are none. */
  readonly skinLightness: number;
  readonly skinChroma: number;
  /** Degrees. */
  readonly skinHue: number;
  /** Share of pixels on their way to pure white and to pure black. */
  readonly white: number;
  readonly black: number;
  /** Of what the camera clipped to white: its share of the pixels, mean L* and mean chroma (both 0 where none is). */
  readonly clippedShare: number;
  readonly clippedLightness: number;
  readonly clippedChroma: number;
  /** Of what is near black in the source: its share of the pixels and mean L* (0 where none is). */
  readonly blackShare: number;
  readonly blackLightness: number;
}

/** Which pixels count as near-neutral and as skin: fixed by the honest picture, so that goals stay about one thing. */
export interface PixelRoles {
  /** [n], sums to 1. */
  readonly neutral: Float64Array;
  /** 0 to 1: how much there is to judge a cast by. */
  readonly neutralTrust: number;
  /** Indices of skin-like pixels; empty where there are too few to be a person. */
  readonly skin: Uint32Array;
  /** Indices of the pixels that came clipped to white, and of those near black. */
  readonly clipped: Uint32Array;
  readonly black: Uint32Array;
}

/** L* beyond which a pixel as it came counts as clipped, and below which as near black. */
const CLIPPED = 98.2;
const NEAR_BLACK = 5;

/** The pixels of `lab` that came clipped: a matter of each variant, as its camera clipped what another's did not. */
export function clippedPixels(lab: ArrayLike<number>, n: number): Uint32Array {
  return Uint32Array.from({ length: n }, (_, i) => i).filter((i) => lab[3 * i] > CLIPPED);
}

const ramp = (value: number) => Math.min(1, Math.max(0, value));

/** Skin matters from this share of the picture on. */
const LEAST_SKIN = 0.03;

/**
 * How far the whole picture has the colour of lamplight, 0 to 1: far from grey, every hue on one side, and that side
 * between red and yellow. Light of other colours is on a stage, where it is meant.
 */
function overallCast(lab: ArrayLike<number>, n: number): number {
  let [a, b, chroma] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    a += lab[3 * i + 1] / n;
    b += lab[3 * i + 2] / n;
    chroma += Math.hypot(lab[3 * i + 1], lab[3 * i + 2]) / n;
  }
  const mean = Math.hypot(a, b);
  const hue = (Math.atan2(b, a) * 180) / Math.PI;
  if (hue < 30 || hue > 105) return 0;
  return ramp((mean - 16) / 12) * ramp((mean / Math.max(1, chroma) - 0.75) / 0.15);
}

interface RoleOptions {
  /** false where the scene rules people out. */
  readonly skin: boolean;
  /**
   * From which trust in its neutral pixels on a picture all in warm colours is taken for one under lamps; undefined
   * where it is a sunset, or a brick wall.
   */
  readonly lamplitFrom: number | undefined;
}

/**
 * Roles from `lab` [>= n * 3], the picture as it came. Under lamps little is neutral, and what seems so is not:
 * then the whole picture (grey-world), its brighter parts most, says what the light is.
 */
export function assignRoles(lab: ArrayLike<number>, n: number, options: RoleOptions): PixelRoles {
  const neutral = new Float64Array(n);
  const skin: number[] = [];
  let total = 0;
  for (let i = 0; i < n; i++) {
    const [l, a, b] = [lab[3 * i], lab[3 * i + 1], lab[3 * i + 2]];
    const chroma2 = a * a + b * b;
    // Near black chroma says nothing of the light; near white little, but what is white had better stay so.
    const fair = Math.min(1, Math.max(0, (l - 8) / 20)) * Math.min(1, Math.max(0.4, (99 - l) / 8));
    neutral[i] = fair * (Math.exp(-chroma2 / 90) + 0.01 * Math.exp(-chroma2 / 1500));
    total += neutral[i];
    if (options.skin && isSkinLike(l, a, b)) skin.push(i);
  }
  const trust = Math.min(1, total / (0.12 * n));
  const lamplit = options.lamplitFrom !== undefined && trust >= options.lamplitFrom;
  const cast = lamplit ? (1 - trust) * overallCast(lab, n) : 0;
  const grey = brighterParts(lab, n);
  for (let i = 0; i < n; i++) {
    neutral[i] = (1 - cast) * (total > 0 ? neutral[i] / total : 1 / n) + cast * grey[i];
  }
  return {
    neutral,
    neutralTrust: Math.max(trust, Math.min(1, 2 * cast)),
    // Under lamps, walls have the colour of skin and skin has another.
    skin: Uint32Array.from(skin.length >= LEAST_SKIN * n && cast < 0.3 ? skin : []),
    clipped: clippedPixels(lab, n),
    black: Uint32Array.from({ length: n }, (_, i) => i).filter((i) => lab[3 * i] < NEAR_BLACK),
  };
}

/** Weights [n], sum 1, that grow with lightness and leave out what is clipped. */
function brighterParts(lab: ArrayLike<number>, n: number): Float64Array {
  const weights = Float64Array.from({ length: n }, (_, i) => (lab[3 * i] < CLIPPED ? lab[3 * i] ** 2 : 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total > 0 ? weight / total : 1 / n));
}

/** Mean of the sorted values within 1.5% of rank p, which moves more smoothly than one order statistic. */
function percentile(sorted: Float64Array, p: number): number {
  const n = sorted.length;
  const from = Math.max(0, Math.floor((p - 0.015) * n));
  const to = Math.min(n, Math.max(from + 1, Math.ceil((p + 0.015) * n)));
  let sum = 0;
  for (let i = from; i < to; i++) sum += sorted[i];
  return sum / (to - from);
}

/**
 * @param lab [(n + m) * 3]: n sampled pixels, then m of them without their detail (pixel-view.ts), developed alike.
 */
export function measure(lab: ArrayLike<number>, n: number, m: number, roles: PixelRoles): Measures {
  const lightness = new Float64Array(n);
  const chroma = new Float64Array(n);
  let [a, b, white, black] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const l = lab[3 * i];
    const ai = lab[3 * i + 1];
    const bi = lab[3 * i + 2];
    lightness[i] = l;
    chroma[i] = Math.sqrt(ai * ai + bi * bi);
    a += roles.neutral[i] * ai;
    b += roles.neutral[i] * bi;
    white += ramp((l - 98) / 1.5);
    black += ramp((1.2 - l) / 1.0);
  }
  let detail = 0;
  for (let i = 0; i < m; i++) {
    const difference = lab[3 * baseOf(i, n, m)] - lab[3 * (n + i)];
    // A few hard edges would otherwise speak for all texture.
    detail += Math.min(400, difference * difference);
  }
  let [skinLightness, skinA, skinB] = [0, 0, 0];
  for (const i of roles.skin) {
    skinLightness += lab[3 * i];
    skinA += lab[3 * i + 1];
    skinB += lab[3 * i + 2];
  }
  const skinCount = roles.skin.length || Number.NaN;
  let [clippedLightness, clippedChroma, blackLightness] = [0, 0, 0];
  for (const i of roles.clipped) {
    clippedLightness += lightness[i] / roles.clipped.length;
    clippedChroma += chroma[i] / roles.clipped.length;
  }
  for (const i of roles.black) blackLightness += lightness[i] / roles.black.length;
  let meanChroma = 0;
  for (const value of chroma) meanChroma += value;
  lightness.sort();
  chroma.sort();
  return {
    p2: percentile(lightness, 0.02),
    p50: percentile(lightness, 0.5),
    p98: percentile(lightness, 0.98),
    midContrast: percentile(lightness, 0.75) - percentile(lightness, 0.25),
    a,
    b,
    chroma: meanChroma / n,
    vividChroma: percentile(chroma, 0.93),
    localContrast: Math.sqrt(detail / Math.max(1, m)),
    skinLightness: skinLightness / skinCount,
    skinChroma: Math.hypot(skinA, skinB) / skinCount,
    skinHue: (Math.atan2(skinB / skinCount, skinA / skinCount) * 180) / Math.PI,
    white: white / n,
    black: black / n,
    clippedShare: roles.clipped.length / n,
    clippedLightness,
    clippedChroma,
    blackShare: roles.black.length / n,
    blackLightness,
  };
}
