import { type EncodedRaster, luminanceWeights } from '../colour';
import { invariant } from '../core';
import { distances, integral, type Measured, meanOf, measure, moments, percentiles } from './measured';

/** Goes up whenever a statistic is measured differently: part of the features' version. */
export const STATISTICS_VERSION = 2;

/** One photometric statistic: how it is called in reports, and what it says. */
export interface Statistic {
  readonly id: string;
  readonly meaning: string;
}

/** Some statistics that are measured together, and their names in the order of the numbers. */
interface Group {
  readonly names: readonly Statistic[];
  measure(photo: Measured, space: EncodedRaster['space']): readonly number[];
}

const TONE_SHARES = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99];
const CHROMA_SHARES = [0.5, 0.9, 0.99];
const NEUTRAL_CHROMA = 14;
/** Share of near-neutral pixels at which half of their cast counts: the glow around a setting sun is no white wall. */
const HALF_TRUSTED = 0.06;
const HUES = 8;
const CONTRAST_RADII = [1, 2, 4, 8, 16, 32];
const RANGES = [
  { id: 'shadows', low: 0, high: 35 },
  { id: 'midtones', low: 35, high: 70 },
  { id: 'highlights', low: 70, high: Number.POSITIVE_INFINITY },
];
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

const light: Group = {
  names: [
    named('light.key', 'mean of log2 luminance (white 0, floor -12 EV), plus 3 EV, over 6'),
    named('light.spread', 'standard deviation of log2 luminance, over 4 EV'),
    named('light.mean', 'mean linear luminance'),
  ],
  measure({ linear, pixels }, space) {
    const [r, g, b] = luminanceWeights(space);
    const logs = new Float32Array(pixels);
    let sum = 0;
    for (let i = 0; i < pixels; i++) {
      const y = r * linear[3 * i] + g * linear[3 * i + 1] + b * linear[3 * i + 2];
      logs[i] = Math.log2(Math.max(DARKEST, y));
      sum += y;
    }
    const mean = sum / pixels;
    const key = meanOf(logs);
    const { spread } = moments(logs, key);
    return [(key + 3) / 6, spread / 4, mean];
  },
};

