import { escapeMarkup } from '../core';
import { type Diversity, LEAST_APART, SHOWN, TOLERANCES } from './diversity';
import { drawKey, drawPanels, type Series } from './draw';
import { type Section, shown, tableOf } from './page';

const percent = (share: number) => `${(100 * share).toFixed(0)}%`;

function populationPage({
  population,
  model,
  photos,
  edits,
  full,
  distinct,
  apart,
  histogram,
  best,
  tolerances,
}: Diversity): string {
  const line = (which: 'shown' | 'plain', key: 'recall' | 'precision'): Series => ({
    colour: which === 'shown' ? 'c1' : 'c2',
    points: tolerances.map((one) => [one.tolerance, one[which][key].mean] as const),
  });
  const shares = (title: string, key: 'recall' | 'precision') => ({
    title,
    width: 260,
    height: 150,
    x: [TOLERANCES[0], TOLERANCES[TOLERANCES.length - 1]] as const,
    y: [0, 1] as const,
    xLabels: TOLERANCES.map((tolerance) => [tolerance, String(tolerance)] as const),
    rules: [0, 0.5, 1].map((value) => [value, percent(value)] as const),
    series: [line('shown', key), line('plain', key)],
  });
  const most = Math.max(...histogram);
  const panels = [
    {
      title: 'least ΔE00 of a photo’s looks',
      width: 260,
      height: 150,
      x: [0, histogram.length] as const,
      y: [0, most] as const,
      xLabels: [0, LEAST_APART, 6, 9, 12].map((value) => [value, String(value)] as const),
      rules: [[most, String(most)]] as const,
      series: [{ colour: 'c1', bars: histogram, filled: true }] as const,
    },
    shares('edits that a look comes near', 'recall'),
    shares('looks that come near an edit', 'precision'),
  ];
  const facts = tableOf(
    ['', 'value', 'target'],
    [
      [`photos with ${SHOWN} looks`, percent(full), ''],
      [`photos whose ${SHOWN} looks are ${LEAST_APART} ΔE00 apart or more`, percent(distinct), '95%'],
      [
        'least distance of two looks, a photo: median (5th percentile, least)',
        `${apart.median.toFixed(1)} (${apart.p5.toFixed(1)}, ${apart.least.toFixed(1)})`,
        '',
      ],
      [`LAB, best of the ${SHOWN} shown`, shown(best.shown.e76, 2), ''],
      [`LAB, best of ${SHOWN} plain samples`, shown(best.plain.e76, 2), ''],
      ['LAB, shown less plain', shown(best.difference.e76, 2), 'at most 0'],
      ['ΔE00, shown less plain', shown(best.difference.e00, 2), ''],
      ['LAB, shown less plain samples without noise', shown(best.byChoice.e76, 2), ''],
    ],
  );
  const rows = tolerances.map((one) => [
    `ΔE00 ${one.tolerance}`,
    ...[one.shown.recall, one.plain.recall, one.shown.precision, one.plain.precision].map(({ mean }) =>
      percent(mean),
    ),
  ]);
  const head = ['within', 'recall, shown', 'recall, plain', 'precision, shown', 'precision, plain'];
  const key = drawKey([
    ['c1', `the ${SHOWN} looks shown`],
    ['c2', `${SHOWN} plain samples`],
  ]);
  return `<h3>${escapeMarkup(population)}</h3><p>${escapeMarkup(model)}, ${photos} test photos, ${edits} edits of them.</p>${key}${drawPanels(panels)}${facts}${tableOf(head, rows)}`;
}

export function diversityPage(populations: readonly Diversity[]): Section {
  const html = `<p>The shipped model and the app’s own choice of ${SHOWN} looks, for somebody it knows nothing of, on test photos: how
unlike the looks are (mean ΔE00 of the pictures they make), and how near the best of them comes to what simulated people made of
the photo. Plain samples are ${SHOWN} draws from the model’s density, people’s slips and all; without that
noise, which what is shown has not either, they say how much of the difference is the choice’s. Recall: the share of edits that some
look comes within a tolerance of (mean ΔE00 of the pictures); precision: the share of looks that come so near to some edit, of
which a photo has only so many.</p>
${populations.map(populationPage).join('\n')}`;
  return { title: 'Diversity with quality', html };
}
