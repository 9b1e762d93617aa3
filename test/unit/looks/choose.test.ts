import { expect, test } from 'vitest';
import { meanDeltaE00, rasterToLab } from '../../../src/colour';
import { createRng } from '../../../src/core';
import { developAll, downscale } from '../../../src/develop/reference';
import {
  type AdjustmentId,
  type AdjustmentsPatch,
  fromModelUnits,
  NEUTRAL,
  patchAdjustments,
} from '../../../src/edit';
import { chooseLooks, type LookSample, type LookSource, topStyle } from '../../../src/looks';
import { noHabits } from '../../../src/taste';
import { picture } from '../training/simulate/pictures';

const NOBODY = {
  shift: new Float64Array(40),
  scale: new Float64Array(40).fill(1),
  habits: noHabits(),
  own: 0.9,
};
const photo = picture(0.6, 48, 32);

/** Samples about a point of slider space, as wide as they are asked to be, of two styles. */
function source(width: number, asked: { spread: number; seed: number }[] = []): LookSource {
  return {
    async draw({ count, seed, spread, around }) {
      asked.push({ spread, seed });
      const rng = createRng(seed);
      return Array.from({ length: count }, (_, i): LookSample => {
        const noise = Float64Array.from({ length: 11 }, () => rng.normal());
        const y = noise.map((value) =>
          Math.max(-1, Math.min(1, (around?.z[0] ?? 0.02) + width * spread * value)),
        );
        const nothing = new Float64Array(11);
        return {
          y,
          adjustments: fromModelUnits(y),
          z: nothing,
          style: i % 2,
          weight: 1,
          mean: y,
          moved: new Float64Array(11).fill(1),
          deviation: nothing,
        };
      });
    },
    develop: async (list, side) => developAll(downscale(photo, side), list),
  };
}

test('looks are as many as asked for, unlike each other, named apart, the likeliest first', async () => {
  const looks = await chooseLooks(source(0.2), { count: 6, seed: 1 });
  expect(looks).toHaveLength(6);
  expect(new Set(looks.map(({ words }) => words)).size).toBe(6);
  const agreements = looks.map(({ agreement }) => agreement);
  expect(agreements).toEqual([...agreements].sort((a, b) => b - a));
  const labs = looks.map(({ raster }) => rasterToLab(raster));
  labs.forEach((a, i) => {
    for (const b of labs.slice(i + 1)) expect(meanDeltaE00(a, b)).toBeGreaterThanOrEqual(3);
  });
});

test('looks that are shown beside them keep their words, and none has the words of another', async () => {
  const options = { count: 6, seed: 1 };
  const looks = await chooseLooks(source(0.2), options);
  const shown = looks.map(({ words, sample }) => ({ words, adjustments: sample.adjustments }));
  // A strip of the same looks in other words: those that are the same keep the words that they are shown with.
  const beside = [{ ...shown[0], words: shown[1].words }];
  const again = await chooseLooks(source(0.2), { ...options, beside });
  expect(again[0].words).toBe(shown[1].words);
  expect(again.slice(1).map(({ words }) => words)).not.toContain(shown[1].words);
  // Others come into the strip one by one.
  const all = [...shown];
  for (const seed of [2, 3, 4, 5]) {
    const avoid = all.map(({ adjustments }) => adjustments);
    const [next] = await chooseLooks(source(0.2), { count: 1, seed, avoid, beside: all });
    all.push({ words: next.words, adjustments: next.sample.adjustments });
  }
  expect(new Set(all.map(({ words }) => words.toLowerCase().split(', ').sort().join())).size).toBe(10);
});

test('draws more daringly where the likeliest edits are all alike, with other numbers', async () => {
  const asked: { spread: number; seed: number }[] = [];
  await chooseLooks(source(0.01, asked), { count: 6, seed: 1 });
  expect(asked.map(({ spread }) => spread)).toEqual([1, 1.5, 2.2]);
  expect(new Set(asked.map(({ seed }) => seed)).size).toBe(3);
});

/** In place of what is drawn, these exposures in EV, one after another, by how daring the draw is. */
function exposing(bySpread: Readonly<Record<number, readonly number[]>>): LookSource {
  const usual = source(0);
  return {
    ...usual,
    async draw(options) {
      const exposures = bySpread[options.spread];
      const samples = await usual.draw(options);
      return samples.map((sample, i) => ({
        ...sample,
        adjustments: patchAdjustments(NEUTRAL, { exposure: exposures[i % exposures.length] }),
      }));
    },
  };
}

test('a more daring draw that leaves fewer looks, or more alike ones, takes none away', async () => {
  const exposuresOf = async (...draws: readonly (readonly number[])[]) => {
    const [first, second, third] = draws;
    const looks = await chooseLooks(exposing({ 1: first, 1.5: second, 2.2: third }), { count: 6, seed: 1 });
    return looks.map(({ sample }) => sample.adjustments.exposure).sort((a, b) => a - b);
  };
  const five = [-2, -1, 0.7, 1.4, 2.1];
  expect(await exposuresOf(five, [3], [3])).toEqual(five);
  expect(await exposuresOf([1], five, [3])).toEqual(five);
  const others = [-2.2, -1.2, 0.6, 1.2, 1.8];
  // As many of the last draw are as good, and it was drawn for a reason.
  expect(await exposuresOf(five, others, [3])).toEqual(others);
  expect(await exposuresOf(five, [-2, -1.8, -1, 0.7, 1.4], [3])).toEqual(five);
  // Two that are washed out are no match for one that is not.
  expect(await exposuresOf([4.2, 5], [0.7], [4.2, 5])).toEqual([0.7]);
});

