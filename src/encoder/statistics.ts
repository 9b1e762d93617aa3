import type { EncodedRaster } from '../colour';
import { invariant, meanOf } from '../core';
import { type Measured, measure, moments, percentiles } from './measured';

/** Goes up whenever a statistic is measured differently: part of the features' version. */
export const STATISTICS_VERSION = 3;

/** One photometric statistic: how it is called in reports, and what it says. */
export interface Statistic {
  readonly id: string;
  readonly meaning: string;
}

/** Some statistics that are measured together, and their names in the order of the numbers. */
interface Group {
  readonly names: readonly Statistic[];
  measure(photo: Measured): readonly number[];
}

const TONE_SHARES = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99];
/** A pixel counts fully as neutral at no chroma, and not at all from this on. */
const NEUTRAL_CHROMA = 14;
/** Share of near-neutral pixels at which half of their cast counts: the glow around a setting sun is no white wall. */
const HALF_TRUSTED = 0.06;
/** Of lightness, and where the second and third begin. */
const RANGES = ['shadows', 'midtones', 'highlights'];
const MIDTONES = 35;
const HIGHLIGHTS = 70;
/** Scale of a* and b* to about [-1, 1]: casts rarely pass 25. */
const CAST = 25;
const DARKEST = 2 ** -12;
/** No photo comes near it; a card of one pure colour would stand out from them all. */
const LIMIT = 2;

const named = (id: string, meaning: string): Statistic => ({ id, meaning });
const percent = (share: number) => String(Math.round(share * 100)).padStart(2, '0');

const tone: Group = {
  names: [
    ...TONE_SHARES.map((p) => named(`tone.p${percent(p)}`, `${percent(p)}th percentile of L*, over 100`)),
    named('tone.mean', 'mean of L*, over 100'),
    named('tone.spread', 'standard deviation of L*, over 50'),
    named('tone.skew', 'skewness of L*, over 3, cut to [-1, 1]; positive: mostly dark with some light'),
    named('tone.range', '99th less 1st percentile of L*, over 100'),
    named('tone.entropy', 'entropy of 32 bins of L*, over 5 bits'),
  ],
  measure({ lightness, pixels }) {
    const mean = meanOf(lightness);
    const { spread, cubed } = moments(lightness, mean);
    const skew = spread > 0.5 ? cubed / spread ** 3 / 3 : 0;
    const counts = new Float64Array(32);
    for (const value of lightness) counts[Math.min(31, Math.max(0, Math.floor(value * 0.32)))]++;
    let entropy = 0;
    for (const n of counts) if (n > 0) entropy -= (n / pixels) * Math.log2(n / pixels);
    const at = percentiles(lightness, 100, TONE_SHARES).map((value) => value / 100);
    const range = at[at.length - 1] - at[0];
    return [...at, mean / 100, spread / 50, Math.max(-1, Math.min(1, skew)), range, entropy / 5];
  },
};

const clipping: Group = {
  names: [
    named('clip.anyHigh', 'square root of the share of pixels with a channel at 250 or more of 255'),
    named('clip.allHigh', 'square root of the share with every channel at 250 or more'),
    named('clip.anyLow', 'square root of the share with a channel below 5 of 255'),
    named('clip.allLow', 'square root of the share with every channel below 5'),
    ...['red', 'green', 'blue'].map((c) =>
      named(`clip.${c}`, `square root of the share with ${c} at 250 or more`),
    ),
  ],
  measure({ encoded, pixels }) {
    const counts = new Float64Array(7);
    for (let i = 0; i < pixels; i++) {
      let high = 0;
      let low = 0;
      for (let c = 0; c < 3; c++) {
        const value = encoded[3 * i + c];
        if (value >= 250 / 255) {
          high++;
          counts[4 + c]++;
        }
        // In float32 a 5 is a little more than this, so it does not count.
        if (value <= 5 / 255) low++;
      }
      if (high > 0) counts[0]++;
      if (high === 3) counts[1]++;
      if (low > 0) counts[2]++;
      if (low === 3) counts[3]++;
    }
    // Square roots, as a hundredth of a photo clipped already matters.
    return Array.from(counts, (n) => Math.sqrt(n / pixels));
  },
};

