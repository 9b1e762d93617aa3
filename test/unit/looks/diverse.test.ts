import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EncodedRaster, meanDeltaE00, rasterToLab } from '../../../src/colour';
import { createRng } from '../../../src/core';
import { describeLook, describeLooks } from '../../../src/looks';
import { pictureDistances } from '../../../src/looks/distances';
import { type DiverseOptions, type LookCandidate, selectDiverse } from '../../../src/looks/diverse';

const PIXELS = 400;

/** A flat grey picture of this lightness, with a little texture so that no two pixels are alike. */
function picture(lightness: number, b = 0): Float32Array {
  const rng = createRng(1);
  const lab = new Float32Array(PIXELS * 3);
  for (let i = 0; i < PIXELS; i++) {
    lab[i * 3] = Math.min(100, Math.max(0, lightness + 10 * (rng.uniform() - 0.5)));
    lab[i * 3 + 2] = b;
  }
  return lab;
}

const select = (candidates: readonly LookCandidate[], options: DiverseOptions): number[] =>
  selectDiverse(candidates, pictureDistances(candidates.map(({ lab }) => lab)), options);

const candidate = (quality: number, lightness: number, style = 0, b = 0): LookCandidate => ({
  quality,
  weight: 1,
  lab: picture(lightness, b),
  style,
});

describe('the diverse few', () => {
  test('the most probable comes first', () => {
    const candidates = [candidate(-4, 30), candidate(3, 50), candidate(1, 70)];
    expect(select(candidates, { count: 3, minimumDeltaE: 3 })[0]).toBe(1);
    expect(select([], { count: 3, minimumDeltaE: 3 })).toEqual([]);
  });

  test('near-duplicates are never both chosen while others remain, and nothing twice', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 6 }), (seed, count) => {
        const rng = createRng(seed);
        const candidates = Array.from({ length: 24 }, () =>
          candidate(4 * rng.normal(), 20 + 60 * rng.uniform(), rng.integer(3), 20 * rng.normal()),
        );
        const chosen = select(candidates, { count, minimumDeltaE: 3 });
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen).toHaveLength(count);
        for (const a of chosen) {
          for (const b of chosen) {
            if (a < b) expect(meanDeltaE00(candidates[a].lab, candidates[b].lab)).toBeGreaterThanOrEqual(3);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test('the next comes near what the first left far: where many draws are, sooner than where one is', () => {
    const crowd = [68, 69, 70, 71, 72].map((lightness) => candidate(0, lightness));
    const candidates = [candidate(5, 50), candidate(0, 25), ...crowd];
    expect(select(candidates, { count: 2, minimumDeltaE: 3 })).toEqual([0, 4]);
    // What stands for more draws counts as they would.
    const heavy = candidates.map((one, i) => (i === 1 ? { ...one, weight: 20 } : one));
    expect(select(heavy, { count: 2, minimumDeltaE: 3 })).toEqual([0, 1]);
  });

  test('no exchange of one for another comes nearer to what is wanted, nor any other few by much', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const rng = createRng(seed);
        const candidates = Array.from({ length: 24 }, () => ({
          ...candidate(rng.normal(), 20 + 60 * rng.uniform()),
          weight: 0.5 + rng.uniform(),
        }));
        const apart = pictureDistances(candidates.map(({ lab }) => lab));
        const missed = (set: readonly number[]) =>
          apart.reduce((sum, row, j) => sum + candidates[j].weight * Math.min(...set.map((i) => row[i])), 0);
        const chosen = select(candidates, { count: 4, minimumDeltaE: 0 });
        for (const place of [1, 2, 3]) {
          for (const other of candidates.keys()) {
            const exchanged = chosen.map((index, at) => (at === place ? other : index));
            expect(missed(exchanged)).toBeGreaterThanOrEqual(missed(chosen) - 1e-6);
          }
        }
        const takenOff = (set: readonly number[]) => missed([chosen[0]]) - missed(set);
        for (let i = 0; i < 40; i++) {
          const few = [chosen[0], ...[1, 2, 3].map(() => rng.integer(24))];
          expect(takenOff(chosen)).toBeGreaterThanOrEqual((1 - Math.exp(-1)) * takenOff(few));
        }
      }),
      { numRuns: 20 },
    );
  });

  test('too few that differ: visibly different ones fill up, identical ones never', () => {
    const candidates = [candidate(1, 50), candidate(0.9, 50), candidate(0.8, 51.5), candidate(0.7, 50)];
    expect(select(candidates, { count: 4, minimumDeltaE: 3 })).toEqual([0, 2]);
  });

  test('the last place is kept for another style', () => {
    const candidates = [
      candidate(9, 30, 0),
      candidate(8, 45, 0),
      candidate(8, 60, 0),
      candidate(8, 75, 0),
      candidate(-9, 50, 1, 6),
    ];
    expect(select(candidates, { count: 3, minimumDeltaE: 3 })).not.toContain(4);
    expect(select(candidates, { count: 3, minimumDeltaE: 3, outsideStyle: 0 })).toContain(4);
  });

  test('an exchange never takes away the only look of another style', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const rng = createRng(seed);
      const candidates = Array.from({ length: 24 }, (_, i) =>
        candidate(rng.normal(), 20 + 60 * rng.uniform(), i === 0 ? 1 : 0, i === 0 ? 25 : 0),
      );
      const chosen = select(candidates, { count: 4, minimumDeltaE: 3, outsideStyle: 0 });
      expect(
        chosen.some((index) => candidates[index].style !== 0),
        `seed ${seed}`,
      ).toBe(true);
    }
  });
});

