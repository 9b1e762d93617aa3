import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deltaE00, type EncodedRaster, type OutputSpace, rasterToLab } from '../../../src/colour';
import { createRow, cubeRoots } from '../../../src/develop/fallback/tables';
import { developReference } from '../../../src/develop/reference';
import { createReferenceDeveloper } from '../../../src/develop/referenceDeveloper';
import { ADJUSTMENT_IDS, type Adjustments, adjustmentOf, NEUTRAL } from '../../../src/edit';
import { extremes, gradients, paint, photoLike } from '../../gpu/images';

const developer = createReferenceDeveloper({ start: () => undefined });

const anyAdjustments: fc.Arbitrary<Adjustments> = fc
  .tuple(
    ...ADJUSTMENT_IDS.map(() =>
      fc.oneof(fc.constant(0), fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(-1, 1)),
    ),
  )
  .map((shares) =>
    Object.fromEntries(ADJUSTMENT_IDS.map((id, i) => [id, shares[i] * adjustmentOf(id).max])),
  ) as fc.Arbitrary<Adjustments>;

/** Every slider alone at both ends. */
const alone: Adjustments[] = ADJUSTMENT_IDS.flatMap((id) =>
  [-1, 1].map((side) => ({ ...NEUTRAL, [id]: side * adjustmentOf(id).max })),
);

function differences(a: EncodedRaster, b: EncodedRaster): { mean: number; p999: number } {
  const [x, y] = [rasterToLab(a), rasterToLab(b)];
  const all = Float64Array.from({ length: x.length / 3 }, (_, pixel) => {
    const i = 3 * pixel;
    return deltaE00(x[i], x[i + 1], x[i + 2], y[i], y[i + 1], y[i + 2]);
  }).sort();
  return {
    mean: all.reduce((sum, one) => sum + one, 0) / all.length,
    p999: all[Math.floor(0.999 * (all.length - 1))],
  };
}

const pictures: readonly (readonly [string, EncodedRaster])[] = [
  ['like a photo', photoLike(144, 96)],
  ['like a photo in Display P3', photoLike(144, 96, 11, 'display-p3')],
  ['dark', darkened(photoLike(144, 96, 5))],
  ['gradients', gradients(128, 96)],
  ['gradients in Display P3', gradients(128, 96, 'display-p3')],
  ['extremes', extremes(112, 112)],
];

function darkened(raster: EncodedRaster): EncodedRaster {
  return { ...raster, data: raster.data.map((value, i) => (i % 4 === 3 ? value : value / 6)) };
}

describe.each(pictures)('fast rendering against the reference: %s', (_, raster) => {
  const { width, height } = raster;
  const compare = async (adjustments: Adjustments, space: OutputSpace) => {
    const photo = await developer.load(raster);
    const rendered = await photo.render(adjustments, { width, height, space });
    const expected = developReference(raster, await photo.analysis(), adjustments, { space });
    photo.dispose();
    return differences(rendered, expected);
  };

  // The GPU's bounds are 0.5 and 1. One step of 8 bits in a dark blue is 0.6 already.
  it('is the same to the eye, every slider alone at its ends', async () => {
    for (const adjustments of alone) {
      const { mean, p999 } = await compare(adjustments, raster.space);
      expect(mean).toBeLessThanOrEqual(0.02);
      expect(p999).toBeLessThanOrEqual(0.8);
    }
  });

  it('is the same to the eye for any adjustments, into both spaces', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyAdjustments,
        fc.constantFrom<OutputSpace>('srgb', 'display-p3'),
        async (adjustments, space) => {
          const { mean, p999 } = await compare(adjustments, space);
          expect(mean).toBeLessThanOrEqual(0.02);
          expect(p999).toBeLessThanOrEqual(0.8);
        },
      ),
      { numRuns: 25, seed: 9 },
    );
  });
});

describe('fast rendering', () => {
  it('keeps grey grey, with every slider but Temp and Tint', async () => {
    const raster = paint(256, 4, (x) => [x / 255, x / 255, x / 255]);
    const photo = await developer.load(raster);
    await fc.assert(
      fc.asyncProperty(anyAdjustments, async (any) => {
        const { data } = await photo.render({ ...any, temp: 0, tint: 0 }, { width: 256, height: 4 });
        for (let i = 0; i < data.length; i += 4) {
          expect(data[i + 1]).toBe(data[i]);
          expect(data[i + 2]).toBe(data[i]);
        }
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  it('gives every 8-bit code back, in every channel, at full size', async () => {
    const raster = paint(256, 256, (x, y) => [x / 255, y / 255, ((x * 7 + y * 13) % 256) / 255]);
    const photo = await developer.load(raster);
    const { data } = await photo.render(NEUTRAL, { width: 256, height: 256 });
    expect(Buffer.from(data.buffer).equals(Buffer.from(raster.data.buffer))).toBe(true);
  });

  it('has no number that is none: black, white and single channels at all extremes', async () => {
    const raster = extremes(64, 64);
    const photo = await developer.load(raster);
    for (const side of [-1, 1]) {
      for (const other of [-1, 1]) {
        const all = Object.fromEntries(
          ADJUSTMENT_IDS.map((id, i) => [id, (i % 2 ? side : other) * adjustmentOf(id).max]),
        ) as unknown as Adjustments;
        const rendered = await photo.render(all, { width: 64, height: 64 });
        const expected = developReference(raster, await photo.analysis(), all);
        // A value that is none would be written as 0.
        expect(differences(rendered, expected).p999).toBeLessThanOrEqual(0.8);
      }
    }
  });
});

describe('the table of cube roots', () => {
  it('is exact to a few millionths over the whole range, odd, and 0 at 0', () => {
    const samples = Float32Array.from({ length: 4000 }, (_, i) => 2 ** (-41 + (47.9 * i) / 4000));
    const row = createRow(8001);
    row.values.set(samples);
    row.values.set(
      samples.map((x) => -x),
      4000,
    );
    cubeRoots(row, 8001);
    for (let i = 0; i < 4000; i++) {
      expect(Math.abs(row.values[i] / Math.cbrt(samples[i]) - 1)).toBeLessThan(1e-6);
      expect(row.values[4000 + i]).toBe(-row.values[i]);
    }
    expect(row.values[8000]).toBe(0);
  });
});
