import { usage } from '../command';
import type { Figure } from './figure';
import { openPeople } from './people';

/** How soon a person who changes is known again. */
export const driftFigure: Figure = {
  usage: '--drift --data DIR [--data DIR2 ...] [--looks RUN --taste RUN]',
  check({ data }) {
    if (data === undefined) throw usage('--data is needed.');
  },
  async run(values, note) {
    const people = await openPeople(values, note);
    const { drift, driftPage, driftText } = await import('../../evaluation');
    const drifts = people.flatMap((one) => {
      note(`${one.population}: people who change`);
      return drift(one);
    });
    return { text: driftText(drifts), data: drifts, section: driftPage(drifts) };
  },
};
