import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { createEditTable } from '../../../src/training/batches';
import { byPerson, prepare, styleLabels } from '../../../src/training/prepare';
import { splitOfPerson } from '../../../src/training/split';
import { createToyDataset } from '../../../src/training/toy';

const PEOPLE = 30;
const EACH = 12;

/** People who are warm or cool, and who move few sliders or many; photos say nothing. */
function warmAndCool() {
  const rng = createRng(2);
  const count = PEOPLE * EACH;
  const y = new Float32Array(count * 11);
  const personOf = Uint32Array.from({ length: count }, (_, edit) => Math.floor(edit / EACH));
  for (let edit = 0; edit < count; edit++) {
    const person = personOf[edit];
    y[edit * 11] = (person % 2 === 0 ? 0.3 : -0.3) + 0.1 * rng.normal();
    // Half of either kind also recover highlights and shadows, a lot and at random.
    if (person % 4 < 2) {
      y[edit * 11 + 4] = 0.5 * rng.normal();
      y[edit * 11 + 5] = 0.5 * rng.normal();
    }
  }
  const photoOf = Uint32Array.from({ length: count }, (_, edit) => edit);
  const mapped = Float32Array.from({ length: count * 2 }, () => rng.normal());
  const all = Uint32Array.from({ length: count }, (_, edit) => edit);
  return { table: createEditTable({ y, photoOf, personOf }, { mapped, size: 2 }, all), all };
}

describe('what the styles are first pulled to', () => {
  test('is what people do visibly, not how many sliders they move', () => {
    const { table, all } = warmAndCool();
    const labels = styleLabels(table, all, 2, 1);
    const warm = labels.filter((_, edit) => table.personOf[edit] % 2 === 0);
    const cool = labels.filter((_, edit) => table.personOf[edit] % 2 === 1);
    const share = (part: Uint32Array, label: number) =>
      part.filter((value) => value === label).length / part.length;
    expect(Math.max(share(warm, 0), share(warm, 1))).toBeGreaterThan(0.97);
    expect(share(warm, 0) > 0.5).not.toBe(share(cool, 0) > 0.5);
  });

  test('people keep their edits in order, and those with too few are left out', () => {
    const personOf = Uint32Array.of(5, 3, 5, 3, 5, 9);
    expect(byPerson(personOf, Uint32Array.of(0, 1, 2, 3, 4, 5), 2).map((own) => [...own])).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
  });
});

describe('a set without edits on a side', () => {
  const toy = createToyDataset({
    ...{ photos: 60, people: 40, editsPerPerson: 5, embedding: 4, statistics: 3, seed: 1 },
  });
  const to = { embedding: 4, axes: 2, seed: 1 };

  test.each([
    ['of one person', () => 0, 'it has no edits to validate on and test on, as'],
    [
      'whose test people are numbered anew',
      (person: number) => (splitOfPerson(person) === 'test' ? 0 : person),
      'it has no edits to test on, as',
    ],
  ])('%s is refused before anything is fitted', async (_, number, said) => {
    const personOf = toy.personOf.map(number);
    const featureParts = () => {
      throw new Error('the features were read');
    };
    await expect(prepare({ ...toy, personOf, featureParts }, to)).rejects.toThrow(said);
  });
});
