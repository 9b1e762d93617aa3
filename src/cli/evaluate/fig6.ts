import { usage } from '../command';
import type { Figure } from './figure';
import { openPeople } from './people';

/** What is gained by knowing a person, and which part of the taste gains it. */
export const fig6Figure: Figure = {
  usage: '--fig6 --data DIR [--data DIR2 ...] [--looks RUN --taste RUN]',
  check({ data }) {
    if (data === undefined) throw usage('--data is needed.');
  },
  async run(values, note) {
    const people = await openPeople(values, note);
    const { fig6, fig6Page, fig6Text } = await import('../../evaluation');
    const figures = people.map((one) => fig6(one, note));
    return { text: fig6Text(figures), data: figures, section: fig6Page(figures) };
  },
};
