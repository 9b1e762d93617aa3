import { COMPARISON_USAGE, checkComparison, compareModels } from './comparison';
import type { Figure } from './figure';

/** Marginals of the sliders, as the paper's Fig 4. */
export const fig4Figure: Figure = {
  usage: `--fig4 ${COMPARISON_USAGE} [--models ...]`,
  check: checkComparison,
  async run(values, note) {
    const { fig4, fig4Page } = await import('../../evaluation');
    const { ADJUSTMENTS } = await import('../../edit');
    const compared = await compareModels(values, note);
    const figures = compared.map(({ dataset, material, results }) =>
      fig4(dataset.population, material, results),
    );
    const text = figures.flatMap(({ population, models }) => [
      `${population}: divergence of each slider (${ADJUSTMENTS.map(({ label }) => label).join(', ')})`,
      ...models.map(
        ({ name, divergence }) =>
          `  ${name.padEnd(28)}  ${divergence.map((value) => value.toFixed(3)).join('  ')}`,
      ),
    ]);
    return { text: text.join('\n'), data: figures, section: fig4Page(figures) };
  },
};
