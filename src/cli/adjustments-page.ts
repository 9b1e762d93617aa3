import { decodeSrgb, encodeSrgb, luminanceWeights, oklabToRgb, rgbToOklab } from '../colour';
import { developPixel, type PhotoFacts, planDevelop } from '../develop/reference';
import { ADJUSTMENTS, type AdjustmentDefinition, type AdjustmentId, NEUTRAL } from '../edit';
import { type KeyEntry, type Line, plotPair } from './plots';

/** What each does, in two sentences. */
const WORDS: Readonly<Record<AdjustmentId, readonly [string, string]>> = {
  temp: [
    'Makes the light of the photo warmer or colder, as if the white it was made for were another.',
    'It moves white along the line of glowing bodies, 75 mired at 100, and adapts all colours to it (Bradford).',
  ],
  tint: [
    'Takes green or magenta casts away, or adds them: to the right is magenta.',
    'It moves white across that line, 0.023 in CIE 1960 uv at 100, and adapts all colours to it.',
  ],
  exposure: [
    'Makes the photo lighter or darker in stops, as a longer or shorter exposure would.',
    'Upwards bright tones roll off before white and do not clip; downwards white stays whitish while the middle falls.',
  ],
  contrast: [
    'Draws light and dark tones apart, or together, about a mid-grey that stays.',
    'Black and white stay as well, and a setting is undone exactly by its opposite.',
  ],
  highlights: [
    'Brings bright areas down, so that skies and faces show what is in them, or up.',
    'The gain follows the surroundings of a pixel, not the pixel, so fine detail keeps its contrast, and edges get no halo.',
  ],
  shadows: [
    'Opens dark areas, or closes them.',
    'The gain follows the surroundings of a pixel, not the pixel, so what lies in the shade does not go flat.',
  ],
  whites: [
    'Moves the bright end of this very photo: at 100 its white point goes a little past white, at -100 it comes down.',
    'It acts above a third of the white point, and arrives at white by a soft knee.',
  ],
  blacks: [
    'Moves the dark end of this very photo: at -100 its black point goes to black, at 100 it is lifted to a dark grey.',
    'It acts below the middle tones, and arrives at black by a soft toe.',
  ],
  clarity: [
    'Makes the contrast between a place and its surroundings stronger, or softer like a glow.',
    'Mid-tones change most and smooth areas not at all, so the plot shows a ramp whose pixels are half a stop lighter, and half a stop darker, than what surrounds them.',
  ],
  vibrance: [
    'Makes dull colours livelier and leaves vivid ones nearly as they are.',
    'Skin gets less than half of it, and no colour goes beyond the most vivid that the photo already has.',
  ],
  saturation: [
    'Makes all colours stronger by one factor, or weaker down to black and white at -100.',
    'Hue stays, and what would leave the screen’s gamut is drawn in softly.',
  ],
};

const SHARES = [-1, -0.5, 0.5, 1] as const;
const COLOURS = ['#1d4f9e', '#6fa8e0', '#eda63f', '#b5391a'] as const;
const GREY = '#999';
/** An ordinary photo: its tones reach from code 8 to code 250. */
const FACTS: PhotoFacts = {
  space: 'srgb',
  whitePoint: decodeSrgb(250 / 255),
  blackPoint: decodeSrgb(8 / 255),
  maximumChroma: 0.2,
};
const RAMP_STEPS = 48;
const TABLE_CODES = [16, 64, 128, 192, 240] as const;
/** The wheel: two rings of OKLab chroma at one lightness. */
const WHEEL_LIGHTNESS = 0.7;
const WHEEL_CHROMAS = [0.05, 0.1] as const;
const WHEEL_HUES = 36;
/** Clarity needs detail, in EV; everything else is shown without any. */
const DETAIL = 0.5;

const out = new Float64Array(3);
const Y = luminanceWeights('srgb');

function planOf({ id, max }: AdjustmentDefinition, share: number) {
  return planDevelop({ ...NEUTRAL, [id]: share * max }, FACTS);
}

/** The 8-bit code, unrounded, of the luminance that a grey becomes; detail in EV above its surroundings. */
function greyResponse(row: AdjustmentDefinition, share: number, code: number, detail = 0): number {
  const y = decodeSrgb(code / 255);
  developPixel(planOf(row, share), y, y, y, detail / 2, detail, y * 2 ** -detail, out);
  return 255 * encodeSrgb(Y[0] * out[0] + Y[1] * out[1] + Y[2] * out[2]);
}

