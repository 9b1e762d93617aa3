import { beforeAll, describe, expect, test } from 'vitest';
import { meanOf } from '../../../src/core';
import { ADJUSTMENTS } from '../../../src/edit';
import { calibration, calibrationPage } from '../../../src/evaluation/calibration-figure';
import { finishRuns, type Result, recipesOf } from '../../../src/evaluation/comparison';
import { fig4, fig4Page } from '../../../src/evaluation/fig4';
import { fig5, fig5Page } from '../../../src/evaluation/fig5';
import { marginsOf } from '../../../src/evaluation/margins';
import type { Material } from '../../../src/evaluation/material';
import { pageOf } from '../../../src/evaluation/page';
import { createDarkroom } from '../../../src/evaluation/pictures';
import { RECIPES } from '../../../src/evaluation/recipes';
import { table1 } from '../../../src/evaluation/table1';
import { table1Page } from '../../../src/evaluation/table1-page';
import { prepare } from '../../../src/training/prepare';
import { tf } from '../../../src/training/tensorflow';
import { createToyDataset } from '../../../src/training/toy';
import { startBackend } from '../training/backend';

await startBackend();

const toy = createToyDataset({
  photos: 120,
  people: 60,
  editsPerPerson: 12,
  embedding: 24,
  statistics: 6,
  seed: 3,
});
const prepared = await prepare(toy, { embedding: 24, axes: 6, seed: 1 });
const { table, parts } = prepared;
const BUDGET = {
  steps: 60,
  batch: 48,
  hidden: 16,
  learningRate: 4e-3,
  decay: 0.02,
  featureNoise: 0.2,
  hurdle: true,
  seed: 1,
  onProgress: () => undefined,
};

