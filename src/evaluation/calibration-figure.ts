import { escapeMarkup, meanOf } from '../core';
import { ADJUSTMENTS } from '../edit';
import { coverage, expectedUnevenness, LEVELS, PIT_BINS, unevenness } from './calibration';
import type { Result } from './comparison';
import { colourOf, drawKey, drawPanels } from './draw';
import { type Section, tableOf } from './page';

/** How honest the models' spreads are, on one population. */
export interface Calibration {
  readonly population: string;
  readonly edits: number;
  /** What unevenness is of a model that is right, by sampling noise. */
  readonly expected: number;
  readonly models: readonly {
    readonly id: string;
    readonly name: string;
    /** Counts over all seeds, [11][40]. */
    readonly pit: readonly (readonly number[])[];
    /** Share of edits within the central intervals, mean over sliders; and of each slider, [levels][11]. */
    readonly covered: readonly {
      readonly level: number;
      readonly mean: number;
      readonly sliders: number[];
    }[];
    /** Total variation from uniform, mean over sliders and seeds. */
    readonly unevenness: number;
  }[];
}

const added = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] =>
  a.map((row, i) => row.map((value, j) => value + b[i][j]));

export function calibration(population: string, results: readonly Result[]): Calibration {
  const edits = results[0].runs[0].pit[0].reduce((sum, count) => sum + count, 0);
  return {
    population,
    edits,
    expected: expectedUnevenness(edits),
    models: results.map(({ recipe: { id, name }, runs }) => {
      const pit = runs.map((run) => run.pit).reduce(added);
      return {
        id,
        name,
        pit,
        covered: LEVELS.map((level) => {
          const sliders = pit.map((histogram) => coverage(histogram, level));
          return { level, mean: meanOf(sliders), sliders };
        }),
        unevenness: meanOf(runs.flatMap((run) => run.pit.map(unevenness))),
      };
    }),
  };
}

const DRAWN = ['cgm-vae', 'mdn-hurdle', 'mdn'];
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

/** Counts in half as many bins, times what makes a flat histogram 1. */
function densityOf(histogram: readonly number[]): number[] {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  return Array.from(
    { length: PIT_BINS / 2 },
    (_, i) => ((histogram[2 * i] + histogram[2 * i + 1]) / total) * (PIT_BINS / 2),
  );
}

function populationPage({ population, edits, expected, models }: Calibration): string {
  const drawn = models.filter(({ id }) => DRAWN.includes(id));
  const panels = ADJUSTMENTS.map(({ label }, i) => ({
    title: label,
    width: 190,
    height: 100,
    x: [0, 1] as const,
    y: [0, 2] as const,
    xLabels: [
      [0, '0'],
      [0.5, '0.5'],
      [1, '1'],
    ] as const,
    rules: [[1, '1']] as const,
    series: drawn.map(({ id, pit }) => ({ colour: colourOf(id), bars: densityOf(pit[i]) })),
  }));
  const rows = models.map(({ name, covered, unevenness: uneven }) => [
    name,
    ...covered.map(
      ({ mean, sliders }) =>
        `${percent(mean)} (${percent(Math.min(...sliders))} to ${percent(Math.max(...sliders))})`,
    ),
    uneven.toFixed(3),
  ]);
  const head = ['model', ...LEVELS.map((level) => `in the central ${100 * level}%`), 'uneven by'];
  const key = drawKey(drawn.map(({ id, name }) => [colourOf(id), name] as const));
  return `<h3>${escapeMarkup(population)}</h3>${key}${drawPanels(panels)}${tableOf(head, rows)}
<p>Of ${edits} edits a seed. A model that is right is uneven by ${expected.toFixed(3)}, by chance alone.</p>`;
}

export function calibrationPage(populations: readonly Calibration[]): Section {
  const html = `<p>Where each slider's true value (of simulated people, on test photos) lies among a model's draws, as a
share of them (the probability integral transform; among draws that equal the value, as many do at 0, its place is drawn by
lot). Flat is right; a hump in the middle means that the model spreads too far, high ends that it is too sure. Below, how many
edits lie in the central intervals (mean over sliders, least and most), and how far the histograms are from flat (half the sum
of differences).</p>
${populations.map(populationPage).join('\n')}`;
  return { title: 'Calibration', html };
}
