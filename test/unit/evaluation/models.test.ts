import { beforeAll, describe, expect, test } from 'vitest';
import { ADJUSTMENTS } from '../../../src/edit';
import { pageOf } from '../../../src/evaluation/page';
import { createDarkroom } from '../../../src/evaluation/pictures';
import { RECIPES } from '../../../src/evaluation/recipes';
import { meanOf } from '../../../src/evaluation/statistics';
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
      expect(scores.every(Number.isFinite)).toBe(true);
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
    const values = model.logProb(parts.test, 5)!;
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
    expect(likelihood('mdn', 300)).toBeGreaterThan(likelihood('mixture', 300) + 0.3);
  });
});

describe('the table', () => {
  const kept = new Map<string, unknown>();
  let fitted = 0;
  const store = {
    read: async <T>(key: string) => kept.get(key) as T | undefined,
    write: async (key: string, run: unknown) => {
      fitted += 1;
      kept.set(key, JSON.parse(JSON.stringify(run)));
    },
  };
  const raster = (light: number) => ({
    width: 8,
    height: 6,
    space: 'srgb' as const,
    data: Uint8ClampedArray.from({ length: 8 * 6 * 4 }, (_, i) => (i % 4 === 3 ? 255 : light + (i % 64))),
  });
  const darkroom = createDarkroom(
    new Map(Array.from(parts.test, (edit) => [table.photoOf[edit], raster(40 + (edit % 7) * 20)])),
  );
  const options = { seeds: 2, steps: 40, batch: 32, models: ['none', 'mlp'], note: () => undefined };
  let html = '';

  beforeAll(async () => {
    const rows = await table1(prepared, darkroom, store, options);
    const section = table1Page([{ population: 'toy', dataset: { edits: toy.edits }, rows }]);
    html = pageOf([section], 'npm run evaluate');
  });

  test('holds what was measured', async () => {
    const [none, mlp] = await table1(prepared, darkroom, store, options);
    expect(none.logLikelihood).toBeUndefined();
    expect(none.pictures.map(({ best }) => best)).toEqual([1, 3, 10, 20]);
    expect(none.pictures[0].e76.mean).toBeCloseTo(none.pictures[3].e76.mean, 12);
    expect(mlp.seeds).toBe(2);
    expect(mlp.tried).toHaveLength(4);
    expect(mlp.pictures[3].e76.mean).toBeLessThan(mlp.pictures[0].e76.mean);
    expect(html).toContain(mlp.logLikelihood!.mean.toFixed(2));
    expect(html).toContain('simulated');
  });

  test('is taken up from what was kept, without fitting again', async () => {
    const before = fitted;
    await table1(prepared, darkroom, store, options);
    expect(fitted).toBe(before);
  });
});
