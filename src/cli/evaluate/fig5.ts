import { dataUrlOf } from '../image-io';
import { COMPARISON_USAGE, checkComparison, compareModels } from './comparison';
import type { Figure } from './figure';

/** Proposals beside people's edits, as the paper's Fig 5. */
export const fig5Figure: Figure = {
  usage: `--fig5 ${COMPARISON_USAGE} [--models ... --show-first N: the first N photos of the dataset may be shown]`,
  check: checkComparison,
  async run(values, note) {
    const { fig5, fig5Page } = await import('../../evaluation');
    const compared = await compareModels(values, note);
    const parts = compared.map(({ dataset, pictures, material, results }) => {
      const { simulated, styles, trueStyleOf } = dataset;
      const styleOf = (edit: number) => (simulated ? styles[trueStyleOf[edit]] : undefined);
      return {
        figure: fig5(dataset.population, material, styleOf, results),
        pictures: new Map([...pictures].filter(([photo]) => material.mayShow(photo))),
      };
    });
    const figures = parts.map(({ figure }) => figure);
    const text = figures.flatMap(({ population, photos, errors }) => [
      `${population}: LAB of the nearest proposal, ${photos.length} photos`,
      ...errors.map(
        ({ name, error }) => `  ${name.padEnd(28)}  ${error.mean.toFixed(2)} ± ${error.interval.toFixed(2)}`,
      ),
    ]);
    return { text: text.join('\n'), data: figures, section: await fig5Page(parts, dataUrlOf) };
  },
};