const clipping: Group = {
  names: [
    named('clip.anyHigh', 'square root of the share of pixels with a channel at 250 or more of 255'),
    named('clip.allHigh', 'square root of the share with every channel at 250 or more'),
    named('clip.anyLow', 'square root of the share with a channel at 5 or less of 255'),
    named('clip.allLow', 'square root of the share with every channel at 5 or less'),
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

/** A pixel counts fully as neutral at no chroma, and not at all from NEUTRAL_CHROMA on. */
const neutrality = (chroma: number) => Math.max(0, 1 - chroma / NEUTRAL_CHROMA);

const casts: Group = {
  names: [
    ...RANGES.flatMap(({ id }) => [
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
  measure(photo) {
    const { lightness, a, b, chroma, linear, pixels } = photo;
    const out: number[] = [];
    for (const { low, high } of RANGES) {
      // Begins above 0: a few neutral pixels say little, so their cast shrinks towards none.
      let weight = pixels * HALF_TRUSTED;
      let sumA = 0;
      let sumB = 0;
      for (let i = 0; i < pixels; i++) {
        if (lightness[i] < low || lightness[i] >= high) continue;
        const w = neutrality(chroma[i]);
        weight += w;
        sumA += w * a[i];
        sumB += w * b[i];
      }
      out.push(sumA / weight / CAST, sumB / weight / CAST);
    }
    let neutral = 0;
    for (let i = 0; i < pixels; i++) neutral += neutrality(chroma[i]);
    out.push(meanOf(a) / CAST, meanOf(b) / CAST, neutral / pixels);
    const [white] = percentiles(lightness, 100, [0.98]);
    return [
      ...out,
      ...ratios(linear, pixels, () => true),
      ...ratios(linear, pixels, (i) => lightness[i] >= white - 0.1),
    ];
  },
};

/** log2 of mean red and mean blue over mean green of some pixels, over 2, cut to [-1, 1]. */
function ratios(linear: Float32Array, pixels: number, chosen: (i: number) => boolean): [number, number] {
  const sums = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < pixels; i++) {
    if (!chosen(i)) continue;
    count++;
    for (let c = 0; c < 3; c++) sums[c] += linear[3 * i + c];
  }
  const [red, green, blue] = sums.map((sum) => sum / Math.max(1, count) + DARKEST);
  const scaled = (value: number) => Math.max(-1, Math.min(1, Math.log2(value / green) / 2));
  return [scaled(red), scaled(blue)];
}

const colour: Group = {
  names: [
    named('chroma.mean', 'mean chroma C*, over 60'),
    named('chroma.spread', 'standard deviation of C*, over 40'),
    ...CHROMA_SHARES.map((p) => named(`chroma.p${percent(p)}`, `${percent(p)}th percentile of C*, over 100`)),
    ...Array.from({ length: HUES }, (_, h) => {
      const from = (h * 360) / HUES;
      return named(
        `hue.${from}`,
        `chroma (C* over 60) of hues ${from} to ${from + 360 / HUES} degrees, a mean over the photo`,
      );
    }),
    named('hue.skin', 'share of pixels as light, as coloured and of the hue that skin has'),
  ],
  measure({ lightness, a, b, chroma, pixels }) {
    const mean = meanOf(chroma);
    const { spread } = moments(chroma, mean);
    const hues = new Float64Array(HUES);
    let skin = 0;
    for (let i = 0; i < pixels; i++) {
      hues[octant(a[i], b[i])] += chroma[i] / 60;
      const hue = a[i] > 0 && b[i] > 0.47 * a[i] && b[i] < 4 * a[i];
      if (hue && chroma[i] > 12 && chroma[i] < 50 && lightness[i] > 25 && lightness[i] < 92) skin++;
    }
    const at = percentiles(chroma, 150, CHROMA_SHARES).map((value) => value / 100);
    return [mean / 60, spread / 40, ...at, ...Array.from(hues, (sum) => sum / pixels), skin / pixels];
  },
};

/** Which eighth of the hue circle a* and b* lie in, from 0 degrees on. */
function octant(a: number, b: number): number {
  if (b >= 0) return a > 0 ? (b < a ? 0 : 1) : -a < b ? 2 : 3;
  return a <= 0 ? (b > a ? 4 : 5) : a < -b ? 6 : 7;
}

const contrast: Group = {
  names: [
    ...CONTRAST_RADII.map((r) =>
      named(`contrast.${r}`, `mean distance of L* from its mean over ${2 * r + 1} pixels of 256, over 12`),
    ),
    named('contrast.shadows', 'that over 9 pixels, of the darker half of the photo'),
    named('contrast.highlights', 'that over 9 pixels, of the lighter half of the photo'),
    named(
      'contrast.haze',
      'mean of the darkest channel, the least of 15 x 15 pixels: how much veil lies over it',
    ),
    named('layout.topBottom', 'mean L* of the upper third less that of the lower third, over 60'),
    named('layout.centre', 'mean L* of the middle ninth less that of the rest, over 60'),
    named('layout.aspect', 'log2 of width over height, over 2, cut to [-1, 1]'),
  ],
  measure(photo) {
    const { width, height, pixels, lightness } = photo;
    const sums = integral(lightness, width, height);
    const [median] = percentiles(lightness, 100, [0.5]);
    const plain = new Float32Array(pixels);
    const out: number[] = [];
    const halves = [0, 0];
    for (const radius of CONTRAST_RADII) {
      // Wide means change slowly, so every fourth row tells enough.
      const step = radius >= 8 ? 4 : 1;
      out.push(distances(sums, lightness, width, height, radius, step, plain) / 12);
      if (radius !== 4) continue;
      const counts = [0, 0];
      for (let i = 0; i < pixels; i++) {
        const half = lightness[i] > median ? 1 : 0;
        halves[half] += plain[i] / 12;
        counts[half]++;
      }
      for (const half of [0, 1]) halves[half] /= Math.max(1, counts[half]);
    }
    return [...out, ...halves, haze(photo), ...layout(photo, sums)];
  },
};

/** He et al. 2009's dark channel, over blocks instead of a sliding window. */
function haze({ encoded, width, height }: Measured): number {
  const across = Math.max(1, Math.round(width / 15));
  const down = Math.max(1, Math.round(height / 15));
  let sum = 0;
  for (let v = 0; v < down; v++) {
    for (let u = 0; u < across; u++) {
      let least = 1;
      for (let y = Math.floor((v * height) / down); y < Math.ceil(((v + 1) * height) / down); y++) {
        for (let x = Math.floor((u * width) / across); x < Math.ceil(((u + 1) * width) / across); x++) {
          const at = 3 * (y * width + x);
          least = Math.min(least, encoded[at], encoded[at + 1], encoded[at + 2]);
        }
      }
      sum += least;
    }
  }
  return sum / (across * down);
}

function layout({ width, height, pixels, lightness }: Measured, sums: Float64Array): number[] {
  const stride = width + 1;
  const total = (x0: number, y0: number, x1: number, y1: number) =>
    sums[y1 * stride + x1] - sums[y0 * stride + x1] - sums[y1 * stride + x0] + sums[y0 * stride + x0];
  const third = Math.max(1, Math.floor(height / 3));
  const upper = total(0, 0, width, third) / (width * third);
  const lower = total(0, height - third, width, height) / (width * third);
  const left = Math.floor(width / 3);
  const top = Math.floor(height / 3);
  const inside = (width - 2 * left) * (height - 2 * top);
  const middle = total(left, top, width - left, height - top);
  const rest = pixels > inside ? (total(0, 0, width, height) - middle) / (pixels - inside) : lightness[0];
  const aspect = Math.max(-1, Math.min(1, Math.log2(width / height) / 2));
  return [(upper - lower) / 60, (middle / inside - rest) / 60, aspect];
}

const GROUPS: readonly Group[] = [tone, light, clipping, casts, colour, contrast];

/** The photometric statistics, one by one, in the order that `photometricStatistics` gives them. */
export const STATISTICS: readonly Statistic[] = GROUPS.flatMap((group) => group.names);

/**
 * What an editor reacts to and a network trained on objects forgets: tones, clipping, casts, chroma, contrast.
 *
 * @param raster upright, of any size; measured after area-averaging to 256 pixels on the long side at most.
 * @returns [STATISTICS.length], about [0, 1] or [-1, 1] each, never past 2, finite for every raster; a mirrored photo (left to
 *   right) has the same ones.
 * @throws an invariant violation when the raster has no pixels or its data do not fit its size.
 */
export function photometricStatistics(raster: EncodedRaster): Float32Array {
  const photo = measure(raster);
  const measured = GROUPS.flatMap((group) => group.measure(photo, raster.space));
  const values = Float32Array.from(measured, (value) => Math.max(-LIMIT, Math.min(LIMIT, value)));
  invariant(values.length === STATISTICS.length, 'every statistic has one value');
  return values;
}