describe.each(RECIPES)('$id', (recipe) => {
  const test40 = parts.test.subarray(0, 40);
  const make = (seed: number) => recipe.candidates[0].fit(table, parts, { ...BUDGET, seed });

  test('scores and draws edits on the sliders’ steps, the same for the same seed, and leaks nothing', () => {
    const before = tf.memory().numTensors;
    const model = make(1);
    const scores = model.logProb(test40, 5);
    const drawn = model.sample(test40, 3, 7);
    expect(drawn).toHaveLength(40 * 3 * 11);
    drawn.forEach((value, i) => {
      const { max, step } = ADJUSTMENTS[i % 11];
      const steps = (value * max) / step;
      expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-4);
      expect(Math.abs(value)).toBeLessThanOrEqual(1);
    });
    expect(model.sample(test40, 3, 7)).toEqual(drawn);
    if (scores) {
      expect(scores.values.every(Number.isFinite)).toBe(true);
      expect(model.logProb(test40, 5)).toEqual(scores);
    }
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('fitting', () => {
  const likelihood = (id: string, steps: number): number => {
    const recipe = RECIPES.find((one) => one.id === id)!;
    const model = recipe.candidates[0].fit(table, parts, { ...BUDGET, steps });
    const { values } = model.logProb(parts.test, 5)!;
    model.dispose();
    return meanOf(values);
  };

  test.each(['mlp', 'mdn', 'lbn', 'cvae', 'cgm-vae'])(
    '%s learns: more steps explain held-out edits better',
    (id) => {
      expect(likelihood(id, 200)).toBeGreaterThan(likelihood(id, 10) + 0.7);
    },
  );

  test('sight of the photo is worth something', () => {
    expect(likelihood('mdn-hurdle', 300)).toBeGreaterThan(likelihood('mixture', 300) + 0.3);
  });
});

/** A store in memory that counts what is written. */
function memoryStore() {
  const kept = new Map<string, unknown>();
  const claimed = new Set<string>();
  return {
    kept,
    claimed,
    read: async <T>(key: string) => kept.get(key) as T | undefined,
    write: async (key: string, run: unknown) => void kept.set(key, JSON.parse(JSON.stringify(run))),
    claim: async (key: string) => !claimed.has(key) && claimed.add(key) !== undefined,
    release: async (key: string) => void claimed.delete(key),
  };
}

const raster = (light: number) => ({
  width: 8,
  height: 6,
  space: 'srgb' as const,
  data: Uint8ClampedArray.from({ length: 8 * 6 * 4 }, (_, i) => (i % 4 === 3 ? 255 : light + (i % 64))),
});
const pictures = new Map(
  Array.from(parts.test, (edit) => [table.photoOf[edit], raster(40 + (edit % 7) * 20)]),
);
const material: Material = {
  prepared,
  darkroom: createDarkroom(pictures),
  groups: toy.groups,
  mayShow: () => true,
};
const options = { seeds: 2, steps: 40, batch: 32, note: () => undefined, spent: () => 0 };

describe('the comparison', () => {
  const store = memoryStore();
  const recipes = recipesOf({ models: ['none', 'neighbours', 'mlp'] });
  let results: readonly Result[] = [];

  beforeAll(async () => {
    results = await finishRuns(recipes, material, store, options);
  }, 180_000);

  test('tunes all candidates on one seed and fits the likeliest with the others', () => {
    expect([...store.kept.keys()].filter((key) => key.startsWith('mlp')).length).toBe(4 + 1);
    const { tried, chosen, runs } = results[2];
    const best = Math.max(...tried.map(({ validation }) => validation!));
    expect(tried[chosen].validation).toBe(best);
    expect(runs[0].validation).toBe(best);
    expect(runs[1].validation).not.toBe(best);
    expect(runs[0].curve.at(-1)?.step).toBe(40);
  });

  test('is taken up from what was kept, without fitting again', async () => {
    const kept = new Map(store.kept);
    const again = await finishRuns(recipes, material, store, options);
    expect(store.kept).toEqual(kept);
    expect(again).toEqual(results);
    expect(store.claimed.size).toBe(0);
  });

  test('comes to a table of what was measured', () => {
    const rows = table1(material, results);
    const [none, , mlp] = rows;
    expect(none.logLikelihood).toBeUndefined();
    expect(none.pictures.map(({ best }) => best)).toEqual([1, 3, 10, 20]);
    expect(none.pictures[0].e76.mean).toBeCloseTo(none.pictures[3].e76.mean, 12);
    expect(mlp.seeds).toBe(2);
    expect(mlp.tried).toHaveLength(4);
    expect(mlp.pictures[3].e76.mean).toBeLessThan(mlp.pictures[0].e76.mean);
    const html = pageOf(
      [
        table1Page([
          { population: 'toy', dataset: { edits: toy.edits }, rows, margins: marginsOf(material, results) },
        ]),
      ],
      'npm run evaluate',
    );
    expect(html).toContain(mlp.logLikelihood!.mean.toFixed(2));
    expect(html).toContain('simulated');
  });

  test('comes to marginals: as many edits in the models’ histograms as in the true ones', () => {
    const { kept, models, edits } = fig4('toy', material, results);
    for (const histograms of [kept, ...models.map(({ marginals }) => marginals)]) {
      for (const counts of histograms) expect(counts.reduce((sum, count) => sum + count, 0)).toBe(edits);
    }
    // No edit is all in the bin of 0.
    expect(models[0].marginals[0][25]).toBe(edits);
    expect(fig4Page([{ population: 'toy', edits, kept, models }]).html).toContain('<svg');
  });

  test('comes to edits beside their nearest proposals', async () => {
    const figure = fig5('toy', material, () => 'warm', results);
    expect(figure.photos.length).toBeGreaterThan(0);
    for (const { pairs } of figure.photos) {
      expect(new Set(pairs.map(({ person }) => person)).size).toBe(3);
    }
    const { html } = await fig5Page(
      [{ figure, pictures }],
      async ({ width, height }) => `data:${width}x${height}`,
    );
    // As it came, three edits, three proposals; all inside the page.
    expect(html.match(/src="data:8x6"/g)).toHaveLength(7 * figure.photos.length);
    const hidden = await fig5Page([{ figure, pictures: new Map() }], async () => 'data:');
    expect(hidden.html).not.toContain('<img');
  });

  test('comes to calibration, in which no edit at all is far too sure', () => {
    const figure = calibration('toy', results);
    const [none, neighbours] = figure.models;
    expect(neighbours.unevenness).toBeLessThan(none.unevenness);
    expect(calibrationPage([figure]).html).toContain('By chance alone'.toLowerCase());
  });
});
