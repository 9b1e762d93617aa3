/** How a developed photo differs from its original, in one direction. */
export interface Change {
  /** The word for this direction, lower case. */
  readonly word: string;
  /** In units of a clearly visible change. */
  readonly strength: number;
}

/** What a picture is like, in CIELAB. */
export interface Impression {
  /** [pixels * 3] */
  readonly lab: Float32Array;
  readonly lightness: number;
  /** Spread of L* as a share of the greatest that this lightness allows: brightening alone does not change it much. */
  readonly contrast: number;
  readonly darkest: number;
  readonly chroma: number;
}

/** Below this mean chroma a picture is as good as black and white. */
const COLOURLESS = 3.5;
/** L* of a black that is no longer one. */
const LIFTED = 8;

export function impression(lab: Float32Array): Impression {
  const pixels = lab.length / 3;
  let [lightness, squares, chroma] = [0, 0, 0];
  const ordered = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const l = lab[i * 3];
    ordered[i] = l;
    lightness += l / pixels;
    squares += (l * l) / pixels;
    chroma += Math.hypot(lab[i * 3 + 1], lab[i * 3 + 2]) / pixels;
  }
  ordered.sort();
  const spread = Math.sqrt(Math.max(0, squares - lightness * lightness));
  return {
    lab,
    lightness,
    contrast: (spread + 1) / (Math.sqrt(lightness * Math.max(0, 100 - lightness)) + 5),
    darkest: ordered[Math.floor(pixels * 0.02)],
    chroma,
  };
}

/** Variance of a* and b* below which a picture's colours do not tell strength from a cast. */
const LEAST_VARIANCE = 9;

/**
 * The factor that colours grew by about their mean: the slope of a*, b* after on a*, b* before. A cast moves all
 * colours alike and leaves it at 1. Where the colours hardly differ, the ratio of the chromas decides.
 */
function growthOfColour(before: Impression, after: Impression): number {
  const pixels = before.lab.length / 3;
  const mean = (lab: Float32Array, c: number): number => {
    let sum = 0;
    for (let i = c; i < lab.length; i += 3) sum += lab[i];
    return sum / pixels;
  };
  let [together, alone] = [0, 0];
  for (const c of [1, 2]) {
    const [from, to] = [mean(before.lab, c), mean(after.lab, c)];
    for (let i = c; i < before.lab.length; i += 3) {
      together += ((before.lab[i] - from) * (after.lab[i] - to)) / pixels;
      alone += ((before.lab[i] - from) * (before.lab[i] - from)) / pixels;
    }
  }
  const ratio = (after.chroma + 1) / (before.chroma + 1);
  return Math.max(0.01, (together + LEAST_VARIANCE * ratio) / (alone + LEAST_VARIANCE));
}

/** Chroma at which a pixel counts e^-1 for the cast, and what every pixel counts: strong colours only get stronger. */
const NEUTRAL_CHROMA = 12;
const LEAST_WEIGHT = 0.02;

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
  return { word: value > 0 ? more : less, strength: Math.abs(value) / unit };
}

/** Colour for its lightness is what vivid means: brightening alone makes nothing vivid. */
const forLightness = ({ lightness }: Impression) => lightness + 15;

function colourChanges(before: Impression, after: Impression): Change[] {
  if (after.chroma < COLOURLESS && before.chroma > 2 * COLOURLESS) {
    return [{ word: 'near monochrome', strength: 9 }];
  }
  const growth = growthOfColour(before, after);
  const cast = castBetween(before.lab, after.lab, growth);
  const vivid = (growth * forLightness(before)) / forLightness(after);
  const casts = [direction(cast.b, 2.5, 'warmer', 'cooler'), direction(cast.a, 2.5, 'rosier', 'greener')];
  // What has no colour does not become vivid.
  const isGrey = before.chroma < COLOURLESS && after.chroma < COLOURLESS;
  return isGrey ? casts : [...casts, direction(Math.log(vivid), 0.15, 'vivid', 'muted')];
}

/** All changes, the strongest first. */
export function changesBetween(before: Impression, after: Impression): Change[] {
  const lifted = after.darkest > LIFTED ? Math.max(0, after.darkest - before.darkest) : 0;
  return [
    direction(after.lightness - before.lightness, 3, 'brighter', 'darker'),
    direction(Math.log(after.contrast / before.contrast), 0.1, 'punchier', 'softer'),
    ...colourChanges(before, after),
    { word: 'matte', strength: lifted / 4 },
  ].sort((one, other) => other.strength - one.strength);
}
