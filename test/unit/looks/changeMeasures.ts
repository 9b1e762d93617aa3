/**
 * What a word for a look claims, measured otherwise than `looks/changes.ts` does: by ranks, medians and robust spreads.
 * A picture is [pixels * 3] in CIELAB. Each measure is positive where the word is true.
 */
export type Measure = (before: Float32Array, after: Float32Array) => number;

const pixels = (lab: Float32Array) => Array.from({ length: lab.length / 3 }, (_, i) => i);
const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const quantile = (values: readonly number[], share: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(share * values.length))];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const lightness = (lab: Float32Array) => pixels(lab).map((i) => lab[3 * i]);
const chroma = (lab: Float32Array) => pixels(lab).map((i) => Math.hypot(lab[3 * i + 1], lab[3 * i + 2]));

/** Mean relative luminance, as a camera would meter it, in stops. */
function exposure(lab: Float32Array): number {
  return Math.log2(mean(lightness(lab).map((l) => ((l + 16) / 116) ** 3)));
}

/** Mean distance of two pixels' tones, on an axis that pushes apart alike at both ends. */
function toneSpread(lab: Float32Array): number {
  const tones = sorted(lightness(lab).map((l) => Math.log((l + 4) / (104 - l))));
  const last = tones.length - 1;
  return mean(tones.map((tone, rank) => ((2 * rank - last) / last) * tone));
}

/** How far the least coloured quarter of the pixels went along a* (1) or b* (2). */
const castAlong =
  (axis: 1 | 2): Measure =>
  (before, after) => {
    const colour = chroma(before);
    const limit = quantile(colour, 0.25);
    const grey = pixels(before).filter((i) => colour[i] <= limit);
    return mean(grey.map((i) => after[3 * i + axis] - before[3 * i + axis]));
  };

/** Median distance of two pixels' colours, for their lightness: a cast moves both alike. */
function colourfulness(lab: Float32Array): number {
  const all = pixels(lab);
  const apart = all.map((i) => {
    const j = (i * 7 + 31) % all.length;
    return Math.hypot(lab[3 * i + 1] - lab[3 * j + 1], lab[3 * i + 2] - lab[3 * j + 2]);
  });
  return (mean(apart) + 1) / (mean(lightness(lab)) + 15);
}

const change =
  (of: (lab: Float32Array) => number): Measure =>
  (before, after) =>
    of(after) - of(before);
const logChange =
  (of: (lab: Float32Array) => number): Measure =>
  (before, after) =>
    Math.log(of(after) / of(before));
const opposite =
  (measure: Measure): Measure =>
  (before, after) =>
    -measure(before, after);

const brighter = change(exposure);
const punchier = logChange(toneSpread);
const warmer = castAlong(2);
const rosier = castAlong(1);
const vivid = logChange(colourfulness);

/** By word, every word that a look can be called. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  brighter,
  darker: opposite(brighter),
  punchier,
  softer: opposite(punchier),
  warmer,
  cooler: opposite(warmer),
  rosier,
  greener: opposite(rosier),
  vivid,
  muted: opposite(vivid),
  matte: change((lab) => quantile(lightness(lab), 0.03)),
  'near monochrome': (before, after) =>
    Math.min(6 - quantile(chroma(after), 0.9), quantile(chroma(before), 0.9) - 6),
};
