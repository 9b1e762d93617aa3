import { createRng } from '../../src/core';
import { ADJUSTMENTS, type AdjustmentsPatch } from '../../src/edit';
import { expect, test } from './fixture';

/** Every slider at both ends, pairs of ends, corners of all eleven, and random settings. */
function settings(): { name: string; patch: AdjustmentsPatch }[] {
  const list: { name: string; patch: AdjustmentsPatch }[] = [];
  for (const row of ADJUSTMENTS) {
    for (const value of [row.min, row.max]) {
      list.push({ name: `${row.id} ${value}`, patch: { [row.id]: value } });
    }
  }
  const rng = createRng(20);
  for (let i = 0; i < 30; i++) {
    const a = ADJUSTMENTS[rng.integer(ADJUSTMENTS.length)];
    const b = ADJUSTMENTS[rng.integer(ADJUSTMENTS.length)];
    const patch = {
      [a.id]: rng.uniform() < 0.5 ? a.min : a.max,
      [b.id]: rng.uniform() < 0.5 ? b.min : b.max,
    };
    list.push({ name: JSON.stringify(patch), patch });
  }
  for (let i = 0; i < 20; i++) {
    const corner = Object.fromEntries(
      ADJUSTMENTS.map((row) => [row.id, rng.uniform() < 0.5 ? row.min : row.max]),
    );
    list.push({ name: `corner ${i}`, patch: corner });
    const patch = Object.fromEntries(
      ADJUSTMENTS.map((row) => [row.id, row.min + (row.max - row.min) * rng.uniform()]),
    );
    list.push({ name: `random ${i}`, patch });
  }
  return list;
}

const PICTURES = {
  gradients: { make: 'gradients', args: [256, 128] },
  'gradients in Display P3': { make: 'gradients', args: [256, 128, 'display-p3'] },
  extremes: { make: 'extremes', args: [128, 128] },
  'a photo-like picture': { make: 'photoLike', args: [240, 160] },
} as const;

for (const [name, { make, args }] of Object.entries(PICTURES)) {
  test(`${name}: the GPU develops as the reference does, at every setting`, async ({ gpuPage }) => {
    const results = await gpuPage.evaluate(
      async ({ make, args, list }) => {
        const { harness } = window;
        const paint = harness.images[make] as (
          ...args: unknown[]
        ) => ReturnType<typeof harness.images.extremes>;
        const raster = paint(...args);
        const developer = await harness.developer();
        const photo = await developer.load(raster);
        const { width, height } = raster;
        const rows = [];
        for (const { name, patch } of list) {
          for (const space of ['srgb', 'display-p3'] as const) {
            // The other space for some only: it costs as much and shares all but the last matrix.
            if (space !== raster.space && !name.startsWith('random') && !name.startsWith('sat')) continue;
            const adjustments = harness.set(patch);
            const gpu = await photo.render(adjustments, { width, height, space });
            const cpu = harness.reference.developReference(raster, await photo.analysis(), adjustments, {
              space,
            });
            rows.push({ name: `${name} in ${space}`, ...harness.difference(gpu, cpu) });
          }
        }
        photo.dispose();
        developer.dispose();
        return rows;
      },
      { make, args: [...args], list: settings() },
    );
    const worst = results.toSorted((a, b) => b.p999 - a.p999)[0];
    console.log(
      `${name}: ${results.length} settings; worst mean ${Math.max(...results.map((r) => r.mean)).toFixed(4)}, worst p99.9 ${worst.p999.toFixed(3)} (${worst.name})`,
    );
    expect(results.length).toBeGreaterThan(70);
    for (const { name: setting, mean, p999 } of results) {
      expect(mean, `mean of ${setting}`).toBeLessThanOrEqual(0.5);
      expect(p999, `p99.9 of ${setting}`).toBeLessThanOrEqual(1);
    }
  });
}

/** Every slider at both ends alone, and a few of all eleven together. */
const few = settings().filter(
  ({ name }, i) => i < 2 * ADJUSTMENTS.length || /^(corner|random) [0-3]$/.test(name),
);

test('a gallery of twelve photo-like and eight synthetic pictures: the GPU develops them as the reference does', async ({
  gpuPage,
}) => {
  const rows = await gpuPage.evaluate(async (list) => {
    const { harness } = window;
    const developer = await harness.developer();
    const found = [];
    for (const [picture, { kind, make }] of Object.entries(harness.gallery)) {
      const raster = make(90, 60);
      const photo = await developer.load(raster);
      for (const { name, patch } of list) {
        const adjustments = harness.set(patch);
        const { width, height, space } = raster;
        const gpu = await photo.render(adjustments, { width, height, space });
        const cpu = harness.reference.developReference(raster, await photo.analysis(), adjustments);
        found.push({ kind, picture, name, ...harness.difference(gpu, cpu) });
      }
      photo.dispose();
    }
    developer.dispose();
    return found;
  }, few);
  const names = (kind: string) =>
    new Set(rows.filter((row) => row.kind === kind).map(({ picture }) => picture));
  expect(names('photo-like').size).toBe(12);
  expect(names('synthetic').size).toBe(8);
  const worst = (of: 'mean' | 'p999') => rows.toSorted((a, b) => b[of] - a[of])[0];
  console.log(
    `gallery: ${rows.length} renderings; worst mean ${worst('mean').mean.toFixed(4)} (${worst('mean').picture}, ${worst('mean').name}), worst p99.9 ${worst('p999').p999.toFixed(3)} (${worst('p999').picture}, ${worst('p999').name})`,
  );
  for (const { picture, name, mean, p999 } of rows) {
    expect(mean, `mean of ${picture}, ${name}`).toBeLessThanOrEqual(0.5);
    expect(p999, `p99.9 of ${picture}, ${name}`).toBeLessThanOrEqual(1);
  }
});
