import { escapeMarkup } from '../core';
/** Small line plots as SVG text, the same on every machine: plain numbers with one decimal, no fonts to load. */

export interface Line {
  readonly points: readonly (readonly [number, number])[];
  readonly colour: string;
  readonly dashed?: boolean;
}

export interface Panel {
  readonly title: string;
  /** Least and largest value on both axes. */
  readonly range: readonly [number, number];
  readonly xLabel: string;
  readonly yLabel: string;
  /** Values with a grid line. */
  readonly grid: readonly number[];
  readonly lines: readonly Line[];
}

export interface KeyEntry {
  readonly label: string;
  readonly colour: string;
}

const SIDE = 200;
const LEFT = 34;
const TOP = 24;
const WIDTH = 2 * (LEFT + SIDE) + 16;
const HEIGHT = TOP + SIDE + 48;

const number = (value: number): string => String(Number(value.toFixed(1)));
function drawPanel({ title, range, xLabel, yLabel, grid, lines }: Panel, left: number): string[] {
  const [low, high] = range;
  const x = (value: number): string => number(left + (SIDE * (value - low)) / (high - low));
  const y = (value: number): string => number(TOP + SIDE - (SIDE * (value - low)) / (high - low));
  const rules = grid.flatMap((value) => [
    `M${x(value)} ${y(low)}V${y(high)}`,
    `M${x(low)} ${y(value)}H${x(high)}`,
  ]);
  return [
    `<text x="${left}" y="15" font-weight="bold">${escapeMarkup(title)}</text>`,
    `<path d="${rules.join('')}" stroke="#ddd"/>`,
    `<rect x="${left}" y="${TOP}" width="${SIDE}" height="${SIDE}" stroke="#999"/>`,
    ...lines.map(({ points, colour, dashed }) => {
      const path = points.map(([px, py]) => `${x(px)} ${y(py)}`).join('L');
      return `<path d="M${path}" stroke="${colour}"${dashed ? ' stroke-dasharray="3 3"' : ' stroke-width="1.5"'}/>`;
    }),
    `<text x="${left + SIDE / 2}" y="${TOP + SIDE + 14}" text-anchor="middle">${escapeMarkup(xLabel)}</text>`,
    `<text transform="translate(${left - 6} ${TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">${escapeMarkup(yLabel)}</text>`,
  ];
}

/** Two panels side by side, with a key below; `name` is what a screen reader says. */
export function plotPair(name: string, panels: readonly [Panel, Panel], key: readonly KeyEntry[]): string {
  const keyStep = WIDTH / key.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escapeMarkup(name)}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    '<g fill="none" font-family="sans-serif" font-size="11">',
    // Strokes have no fill, and text no stroke.
    '<style>text{fill:#333}</style>',
    ...panels.flatMap((panel, i) => drawPanel(panel, LEFT + i * (LEFT + SIDE))),
    ...key.flatMap(({ label, colour }, i) => {
      const left = Math.round(keyStep * i + 16);
      return [
        `<path d="M${left} ${HEIGHT - 14}h18" stroke="${colour}" stroke-width="3"/>`,
        `<text x="${left + 23}" y="${HEIGHT - 10}">${escapeMarkup(label)}</text>`,
      ];
    }),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
