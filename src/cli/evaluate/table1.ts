import type { Comparison } from '../../evaluation';
import { COMPARISON_USAGE, checkComparison, compareModels, optionsOf } from './comparison';
import type { Figure } from './figure';

function textOf(comparisons: readonly Comparison[]): string {
  return comparisons
    .flatMap(({ population, rows }) => [
      population,
      ...rows.map(({ name, logLikelihood, divergence, behind, pictures, seconds }) => {
        const cells = [
          name.padEnd(28),
          logLikelihood ? `${logLikelihood.mean.toFixed(2)} ± ${logLikelihood.interval.toFixed(2)}` : '-',
          `JSD ${divergence.mean.toFixed(3)}`,
          ...pictures.map(({ best, e76 }) => `LAB of ${best}: ${e76.mean.toFixed(2)}`),
          behind ? `behind by ${behind.mean.toFixed(2)} ± ${behind.interval.toFixed(2)}` : '',
          `${seconds.toFixed(0)} s`,
        ];
        return `  ${cells.join('  ').trimEnd()}`;
      }),
    ])
    .join('\n');
}

/** How good the looks model is beside others, by the paper's measures. */
export const table1Figure: Figure = {
  usage: `--table1 ${COMPARISON_USAGE} [--models cgm-vae,mdn,...]`,
  check: checkComparison,
  async run(values, note) {
    const { table1, table1Page } = await import('../../evaluation');
    const compared = await compareModels(values, note);
    const { steps, batch } = optionsOf(values);
    const comparisons = compared.map(({ dataset, material, results }): Comparison => {
      const { population, edits, photos, people, seed, simulated } = dataset;
      return {
        population,
        dataset: { edits, photos, people, seed, simulated, steps, batch },
        rows: table1(material, results),
      };
    });
    return { text: textOf(comparisons), data: comparisons, section: table1Page(comparisons) };
  },
};
