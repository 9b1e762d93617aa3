import { expect, test } from 'vitest';
import {
  honestTargets,
  NO_OFFSETS,
  personTargets,
  styleTargets,
} from '../../../../src/training/simulate/goals';
import type { Measures } from '../../../../src/training/simulate/measures';
import { goalsFor, STYLE_NAMES } from '../../../../src/training/simulate/styles';

const ordinary: Measures = {
  p2: 5,
  p50: 50,
  p98: 94,
  midContrast: 28,
  a: 0,
  b: 1,
  chroma: 18,
  vividChroma: 38,
  localContrast: 4,
  skinLightness: Number.NaN,
  skinChroma: Number.NaN,
  skinHue: Number.NaN,
  white: 0,
  black: 0,
  clippedShare: 0,
  clippedLightness: 0,
  clippedChroma: 0,
  blackShare: 0,
  blackLightness: 0,
};
const style = (name: string) => STYLE_NAMES.indexOf(name);

test('an honest correction keeps a night dark, a snow scene bright and a sunset warm', () => {
  expect(honestTargets({ ...ordinary, p50: 12, p98: 70 }, 'night', 1).p50).toBeLessThan(14);
  expect(honestTargets({ ...ordinary, p50: 80 }, 'landscape', 1).p50).toBeGreaterThan(70);
  const sunset = honestTargets({ ...ordinary, b: 20 }, 'landscape', 0);
  expect(sunset.b).toBe(20);
  expect(honestTargets({ ...ordinary, b: 20 }, 'indoor', 1).b).toBeLessThan(13);
});

test('an underexposed day is brought towards the middle', () => {
  expect(honestTargets({ ...ordinary, p50: 25, p98: 70 }, 'landscape', 1).p50).toBeGreaterThan(33);
});

test('a style on a night stays a night, and no style asks for what cannot be', () => {
  const night = { ...ordinary, p50: 14, p98: 75 };
  STYLE_NAMES.forEach((_, index) => {
    const goals = goalsFor(index, 'night');
    if (goals) expect(styleTargets(night, goals, 'night').p50).toBeLessThanOrEqual(30);
    const day = goalsFor(index, 'landscape');
    if (!day) return;
    for (const p50 of [8, 30, 50, 70, 92]) {
      const targets = styleTargets({ ...ordinary, p50 }, day, 'landscape');
      expect(targets.p50).toBeGreaterThanOrEqual(13);
      expect(targets.p50).toBeLessThanOrEqual(84);
      expect(targets.p2).toBeGreaterThanOrEqual(0.3);
      expect(targets.p98).toBeLessThanOrEqual(108);
    }
  });
});

test('what is colourful already is asked for little more colour', () => {
  const goals = goalsFor(style('vivid'), 'landscape')!;
  const rise = (chroma: number) => styleTargets({ ...ordinary, chroma }, goals, 'landscape').chroma / chroma;
  expect(rise(50)).toBeLessThan(rise(12));
  expect(rise(50)).toBeGreaterThan(1);
});

test('strength 0 is the honest correction, 1 the style, mending 0 the photo as it came', () => {
  const seen = { ...ordinary, p50: 30, chroma: 9 };
  const wish = styleTargets(ordinary, goalsFor(style('bright and airy'), 'landscape')!, 'landscape');
  const at = (strength: number, mending: number) =>
    personTargets(seen, ordinary, wish, { strength, mending, offsets: NO_OFFSETS });
  expect(at(0, 1).p50).toBeCloseTo(ordinary.p50, 9);
  expect(at(0, 1).chroma).toBeCloseTo(ordinary.chroma, 9);
  expect(at(1, 1).p50).toBeCloseTo(wish.p50, 9);
  expect(at(1, 1).chroma).toBeCloseTo(wish.chroma, 9);
  expect(at(0, 0).p50).toBeCloseTo(seen.p50, 9);
  expect(at(0, 0).chroma).toBeCloseTo(seen.chroma, 9);
});

test('offsets move the goals', () => {
  const wish = styleTargets(ordinary, goalsFor(0, 'object')!, 'object');
  const options = { strength: 1, mending: 1 };
  const plain = personTargets(ordinary, ordinary, wish, { ...options, offsets: NO_OFFSETS });
  const offsets = { ...NO_OFFSETS, p50: 4, b: 3, chroma: Math.log(1.2) };
  const own = personTargets(ordinary, ordinary, wish, { ...options, offsets });
  expect(own.p50 - plain.p50).toBeCloseTo(4, 9);
  expect(own.b - plain.b).toBeCloseTo(3, 9);
  expect(own.chroma / plain.chroma).toBeCloseTo(1.2, 9);
});

test('what is bright by nature is not pulled to the middle', () => {
  const snow = { ...ordinary, p2: 26, p50: 64, p98: 90 };
  expect(honestTargets(snow, 'landscape', 1).p50).toBeGreaterThanOrEqual(63);
  for (const name of ['clean natural', 'punchy landscape', 'vivid']) {
    const { p50 } = styleTargets(snow, goalsFor(style(name), 'landscape')!, 'landscape');
    expect(p50, name).toBeGreaterThan(60.5);
  }
});

test('skin under coloured light is not brightened for its own sake', () => {
  const lit = { ...ordinary, skinLightness: 38, skinChroma: 36, skinHue: 62 };
  expect(honestTargets(lit, 'people', 1).skin!.lightness[0]).toBeLessThanOrEqual(38);
  expect(honestTargets({ ...lit, skinChroma: 18 }, 'people', 1).skin!.lightness[0]).toBe(52);
});