const casts: Group = {
  names: [
    ...RANGES.flatMap((id) => [
      named(
        `cast.${id}.a`,
        `mean a* of near-neutral ${id}, over 25, less where they are few; positive is magenta`,
      ),
      named(
        `cast.${id}.b`,
        `mean b* of near-neutral ${id}, over 25, less where they are few; positive is yellow`,
      ),
    ]),
    named('cast.a', 'mean a* of all pixels, over 25'),
    named('cast.b', 'mean b* of all pixels, over 25'),
    named('cast.neutral', 'how much of the photo is near neutral, 0 to 1'),
    named('cast.grey.red', 'log2 of mean linear red over green, over 2, cut to [-1, 1]'),
    named('cast.grey.blue', 'log2 of mean linear blue over green, over 2, cut to [-1, 1]'),
    named('cast.white.red', 'the same of the lightest 2 % of pixels'),
    named('cast.white.blue', 'the same of the lightest 2 % of pixels'),
  ],
  measure({ lightness, a, b, chroma, linear, pixels }) {
    // Begins above 0: a few neutral pixels say little, so their cast shrinks towards none.
    const weight = new Float64Array(RANGES.length).fill(pixels * HALF_TRUSTED);
    const sumA = new Float64Array(RANGES.length);
    const sumB = new Float64Array(RANGES.length);
    let neutral = 0;
    for (let i = 0; i < pixels; i++) {
      const w = Math.max(0, 1 - chroma[i] / NEUTRAL_CHROMA);
      neutral += w;
      const range = lightness[i] < MIDTONES ? 0 : lightness[i] < HIGHLIGHTS ? 1 : 2;
      weight[range] += w;
      sumA[range] += w * a[i];
      sumB[range] += w * b[i];
    }
    const [white] = percentiles(lightness, 100, [0.98]);
    return [
      ...RANGES.flatMap((_, r) => [sumA[r] / weight[r] / CAST, sumB[r] / weight[r] / CAST]),
      meanOf(a) / CAST,
      meanOf(b) / CAST,
      neutral / pixels,
      ...ratios(linear, lightness, Number.NEGATIVE_INFINITY),
      ...ratios(linear, lightness, white - 0.1),
    ];
  },
};

/** log2 of mean red and mean blue over mean green of the pixels from a lightness on, over 2, cut to [-1, 1]. */
function ratios(linear: Float32Array, lightness: Float32Array, from: number): [number, number] {
  let red = 0;
  let green = 0;
  let blue = 0;
  let count = 0;
  for (let i = 0; i < lightness.length; i++) {
    if (lightness[i] < from) continue;
    count++;
    red += linear[3 * i];
    green += linear[3 * i + 1];
    blue += linear[3 * i + 2];
  }
  const mean = (sum: number) => sum / Math.max(1, count) + DARKEST;
  const scaled = (sum: number) => Math.max(-1, Math.min(1, Math.log2(mean(sum) / mean(green)) / 2));
  return [scaled(red), scaled(blue)];
}

const GROUPS: readonly Group[] = [tone, clipping, casts];

/** The photometric statistics, one by one, in the order that `photometricStatistics` gives them. */
export const STATISTICS: readonly Statistic[] = GROUPS.flatMap((group) => group.names);

/**
 * What an editor reacts to and a network trained on objects forgets: tones, clipping, casts.
 *
 * @param raster upright, of any size; measured after area-averaging to 256 pixels on the long side at most.
 * @returns [STATISTICS.length], about [0, 1] or [-1, 1] each, never past 2, finite for every raster; a mirrored photo (left to
 *   right) has the same ones.
 * @throws an invariant violation when the raster has no pixels or its data do not fit its size.
 */
export function photometricStatistics(raster: EncodedRaster): Float32Array {
  const photo = measure(raster);
  const measured = GROUPS.flatMap((group) => group.measure(photo));
  const values = Float32Array.from(measured, (value) => Math.max(-LIMIT, Math.min(LIMIT, value)));
  invariant(values.length === STATISTICS.length, 'every statistic has one value');
  return values;
}
