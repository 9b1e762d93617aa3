import { escapeMarkup } from '../core';
import { ADJUSTMENTS } from '../edit';
import { type Result, scoredEdits } from './comparison';
import { colourOf, drawKey, drawPanels, type Series } from './draw';
import { keptOf } from './judge';
import { BINS, histograms } from './marginals';
import type { Material } from './material';
import { type Section, tableOf } from './page';

/** The paper's Fig 4 on one population: how often each slider is set to what, [11][50] counts each. */
export interface Fig4 {
  readonly population: string;
  readonly edits: number;
  readonly kept: readonly (readonly number[])[];
  readonly models: readonly {
    readonly id: string;
    readonly name: string;
    readonly marginals: readonly (readonly number[])[];
    readonly divergence: readonly number[];
  }[];
}

/** Marginals of the true edits and, of each model's first seed, of one proposal an edit. */
export function fig4(population: string, { prepared }: Material, results: readonly Result[]): Fig4 {
  const edits = scoredEdits(prepared);
  return {
    population,
    edits: edits.length,
    kept: histograms(keptOf(prepared.table, edits)),
    models: results.map(({ recipe: { id, name }, runs: [{ marginals, divergence }] }) => ({
      id,
      name,
      marginals,
      divergence,
    })),
  };
}

/** Models that are drawn (the paper's); the table has all. */
const DRAWN = ['cgm-vae', 'mdn', 'lbn', 'mlp'];

function populationPage({ population, edits, kept, models }: Fig4): string {
  const drawn = models.filter(({ id }) => DRAWN.includes(id));
  const roots = (counts: readonly number[]) => counts.map((count) => Math.sqrt(count / edits));
  const panels = ADJUSTMENTS.map(({ label }, i) => ({
    title: label,
    width: 230,
    height: 110,
    x: [-1, 1] as const,
    y: [
      0,
      Math.max(0.05, ...roots(kept[i]), ...drawn.flatMap(({ marginals }) => roots(marginals[i]))),
    ] as const,
    xLabels: [
      [-1, '-1'],
      [0, '0'],
      [1, '1'],
    ] as const,
    series: [
      { colour: 'c0', bars: roots(kept[i]), filled: true },
      ...drawn.map(({ id, marginals }): Series => ({ colour: colourOf(id), bars: roots(marginals[i]) })),
    ] as const satisfies readonly Series[],
  }));
  const head = ['JSD, bits', ...ADJUSTMENTS.map(({ label }) => label)];
  const rows = models.map(({ name, divergence }) => [name, ...divergence.map((value) => value.toFixed(3))]);
  const key = drawKey([
    ['c0', 'simulated people'],
    ...drawn.map(({ id, name }) => [colourOf(id), name] as const),
  ]);
  return `<h3>${escapeMarkup(population)}</h3>${key}${drawPanels(panels)}${tableOf(head, rows)}`;
}

export function fig4Page(populations: readonly Fig4[]): Section {
  const html = `<p>How often each slider is set to what, in ${BINS} bins of [-1, 1]: by the simulated people on test
photos, and in one proposal for each of the same edits. Heights are square roots of shares, as the bin at 0 would hide the
others. Below, the Jensen-Shannon divergence of each slider (first seed).</p>
${populations.map(populationPage).join('\n')}`;
  return { title: 'Sliders as they are set (Fig 4)', html };
}
