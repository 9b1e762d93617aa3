import { type Estimate, escapeMarkup } from '../core';
import { DRAW_STYLE, PICTURES_STYLE } from './style';

/** One figure or table of the evaluation as it is shown. */
export interface Section {
  readonly title: string;
  /** What is shown and how it was measured, and the tables and drawings: HTML that needs nothing else. */
  readonly html: string;
}

/** "1.23 ± 0.04", or nothing where there is no number. */
export function shown(value: Estimate | undefined, digits: number): string {
  if (!value || !Number.isFinite(value.mean)) return '';
  const interval = Number.isFinite(value.interval) ? ` ± ${value.interval.toFixed(digits)}` : '';
  return `${value.mean.toFixed(digits)}${interval}`;
}

const isNumber = (cell: string): boolean => /^[-±]? ?[\d.]|^$/.test(cell);

/** A table of text; numbers stand at the right. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell, i) => `<${tag}${i === 0 || tag === 'th' || isNumber(cell) ? '' : ' class="words"'}>${escapeMarkup(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('\n')}</tbody></table>`;
}

const STYLE = `${DRAW_STYLE}
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:var(--ink)}
table{border-collapse:collapse;font-size:13px;display:block;overflow-x:auto;margin:.5rem 0}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--faint);text-align:right;white-space:nowrap}
th:first-child,td:first-child,.words{text-align:left}code{overflow-wrap:anywhere}${PICTURES_STYLE}`;

/** The evaluation as one page that needs nothing else. */
export function pageOf(sections: readonly Section[], command: string): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Manylight: how good the models are</title><style>${STYLE}</style>
<h1>How good the models are</h1>
<p>All edits are of <strong>simulated</strong> people on real photos. Held-out edits are of people and photos that no
model was fitted to (of the expert set, of other photos: its five experts, cut into groups of 50 edits, are in every part). Intervals are 95%. A likelihood is of the eleven sliders in [-1, 1], each value standing for all
that round to it; the uniform density there has -7.62.</p>
<p>Made by <code>${escapeMarkup(command)}</code>.</p>
${sections.map(({ title, html }) => `<section><h2>${escapeMarkup(title)}</h2>\n${html}</section>`).join('\n')}
</html>
`;
}