/** A soft scene in sRGB, each channel through `develop`. */
function photo(develop: (value: number, channel: number) => number): EncodedRaster {
  const data = new Uint8ClampedArray(32 * 32 * 4);
  for (let i = 0; i < 32 * 32; i++) {
    const [x, y] = [i % 32, Math.floor(i / 32)];
    const scene = [60 + 3 * x + 30 * Math.sin(y / 3), 70 + 2 * x + y, 50 + 3 * y];
    scene.forEach((value, channel) => {
      data[i * 4 + channel] = develop(value, channel);
    });
    data[i * 4 + 3] = 255;
  }
  return { width: 32, height: 32, space: 'srgb', data };
}

const before = photo((value) => value);
const grey = (raster: EncodedRaster, amount: number): EncodedRaster => {
  const data = raster.data.slice();
  for (let i = 0; i < data.length; i += 4) {
    const mean = (data[i] + data[i + 1] + data[i + 2]) / 3;
    for (let c = 0; c < 3; c++) data[i + c] = mean + (1 - amount) * (data[i + c] - mean);
  }
  return { ...raster, data };
};

describe('words for looks', () => {
  test('say what was done to the picture', () => {
    expect(
      describeLook(
        before,
        photo((value) => value + 35),
      ),
    ).toMatch(/^Brighter/);
    expect(
      describeLook(
        before,
        photo((value) => value * 0.6),
      ),
    ).toMatch(/^Darker/);
    expect(
      describeLook(
        before,
        photo((value, c) => value + [18, 4, -24][c]),
      ),
    ).toMatch(/[Ww]armer/);
    expect(
      describeLook(
        before,
        photo((value, c) => value + [-18, 0, 24][c]),
      ),
    ).toMatch(/[Cc]ooler/);
    expect(
      describeLook(
        before,
        photo((value) => 128 + 1.6 * (value - 128)),
      ),
    ).toMatch(/[Pp]unchier/);
    expect(
      describeLook(
        before,
        photo((value) => 110 + 0.6 * (value - 110)),
      ),
    ).toMatch(/[Ss]ofter/);
    expect(describeLook(before, grey(before, 0.45))).toMatch(/[Mm]uted/);
    expect(describeLook(before, grey(before, -0.6))).toMatch(/[Vv]ivid/);
    expect(describeLook(before, grey(before, 0.95))).toMatch(/[Nn]ear monochrome/);
    expect(describeLook(before, before)).toBe('Unchanged');
  });

  test('a cast taken from a pale photo does not mute it, and a grey photo does not become vivid', () => {
    const bluish = photo((value, c) => 90 + 0.25 * value + [-8, 0, 14][c]);
    const neutral = photo((value, c) => 90 + 0.25 * value + [4, 0, -2][c]);
    expect(describeLook(bluish, neutral)).toMatch(/^Warmer/);
    expect(describeLook(bluish, neutral)).not.toMatch(/[Mm]uted|[Vv]ivid/);
    const black = grey(before, 1);
    const toned = { ...black, data: black.data.map((value, i) => value + [3, 1, -4, 0][i % 4]) };
    expect(describeLook(black, toned)).toMatch(/[Ww]armer/);
    expect(describeLook(black, toned)).not.toMatch(/[Vv]ivid/);
  });

  test('a faint look is still named by what it does most', () => {
    expect(
      describeLook(
        before,
        photo((value) => value + 2),
      ),
    ).toBe('A little brighter');
  });

  test('no two looks of a strip are named alike', () => {
    const afters = [20, 24, 28, 60, 64].map((more) => photo((value) => value + more));
    const labs = [...afters, afters[0], before, before].map(rasterToLab);
    const names = describeLooks(rasterToLab(before), labs);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^[A-Z]/.test(name))).toBe(true);
  });
});
