/** How a developed photo differs from its original, in one direction. */
export interface Change {
  /** The word for this direction, lower case. */
  readonly word: string;
  /** The other way, where there is one. */
  readonly opposite?: string;
  /** In units of a clearly visible change. */
  readonly strength: number;
}

/** What a picture is like, in CIELAB. */
export interface Impression {
  /** [pixels * 3] */
  readonly lab: Float32Array;
  readonly lightness: number;
  /** log2 of the mean luminance, white being 0. */
  readonly stops: number;
  /** Spread of L* as a share of the greatest that this lightness allows: brightening alone does not change it much. */
  readonly contrast: number;
  /** Distance between the tenth darkest and the tenth lightest of the pixels, on an axis that is fair to both ends. */
  readonly tones: number;
  readonly darkest: number;
  readonly chroma: number;
  /** Chroma that a tenth of the pixels exceed. */
  readonly strongest: number;
}

/** Below this mean chroma, at middle lightness, a picture is as good as black and white. */
const COLOURLESS = 3.5;
/** And not with a tenth of the pixels above this chroma: that much colour is seen. */
const COLOUR = 6;
/** What is left of the colours, at most, where they are as good as gone. */
const GONE = 0.5;
/** L* of a black that is no longer one. */
const LIFTED = 8;

const luminanceOf = (l: number): number => ((l + 16) / 116) ** 3;
const lightnessOf = (luminance: number): number => 116 * Math.cbrt(luminance) - 16;

/** L* from black to white on a logistic axis: brightening or darkening alone moves all tones about alike. */
const tone = (l: number): number => Math.log((l + 4) / (104 - l));

/** What two ways of measuring one change both say: the lesser, or nothing where they contradict each other. */
function agreed(one: number, other: number): number {
  return one * other <= 0 ? 0 : Math.sign(one) * Math.min(Math.abs(one), Math.abs(other));
}

export function impression(lab: Float32Array): Impression {
  const pixels = lab.length / 3;
  let [lightness, luminance, squares, chroma] = [0, 0, 0, 0];
  const ordered = new Float32Array(pixels);
  const chromas = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const l = lab[i * 3];
    ordered[i] = l;
    lightness += l / pixels;
    luminance += luminanceOf(l) / pixels;
    squares += (l * l) / pixels;
    chromas[i] = Math.hypot(lab[i * 3 + 1], lab[i * 3 + 2]);
    chroma += chromas[i] / pixels;
  }
  ordered.sort();
  chromas.sort();
  const spread = Math.sqrt(Math.max(0, squares - lightness * lightness));
  return {
    lab,
    lightness,
    stops: Math.log2(luminance),
    contrast: (spread + 1) / (Math.sqrt(lightness * Math.max(0, 100 - lightness)) + 5),
    tones: tone(ordered[Math.floor(pixels * 0.9)]) - tone(ordered[Math.floor(pixels * 0.1)]) + 0.2,
    darkest: ordered[Math.floor(pixels * 0.02)],
    chroma,
    strongest: chromas[Math.floor(pixels * 0.9)],
  };
}

/** Chroma that is still nearly grey: there a pixel counts e^-1 for the cast. */
const NEUTRAL_CHROMA = 12;
/** What every pixel counts for the cast: strong colours only get stronger. */
const LEAST_WEIGHT = 0.02;
/** Variance of a* and b* below which a picture's colours do not tell strength from a cast. */
const LEAST_VARIANCE = 9;

/**
 * The factor that colours grew by about their mean, in two ways: the slope of a*, b* after on a*, b* before, and the ratio
 * of their spreads. A cast moves all colours alike and leaves both at 1. Where the colours hardly differ, the ratio of the
 * chromas decides, as far as there was colour that could have grown: what a nearly grey picture gains is a cast.
 */
