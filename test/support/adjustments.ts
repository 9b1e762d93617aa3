import fc from 'fast-check';
import { ADJUSTMENTS, type Adjustments, NEUTRAL, patchAdjustments } from '../../src/edit';

/** Any edit that the sliders can say; every slider is often at 0. */
export const anyAdjustments: fc.Arbitrary<Adjustments> = fc
  .record(
    Object.fromEntries(
      ADJUSTMENTS.map(({ id, min, max }) => [
        id,
        fc.oneof(fc.constant(0), fc.double({ min, max, noNaN: true })),
      ]),
    ),
  )
  .map((values) => patchAdjustments(NEUTRAL, values as Partial<Adjustments>));
