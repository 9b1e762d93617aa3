import { type EncodedRaster, rasterToLab } from '../../src/colour';

/** What may go wrong with a picture, in numbers. */
export interface Health {
  /** Shares of pixels, 0 to 1, of which every channel is at least 250, or at most 5. */
  readonly white: number;
  readonly black: number;
  /** Share of pixels of L* 95 or more: a push in exposure ends in a shoulder that never quite reaches white. */
  readonly bright: number;
  /** Share of pixels that have a channel at 255 or 0 and another far from it: colours that lost their drawing. */
  readonly clippedColour: number;
  /** Quantiles of L*. */
  readonly darkest: number;
  readonly median: number;
  readonly lightest: number;
  /** Chroma in CIELAB that 98% of the pixels do not exceed. */
  readonly chroma: number;
}

/** A look's picture beside the photo's. */
export interface LookHealth extends Health {
  /** Mean a* and b* of the pixels that are nearly grey in the photo, less the photo's; NaN where there are none. */
  readonly castA: number;
  readonly castB: number;
  /** What is left of the drawing in the photo's lights, at the size that the choice sees; 1 where there are none. */
  readonly lights: number;
  /** What stands out, in words; empty where nothing does. */
  readonly flags: readonly string[];
}

const WHITE = 250;
const BLACK = 5;
const BRIGHT = 95;
/** A pixel of less chroma is nearly grey, and of these L* has a hue that can be seen. */
const GREY_CHROMA = 10;
const GREY_LIGHTNESS = [10, 96] as const;
/** With a smaller share of the photo nearly grey, there is no telling a cast. */
const LEAST_GREY = 0.01;

/** Beyond these a look is listed for the eye: they are no verdict. */
const LIMITS = {
  white: 0.04,
  black: 0.06,
  bright: 0.12,
  clippedColour: 0.08,
  cast: 10,
  chroma: 85,
  chromaGrowth: 1.4,
  darkMedian: 10,
  lightMedian: 93,
  leastRange: 45,
  lights: 0.6,
} as const;

function quantile(sorted: Float32Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export function healthOf(raster: EncodedRaster): Health {
  const { data } = raster;
  const pixels = data.length / 4;
  const lab = rasterToLab(raster);
  const lightness = new Float32Array(pixels);
  const chroma = new Float32Array(pixels);
  let [white, black, bright, clippedColour] = [0, 0, 0, 0];
  for (let i = 0; i < pixels; i++) {
    lightness[i] = lab[3 * i];
    chroma[i] = Math.hypot(lab[3 * i + 1], lab[3 * i + 2]);
    if (lab[3 * i] >= BRIGHT) bright += 1;
    const [r, g, b] = [data[4 * i], data[4 * i + 1], data[4 * i + 2]];
    const [least, most] = [Math.min(r, g, b), Math.max(r, g, b)];
    if (least >= WHITE) white += 1;
    else if (most <= BLACK) black += 1;
    else if ((most === 255 || least === 0) && most - least > 100) clippedColour += 1;
  }
  lightness.sort();
  chroma.sort();
  return {
    white: white / pixels,
    black: black / pixels,
    bright: bright / pixels,
    clippedColour: clippedColour / pixels,
    darkest: quantile(lightness, 0.02),
    median: quantile(lightness, 0.5),
    lightest: quantile(lightness, 0.98),
    chroma: quantile(chroma, 0.98),
  };
}

/** Mean a* and b* of a look's picture where the photo is nearly grey, less the photo's. */
function castOf(before: EncodedRaster, after: EncodedRaster): { castA: number; castB: number } {
  const [from, to] = [rasterToLab(before), rasterToLab(after)];
  let [a, b, count] = [0, 0, 0];
  for (let i = 0; i < from.length; i += 3) {
    if (from[i] < GREY_LIGHTNESS[0] || from[i] > GREY_LIGHTNESS[1]) continue;
    if (Math.hypot(from[i + 1], from[i + 2]) > GREY_CHROMA) continue;
    a += to[i + 1] - from[i + 1];
    b += to[i + 2] - from[i + 2];
    count += 1;
  }
  return count < (LEAST_GREY * from.length) / 3
    ? { castA: Number.NaN, castB: Number.NaN }
    : { castA: a / count, castB: b / count };
}

/** Both rasters of one size. lights: what is left of the drawing in the photo's, 0 to 1. */
export function lookHealth(before: EncodedRaster, after: EncodedRaster, lights: number): LookHealth {
  const [original, look] = [healthOf(before), healthOf(after)];
  const cast = castOf(before, after);
  const percent = (share: number) => `${(100 * share).toFixed(0)}%`;
  const flags: string[] = [];
  const flag = (stands: boolean, text: string) => {
    if (stands) flags.push(text);
  };
  const more = (key: 'white' | 'black' | 'bright' | 'clippedColour') => look[key] - original[key];
  flag(more('white') > LIMITS.white, `${percent(more('white'))} more white`);
  flag(more('black') > LIMITS.black, `${percent(more('black'))} more black`);
  flag(more('bright') > LIMITS.bright, `${percent(more('bright'))} more near white`);
  flag(more('clippedColour') > LIMITS.clippedColour, `${percent(more('clippedColour'))} more clipped colour`);
  flag(
    Math.hypot(cast.castA, cast.castB) > LIMITS.cast,
    `cast ${cast.castA.toFixed(0)}, ${cast.castB.toFixed(0)}`,
  );
  flag(
    look.chroma > LIMITS.chroma && look.chroma > LIMITS.chromaGrowth * original.chroma,
    `chroma ${original.chroma.toFixed(0)} to ${look.chroma.toFixed(0)}`,
  );
  flag(
    look.median < LIMITS.darkMedian && original.median > LIMITS.darkMedian,
    `median L* ${look.median.toFixed(0)}`,
  );
  flag(
    look.median > LIMITS.lightMedian && original.median < LIMITS.lightMedian,
    `median L* ${look.median.toFixed(0)}`,
  );
  flag(lights < LIMITS.lights, `${percent(lights)} of the drawing in the lights`);
  const range = ({ darkest, lightest }: Health) => lightest - darkest;
  flag(
    range(look) < LIMITS.leastRange && range(look) < 0.8 * range(original),
    `L* only from ${look.darkest.toFixed(0)} to ${look.lightest.toFixed(0)}`,
  );
  return { ...look, ...cast, lights, flags };
}
