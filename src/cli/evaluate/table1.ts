import type { Comparison } from '../../evaluation';
import { COMPARISON_USAGE, checkComparison, compareModels, optionsOf } from './comparison';
import type { Figure } from './figure';

function textOf(comparisons: readonly Comparison[], margins: readonly (readonly string[])[]): string {
  const leads = margins.map(
    ([population, against, logLikelihood, asked, lab, picked, both, labAsked, divergence, divergenceAsked]) =>
      `${population}, baselines: ${against}: log-likelihood ahead by ${logLikelihood} (asked ${asked}), LAB nearer by ${lab}, with our three picked ${picked}, with all models’ picked ${both} (asked ${labAsked}), JSD ${divergence} (asked ${divergenceAsked})`,
  );
  return comparisons
    .flatMap(({ population, rows }) => [
      population,
      ...rows.map(({ name, logLikelihood, divergence, behind, pictures, picked, seconds }) => {
        const cells = [
          name.padEnd(28),
          logLikelihood ? `${logLikelihood.mean.toFixed(2)} ± ${logLikelihood.interval.toFixed(2)}` : '-',
          `JSD ${divergence.mean.toFixed(3)}`,
          ...pictures.map(({ best, e76 }) => `LAB of ${best}: ${e76.mean.toFixed(2)}`),
          `LAB of ${picked.best} picked: ${picked.e76.mean.toFixed(2)}`,
          behind ? `behind by ${behind.mean.toFixed(2)} ± ${behind.interval.toFixed(2)}` : '',
          `${seconds.toFixed(0)} s`,
        ];
        return `  ${cells.join('  ').trimEnd()}`;
      }),
    ])
    .concat(leads)
    .join('\n');
}

/** How good the looks model is beside others, by the paper's measures. */
export const table1Figure: Figure = {
  usage: `--table1 ${COMPARISON_USAGE} [--models cgm-vae,mdn,...]`,
  check: checkComparison,
  async run(values, note) {
    const { marginRows, marginsOf, table1, table1Page } = await import('../../evaluation');
    const compared = await compareModels(values, note);
    const { steps, batch } = optionsOf(values);
    const comparisons = compared.map(({ dataset, material, results }): Comparison => {
      const { population, edits, photos, people, seed, simulated } = dataset;
      return {
        population,
        dataset: { edits, photos, people, seed, simulated, steps, batch },
        rows: table1(material, results),
        margins: marginsOf(material, results),
      };
    });
    return {
      text: textOf(comparisons, marginRows(comparisons)),
      data: comparisons,
      section: table1Page(comparisons),
    };
  },
};