function growthOfColour(before: Impression, after: Impression): { slope: number; spread: number } {
  const pixels = before.lab.length / 3;
  const mean = (lab: Float32Array, c: number): number => {
    let sum = 0;
    for (let i = c; i < lab.length; i += 3) sum += lab[i];
    return sum / pixels;
  };
  let [together, alone, then] = [0, 0, 0];
  for (const c of [1, 2]) {
    const [from, to] = [mean(before.lab, c), mean(after.lab, c)];
    for (let i = c; i < before.lab.length; i += 3) {
      together += ((before.lab[i] - from) * (after.lab[i] - to)) / pixels;
      alone += (before.lab[i] - from) ** 2 / pixels;
      then += (after.lab[i] - to) ** 2 / pixels;
    }
  }
  const coloured = 1 - Math.exp(-((before.chroma / NEUTRAL_CHROMA) ** 2));
  const ratio = 1 + coloured * ((after.chroma + 1) / (before.chroma + 1) - 1);
  return {
    slope: Math.max(0.01, (together + LEAST_VARIANCE * ratio) / (alone + LEAST_VARIANCE)),
    spread: Math.sqrt((then + LEAST_VARIANCE * ratio ** 2) / (alone + LEAST_VARIANCE)),
  };
}

/** Mean change of a* and b* beyond the growth, most of all where there was little colour. */
function castBetween(before: Float32Array, after: Float32Array, growth: number): { a: number; b: number } {
  let [a, b, total] = [0, 0, 0];
  for (let i = 0; i < before.length; i += 3) {
    const chroma = Math.hypot(before[i + 1], before[i + 2]);
    const weight = LEAST_WEIGHT + Math.exp(-((chroma / NEUTRAL_CHROMA) ** 2));
    a += weight * (after[i + 1] - growth * before[i + 1]);
    b += weight * (after[i + 2] - growth * before[i + 2]);
    total += weight;
  }
  return { a: a / total, b: b / total };
}

function direction(value: number, unit: number, more: string, less: string): Change {
  const [word, opposite] = value > 0 ? [more, less] : [less, more];
  return { word, opposite, strength: Math.abs(value) / unit };
}

/** Colour for its lightness is what vivid means: brightening alone makes nothing vivid. */
const forLightness = ({ lightness }: Pick<Impression, 'lightness'>) => lightness + 15;

function colourChanges(before: Impression, after: Impression): Change[] {
  const colourless = (COLOURLESS * forLightness(after)) / forLightness({ lightness: 50 });
  const growth = growthOfColour(before, after);
  // A cast that cancels a picture's own leaves little chroma too, and yet its colours.
  const isGone = after.chroma < colourless && after.strongest < COLOUR && growth.slope < GONE;
  if (isGone && before.chroma > 1.5 * COLOURLESS) {
    return [{ word: 'near monochrome', strength: 9 }];
  }
  // A muted picture is not warmer for what is left of its yellow: the colours themselves must have moved that way too.
  const grown = castBetween(before.lab, after.lab, growth.slope);
  const bare = castBetween(before.lab, after.lab, 1);
  const cast = { a: agreed(grown.a, bare.a), b: agreed(grown.b, bare.b) };
  const lighter = Math.log(forLightness(after) / forLightness(before));
  const vivid = agreed(Math.log(growth.slope) - lighter, Math.log(growth.spread) - lighter);
  const casts = [direction(cast.b, 2.5, 'warmer', 'cooler'), direction(cast.a, 2.5, 'rosier', 'greener')];
  // What has no colour becomes neither vivid nor muted.
  const isGrey = before.chroma < COLOURLESS;
  return isGrey ? casts : [...casts, direction(vivid, 0.15, 'vivid', 'muted')];
}

/** All changes, the strongest first. */
export function changesBetween(before: Impression, after: Impression): Change[] {
  // Brightening alone lifts blacks too, as it lifts all.
  const brightened = lightnessOf(luminanceOf(before.darkest) * 2 ** Math.max(0, after.stops - before.stops));
  const lifted = after.darkest > LIFTED ? Math.max(0, after.darkest - brightened) : 0;
  const brightness = agreed((after.lightness - before.lightness) / 3, (after.stops - before.stops) / 0.15);
  const contrast = agreed(Math.log(after.contrast / before.contrast), Math.log(after.tones / before.tones));
  return [
    direction(brightness, 1, 'brighter', 'darker'),
    direction(contrast, 0.1, 'punchier', 'softer'),
    ...colourChanges(before, after),
    { word: 'matte', strength: lifted / 4 },
  ].sort((one, other) => other.strength - one.strength);
}