/** OKLab a, b of the wheel's ring, developed. */
function ring(row: AdjustmentDefinition, share: number, chroma: number): [number, number][] {
  return Array.from({ length: WHEEL_HUES + 1 }, (_, i) => {
    const angle = (2 * Math.PI * (i % WHEEL_HUES)) / WHEEL_HUES;
    const [r, g, b] = oklabToRgb(
      [WHEEL_LIGHTNESS, chroma * Math.cos(angle), chroma * Math.sin(angle)],
      'srgb',
    );
    const y = Y[0] * r + Y[1] * g + Y[2] * b;
    developPixel(planOf(row, share), r, g, b, 0, 0, y, out);
    const [, A, B] = rgbToOklab([out[0], out[1], out[2]], 'srgb');
    return [A, B];
  });
}

function rampLines(row: AdjustmentDefinition): Line[] {
  const codes = Array.from({ length: RAMP_STEPS + 1 }, (_, i) => (255 * i) / RAMP_STEPS);
  const details = row.id === 'clarity' ? [DETAIL, -DETAIL] : [0];
  const neutral = codes.map((code) => [code, code] as const);
  return [
    { points: neutral, colour: GREY, dashed: true },
    ...SHARES.flatMap((share, i) =>
      details.map((detail) => ({
        points: codes.map((code) => [code, greyResponse(row, share, code, detail)] as const),
        colour: COLOURS[i],
      })),
    ),
  ];
}

function wheelLines(row: AdjustmentDefinition): Line[] {
  return WHEEL_CHROMAS.flatMap((chroma) => [
    { points: ring(row, 0, chroma), colour: GREY, dashed: true },
    ...SHARES.map((share, i) => ({ points: ring(row, share, chroma), colour: COLOURS[i] })),
  ]);
}

const signed = (value: number): string => `${value > 0 ? '+' : ''}${value}`;

function plot(row: AdjustmentDefinition): string {
  const key: KeyEntry[] = SHARES.map((share, i) => ({
    label: `${signed(share * row.max)}${row.unit && ` ${row.unit}`}`,
    colour: COLOURS[i],
  }));
  return plotPair(
    `${row.label}: what a grey ramp and a colour wheel become at ${key.map(({ label }) => label).join(', ')}`,
    [
      {
        title: 'Grey ramp',
        range: [0, 255],
        xLabel: 'in, 8-bit code',
        yLabel: 'out',
        grid: [64, 128, 192],
        lines: rampLines(row),
      },
      {
        title: 'Colour wheel',
        range: [-0.22, 0.22],
        xLabel: 'a: green to red',
        yLabel: 'b: blue to yellow',
        grid: [-0.1, 0, 0.1],
        lines: wheelLines(row),
      },
    ],
    key,
  );
}

function section(row: AdjustmentDefinition): string {
  const { id, label, min, max, step, unit, xmp } = row;
  const names = xmp.rendered === xmp.raw ? xmp.rendered : `${xmp.rendered} (raw photos: ${xmp.raw})`;
  const detail = id === 'clarity' ? DETAIL : 0;
  const cells = (values: readonly (string | number)[]): string => `| ${values.join(' | ')} |`;
  return [
    `## ${label}`,
    '',
    WORDS[id as AdjustmentId].join(' '),
    '',
    `${min} to ${max}${unit && ` ${unit}`}, in steps of ${step}. In XMP: ${names}.`,
    '',
    `![${label}: response of a grey ramp and of a colour wheel](adjustments/${id}.svg)`,
    '',
    cells([`grey${detail > 0 ? ', half a stop above its surroundings' : ''}`, ...TABLE_CODES]),
    cells(['---', ...TABLE_CODES.map(() => '---')]),
    ...SHARES.map((share) =>
      cells([
        signed(share * max),
        ...TABLE_CODES.map((code) => greyResponse(row, share, code, detail).toFixed(0)),
      ]),
    ),
    '',
  ].join('\n');
}

/** Every file of the page, by its path under docs: the page itself and a plot an adjustment. */
export function adjustmentsPage(): Map<string, string> {
  const intro = [
    '# The adjustments',
    '',
    'What each of the eleven sliders does. This page is made by `npm run docs:adjustments` from the table of adjustments',
    'and the reference renderer (`src/develop/reference`); a test says when it is out of date.',
    '',
    'On the left of each plot, a grey ramp in large areas: the luminance that comes out for each 8-bit sRGB code that goes',
    'in. On the right, a wheel of colours of one lightness (OKLab L 0.7) at two strengths (chroma 0.05 and 0.1), seen from',
    'above: its place on the axes is its hue and strength. Dashed grey is the photo untouched. Whites and Blacks ask the',
    'photo for its end points: here they are codes 250 and 8. Numbers below are the same ramp, read at five codes.',
    '',
  ].join('\n');
  const files = new Map<string, string>([
    ['adjustments.md', [intro, ...ADJUSTMENTS.map(section)].join('\n')],
  ]);
  for (const row of ADJUSTMENTS) files.set(`adjustments/${row.id}.svg`, plot(row));
  return files;
}
