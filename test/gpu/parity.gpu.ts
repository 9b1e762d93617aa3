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
