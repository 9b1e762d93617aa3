import { expect, test } from 'vitest';
import { prepareSource, prepareVariant } from '../../../../src/training/simulate/bench';
import { whatPeopleKnow } from '../../../../src/training/simulate/known';
import { picture } from './pictures';

test('people know how the photo was before its fault, which the photo does not say', () => {
  const source = prepareSource(picture(), 'landscape', 5);
  const [fair, dark] = [picture(), picture(0.4)].map((raster) =>
    whatPeopleKnow(prepareVariant(source, raster)),
  );
  expect(fair).toHaveLength(dark.length);
  expect([...fair, ...dark].every(Number.isFinite)).toBe(true);
  const numbers = (fair.length - 10) / 3;
  const part = (known: number[], which: number) => known.slice(which * numbers, (which + 1) * numbers);
  // What is seen differs; what it ought to be is the same; how far that is grows with the fault.
  expect(part(dark, 0)).not.toEqual(part(fair, 0));
  expect(part(dark, 1)).toEqual(part(fair, 1));
  const median = 1;
  expect(part(dark, 2)[median]).toBeGreaterThan(part(fair, 2)[median] + 5);
});
