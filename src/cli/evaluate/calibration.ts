import { COMPARISON_USAGE, checkComparison, compareModels } from './comparison';
import type { Figure } from './figure';

/** Whether the models are as sure as they may be. */
export const calibrationFigure: Figure = {
  usage: `--calibration ${COMPARISON_USAGE} [--models ...]`,
  check: checkComparison,
  async run(values, note) {
    const { calibration, calibrationPage } = await import('../../evaluation');
    const compared = await compareModels(values, note);
    const figures = compared.map(({ dataset, results }) => calibration(dataset.population, results));
    const text = figures.flatMap(({ population, expected, models }) => [
      `${population}: coverage of central intervals, and unevenness of PIT (by chance ${expected.toFixed(3)})`,
      ...models.map(({ name, covered, unevenness }) => {
        const shares = covered.map(({ level, mean }) => `${100 * level}%: ${(100 * mean).toFixed(1)}%`);
        return `  ${name.padEnd(28)}  ${shares.join('  ')}  uneven by ${unevenness.toFixed(3)}`;
      }),
    ]);
    return { text: text.join('\n'), data: figures, section: calibrationPage(figures) };
  },
};
