import { COMPARISON_USAGE, checkComparison, compare } from './comparison';
import type { Figure } from './figure';

/** What each part beyond the paper is worth. */
export const ablationsFigure: Figure = {
  usage: `--ablations ${COMPARISON_USAGE}`,
  check: checkComparison,
  async run(values, note) {
    const { ABLATION_RECIPES, ablations, ablationsPage } = await import('../../evaluation');
    const compared = await compare(values, note, ABLATION_RECIPES);
    const figures = compared.map(({ dataset, material, results }) =>
      ablations(dataset.population, material, results),
    );
    const text = figures.flatMap(({ population, parts, sizes, leftOut, alone }) => [
      population,
      ...[...parts, ...sizes, ...leftOut, ...alone].map(({ name, logLikelihood, gained, gainedBySeed }) => {
        const cells = [
          name.padEnd(40),
          `${logLikelihood.mean.toFixed(2)} ± ${logLikelihood.interval.toFixed(2)}`,
          gained ? `gained ${gained.mean.toFixed(2)} ± ${gained.interval.toFixed(2)}` : '',
          gainedBySeed && Number.isFinite(gainedBySeed.interval)
            ? `between seeds ± ${gainedBySeed.interval.toFixed(2)}`
            : '',
        ];
        return `  ${cells.join('  ').trimEnd()}`;
      }),
    ]);
    return { text: text.join('\n'), data: figures, section: ablationsPage(figures) };
  },
};