test('one look at least is not of the usual style', async () => {
  const looks = await chooseLooks(source(0.2), {
    count: 4,
    seed: 2,
    person: { ...NOBODY, styles: Float64Array.of(0.9, 0.1) },
  });
  expect(looks.some(({ sample }) => sample.style === 1)).toBe(true);
});

test('the style that taste leads to', () => {
  expect(topStyle([0.2, 0.5, 0.3])).toBe(1);
  expect(topStyle(undefined)).toBeUndefined();
});

test('a look that leaves the photo as it was is not shown', async () => {
  const looks = await chooseLooks(source(0.08), { count: 6, seed: 3 });
  const before = rasterToLab(photo);
  expect(looks.length).toBeGreaterThan(1);
  for (const { raster } of looks)
    expect(meanDeltaE00(rasterToLab(raster), before)).toBeGreaterThanOrEqual(2.9);
});

test('with nothing locked the looks are those of a plain choice, bit for bit', async () => {
  const plain = await chooseLooks(source(0.2), { count: 6, seed: 1 });
  expect(await chooseLooks(source(0.2), { count: 6, seed: 1, locked: {} })).toEqual(plain);
});

test('every look has the locked values, and its picture shows them', async () => {
  const locked: AdjustmentsPatch = { exposure: -0.85, saturation: 40 };
  const looks = await chooseLooks(source(0.2), { count: 6, seed: 1, locked });
  expect(looks.length).toBeGreaterThan(3);
  const [bare] = await source(0.2).develop([patchAdjustments(NEUTRAL, locked)], 64);
  for (const { sample, raster } of looks) {
    for (const [id, value] of Object.entries(locked)) {
      expect(sample.adjustments[id as AdjustmentId]).toBe(value);
    }
    const [developed] = await source(0.2).develop([sample.adjustments], 320);
    expect(raster.data).toEqual(developed.data);
    // What is locked alone is what the person has already.
    expect(meanDeltaE00(rasterToLab(raster), rasterToLab(bare))).toBeGreaterThan(2.9);
  }
});

test('with every slider locked there is no other look', async () => {
  const locked = fromModelUnits(new Float64Array(11).fill(0.1));
  expect(await chooseLooks(source(0.2), { count: 6, seed: 1, locked })).toEqual([]);
});

test('variations of a look are like it, and yet differ from it and from each other', async () => {
  const z = new Float64Array(11).fill(0.15);
  const adjustments = fromModelUnits(z);
  const like = { z, style: 0, adjustments, words: 'Brighter' };
  const variations = await chooseLooks(source(0.08), { count: 5, seed: 4, like });
  expect(variations).toHaveLength(5);
  const [anchor] = await source(0).develop([adjustments], 64);
  const labs = [anchor, ...variations.map(({ raster }) => raster)].map(rasterToLab);
  labs.forEach((a, i) => {
    for (const b of labs.slice(i + 1)) expect(meanDeltaE00(a, b)).toBeGreaterThanOrEqual(1.4);
  });
  const others = await chooseLooks(source(0.2), { count: 5, seed: 4 });
  const distance = (looks: typeof others) =>
    looks.reduce((sum, { raster }) => sum + meanDeltaE00(rasterToLab(raster), labs[0]), 0) / looks.length;
  expect(distance(variations)).toBeLessThan(0.7 * distance(others));
});

test('no variation is named like the look that it varies', async () => {
  const z = new Float64Array(11).fill(0.15);
  const adjustments = fromModelUnits(z);
  const named = async (words: string) => {
    const like = { z, style: 0, adjustments, words };
    const variations = await chooseLooks(source(0.08), { count: 5, seed: 4, like });
    return variations.map((look) => look.words);
  };
  const [taken] = await named('Brighter');
  expect(await named(taken)).not.toContain(taken);
});

test('a look that is not for the person does not come again, nor one like it', async () => {
  const options = { count: 6, seed: 1 };
  const plain = await chooseLooks(source(0.2), options);
  expect(await chooseLooks(source(0.2), { ...options, avoid: [] })).toEqual(plain);
  const avoid = [plain[0].sample.adjustments, plain[3].sample.adjustments];
  const looks = await chooseLooks(source(0.2), { ...options, avoid });
  expect(looks).toHaveLength(6);
  for (const look of looks) {
    for (const gone of [plain[0], plain[3]]) {
      expect(meanDeltaE00(rasterToLab(look.raster), rasterToLab(gone.raster))).toBeGreaterThanOrEqual(3);
    }
  }
});

test('the first look is the person’s own where that is asked for, the rest likeliest first', async () => {
  const person = { ...NOBODY, styles: Float64Array.of(0.2, 0.8) };
  for (let seed = 1; seed <= 6; seed++) {
    const looks = await chooseLooks(source(0.2), { count: 5, seed, person, yoursFirst: true });
    expect(looks[0].sample.style).toBe(1);
    expect(looks.some(({ sample }) => sample.style === 0)).toBe(true);
    const rest = looks.slice(1).map(({ agreement }) => agreement);
    expect(rest).toEqual([...rest].sort((a, b) => b - a));
  }
});

test('one look for a place is of the kind that is asked for', async () => {
  const person = { ...NOBODY, styles: Float64Array.of(0.2, 0.8) };
  for (const [only, style] of [
    ['yours', 1],
    ['others', 0],
  ] as const) {
    for (const seed of [1, 2, 3]) {
      const [look] = await chooseLooks(source(0.2), { count: 1, seed, person, only });
      expect(look.sample.style).toBe(style);
    }
  }
});
