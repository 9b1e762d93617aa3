import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { adjustmentsPage } from '../../../src/cli/adjustments-page';
import { ADJUSTMENTS } from '../../../src/edit';

const docs = fileURLToPath(new URL('../../../docs/', import.meta.url));
const files = adjustmentsPage();

test('docs/adjustments.md and its plots are what the engine does now (npm run docs:adjustments)', async () => {
  for (const [path, text] of files) {
    expect(await readFile(`${docs}${path}`, 'utf8').catch(() => 'missing'), path).toBe(text);
  }
  expect((await readdir(`${docs}adjustments`)).sort()).toEqual(
    ADJUSTMENTS.map(({ id }) => `${id}.svg`).sort(),
  );
});

test('there is a section an adjustment, in the order of the table, and a small plot that names itself', () => {
  const headings = [...files.get('adjustments.md')!.matchAll(/^## (.+)$/gm)].map(([, label]) => label);
  expect(headings).toEqual(ADJUSTMENTS.map(({ label }) => label));
  for (const { id, label } of ADJUSTMENTS) {
    const svg = files.get(`adjustments/${id}.svg`)!;
    expect(svg.length).toBeLessThan(12_000);
    expect(svg).toContain(`aria-label="${label}:`);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  }
});
