import type { EncodedRaster } from '../colour';
import { escapeMarkup } from '../core';
import { ADJUSTMENTS } from '../edit';
import type { PhotoGroup } from './fig7';
import type { Section } from './page';

const HEAD = ADJUSTMENTS.map(({ label }) => label);

const valuesOf = (mean: PhotoGroup['styles'][number]['mean']): string[] =>
  ADJUSTMENTS.map(({ id, step }) => {
    const value = mean[id].toFixed(step < 1 ? 2 : 0);
    return Number(value) > 0 ? `+${value}` : value;
  });

const nameOf = (group: number): string => `Group ${group + 1}`;

/** `addressOf` gives a picture's address for the page, a data: address for one that needs nothing else. */
export function fig7Page(
  groups: readonly PhotoGroup[],
  addressOf: (raster: EncodedRaster) => string,
): Section {
  const pictures = (list: readonly EncodedRaster[], alt: string) =>
    list
      .map((raster) => `<img src="${addressOf(raster)}" alt="${escapeMarkup(alt)}" height="120">`)
      .join(' ');
  const row = (name: string, cells: readonly string[], shown: string) =>
    `<tr><td>${escapeMarkup(name)}</td>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}<td>${shown}</td></tr>`;
  const table = ({ originals, styles }: PhotoGroup, i: number) => `<h3>${nameOf(i)}</h3>
<table><thead><tr><th>style</th>${HEAD.map((label) => `<th>${escapeMarkup(label)}</th>`).join('')}<th>pictures</th></tr></thead>
<tbody>${[
    row(
      'as they came',
      HEAD.map(() => ''),
      pictures(originals, `${nameOf(i)}, as it came`),
    ),
    ...styles.map(({ style, share, mean, developed }) =>
      row(
        `${style} (${Math.round(100 * share)}% of edits)`,
        valuesOf(mean),
        pictures(developed, `${nameOf(i)}, ${style}`),
      ),
    ),
  ].join('\n')}</tbody></table>`;
  return {
    title: 'What each style does to two groups of similar photos (Fig 7)',
    html: `<p>The three photos that are most alike, and three others alike that are far from them, by the encoder’s embedding.
Sliders are the mean over the group of what each style proposes.</p>
${groups.map(table).join('\n')}`,
  };
}

export function fig7Text(groups: readonly PhotoGroup[]): string {
  return groups
    .flatMap(({ photos, styles }, i) => [
      `${nameOf(i)}: ${photos.join(', ')}`,
      `  ${'style'.padEnd(22)}${HEAD.map((label) => label.padStart(11)).join('')}`,
      ...styles.map(
        ({ style, mean }) =>
          `  ${style.padEnd(22)}${valuesOf(mean)
            .map((value) => value.padStart(11))
            .join('')}`,
      ),
    ])
    .join('\n');
}
