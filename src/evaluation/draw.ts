import { escapeMarkup } from '../core';

/**
 * Small drawings as SVG text, for light and dark: colours are the page's, by class (see style.ts), and nothing is
 * loaded. Numbers have one decimal, so that the same data draw the same text.
 */

/** How series are told apart: c0 is what is true, c1 our model, c2 and on the others. */
export type Colour = `c${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

const number = (value: number): string => String(Number(value.toFixed(1)));

/** One series: steps over equal bins, filled or as an outline, or a line through points. */
export type Series = {
  readonly colour: Colour;
} & (
  | { readonly bars: readonly number[]; readonly filled?: boolean }
  | { readonly points: readonly (readonly [x: number, y: number])[] }
);

export interface Panel {
  readonly title: string;
  readonly width?: number;
  readonly height?: number;
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
  /** Labels under the axis, and values with a rule across. */
  readonly xLabels: readonly (readonly [value: number, label: string])[];
  readonly rules?: readonly (readonly [value: number, label: string])[];
  readonly series: readonly Series[];
}

const EDGE = { left: 4, right: 4, top: 16, bottom: 14 } as const;

/** One small panel; `rules` leave room for their labels at the left. */
export function drawPanel({
  title,
  width = 150,
  height = 90,
  x,
  y,
  xLabels,
  rules = [],
  series,
}: Panel): string {
  const left = rules.some(([, label]) => label !== '') ? 30 : EDGE.left;
  const right = width - EDGE.right;
  const bottom = height - EDGE.bottom;
  const along = (value: number) => number(left + ((right - left) * (value - x[0])) / (x[1] - x[0]));
  const up = (value: number) =>
    number(bottom - ((bottom - EDGE.top) * (Math.min(y[1], Math.max(y[0], value)) - y[0])) / (y[1] - y[0]));
  const drawn = series.map((one) => {
    if ('points' in one) {
      if (one.points.length === 0) return '';
      const path = one.points.map(([px, py]) => `${along(px)} ${up(py)}`).join('L');
      return `<path class="l ${one.colour}" d="M${path}"/>`;
    }
    const at = (bin: number) => along(x[0] + ((x[1] - x[0]) * bin) / one.bars.length);
    const steps = one.bars.map((value, bin) => `H${at(bin)}V${up(value)}`).join('');
    const outline = `M${at(0)} ${up(y[0])}${steps}H${at(one.bars.length)}V${up(y[0])}`;
    return `<path class="${one.filled ? 'f' : 'l'} ${one.colour}" d="${outline}"/>`;
  });
  return [
    `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeMarkup(title)}">`,
    `<text x="${left}" y="11" font-weight="600">${escapeMarkup(title)}</text>`,
    `<path class="rule" d="M${left} ${bottom}H${right}${rules.map(([value]) => `M${left} ${up(value)}H${right}`).join('')}"/>`,
    ...rules.map(
      ([value, label]) =>
        `<text x="${left - 3}" y="${Number(up(value)) + 3}" text-anchor="end">${escapeMarkup(label)}</text>`,
    ),
    ...xLabels.map(([value, label], i) => {
      const anchor =
        i === 0 && xLabels.length > 1 ? 'start' : i === xLabels.length - 1 && i > 0 ? 'end' : 'middle';
      return `<text x="${along(value)}" y="${height - 3}" text-anchor="${anchor}">${escapeMarkup(label)}</text>`;
    }),
    ...drawn,
    '</svg>',
  ].join('');
}

/** Panels side by side, as many in a row as there is room for. */
export const drawPanels = (panels: readonly Panel[]): string =>
  `<div class="draw">${panels.map(drawPanel).join('\n')}</div>`;

/** What the colours mean. */
export const drawKey = (entries: readonly (readonly [colour: Colour, label: string])[]): string =>
  `<ul class="key">${entries.map(([colour, label]) => `<li><i class="${colour}"></i>${escapeMarkup(label)}</li>`).join('')}</ul>`;

/** Colours of the models of the comparison, the same in all figures. */
const MODEL_COLOURS: Readonly<Record<string, Colour>> = {
  'cgm-vae': 'c1',
  mdn: 'c2',
  lbn: 'c3',
  mlp: 'c4',
  cvae: 'c5',
  neighbours: 'c6',
  mixture: 'c7',
  'mdn-hurdle': 'c8',
};

export const colourOf = (model: string): Colour => MODEL_COLOURS[model] ?? 'c8';
