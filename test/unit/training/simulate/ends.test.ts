import { expect, test } from 'vitest';
import type { EncodedRaster } from '../../../../src/colour';
import { ADJUSTMENT_IDS, NEUTRAL } from '../../../../src/edit';
import { prepareSource, prepareVariant } from '../../../../src/training/simulate/bench';
import { holdEnds } from '../../../../src/training/simulate/ends';
import { honestTargets } from '../../../../src/training/simulate/goals';
import { STYLE_NAMES } from '../../../../src/training/simulate/styles';
import { picture } from './pictures';

/** The picture with every pixel of the upper rows set to one colour. */
function withTop(rows: number, [r, g, b]: readonly [number, number, number], light = 1): EncodedRaster {
  const made = picture(light);
  const data = made.data.slice();
  for (let i = 0; i < rows * made.width; i++) data.set([r, g, b, 255], 4 * i);
  return { ...made, data };
}

const ordinaryStyles = ['clean natural', 'bright and airy', 'punchy landscape', 'vivid', 'near-monochrome'];

test('a blown sky stays white in ordinary styles, and whitish in the moody ones', () => {
  const blown = withTop(26, [255, 255, 255]);
  const bench = prepareVariant(prepareSource(blown, 'landscape', 5), blown);
  expect(bench.seen.clippedShare).toBeGreaterThan(0.3);
  for (const name of ordinaryStyles) {
    const { clippedLightness, clippedChroma } = bench.look(bench.full(STYLE_NAMES.indexOf(name)).adjustments);
    expect(clippedLightness, name).toBeGreaterThan(97);
    expect(clippedChroma, name).toBeLessThan(5);
  }
  const dark = bench.look(bench.full(STYLE_NAMES.indexOf('low-key')).adjustments);
  expect(dark.clippedLightness).toBeGreaterThan(87);
  expect(dark.p50).toBeLessThan(bench.seen.p50 - 4);
});

test('without anything clipped the bright end is free to go down', () => {
  const plain = picture();
  const bench = prepareVariant(prepareSource(plain, 'landscape', 5), plain);
  expect(bench.seen.clippedShare).toBe(0);
  expect(bench.look(bench.full(STYLE_NAMES.indexOf('low-key')).adjustments).p98).toBeLessThan(85);
});

test('a black sky stays black in every style, a little less so in matte ones', () => {
  const night = withTop(44, [3, 3, 3], 0.5);
  const bench = prepareVariant(prepareSource(night, 'night', 5), night);
  expect(bench.seen.blackShare).toBeGreaterThan(0.6);
  STYLE_NAMES.forEach((name, index) => {
    if (!bench.source.wishes[index]) return;
    const { blackLightness } = bench.look(bench.full(index).adjustments);
    const most = name === 'cool matte' ? 5.5 : 3.5;
    expect(blackLightness - bench.seen.blackLightness, name).toBeLessThan(most);
  });
  const lifted = bench.look({ ...NEUTRAL, shadows: 60, blacks: 60, exposure: 0.7 });
  // The guard is what holds it: the sliders could have done otherwise.
  expect(lifted.blackLightness).toBeGreaterThan(bench.seen.blackLightness + 5);
});

test('goals for the ends give way only where something is held', () => {
  const plain = picture();
  const { source, seen } = prepareVariant(prepareSource(plain, 'landscape', 5), plain);
  const targets = honestTargets(source.honest, 'landscape', 1);
  expect(holdEnds(targets, seen)).toEqual(targets);
  const held = holdEnds({ ...targets, p98: 90 }, { ...seen, clippedShare: 0.3 });
  expect(held.p98).toBe(targets.whiteFloor);
  const black = holdEnds({ ...targets, p2: 9, blackCeiling: 2 }, { ...seen, blackShare: 0.6, p50: 1 });
  expect(black.p2).toBe(2);
  expect(black.p50).toBe(2);
});

/** A room under a lamp: white and coloured things, all of them warm. */
function lamplit(): EncodedRaster {
  const made = picture();
  const data = made.data.slice();
  const things = [
    [1, 1, 1],
    [1, 0.95, 0.9],
    [0.9, 0.5, 0.45],
    [0.45, 0.55, 0.9],
  ];
  for (let i = 0; i < data.length / 4; i++) {
    const [r, g, b] = things[Math.floor(i / 24) % things.length];
    const light = 60 + ((7 * i) % 150);
    data.set([light * 1.2 * r, light * 0.75 * g, light * 0.4 * b], 4 * i);
  }
  return { ...made, data };
}

test('a strong overall cast of an indoor photo is tamed part of the way, and nothing is brightened for it', () => {
  const raster = lamplit();
  const room = prepareVariant(prepareSource(raster, 'indoor', 5), raster);
  expect(room.honest.adjustments.temp).toBeLessThan(-20);
  expect(room.look(room.honest.adjustments).b).toBeLessThan(0.8 * room.seen.b);
  expect(room.look(room.honest.adjustments).b).toBeGreaterThan(0.3 * room.seen.b);
  expect(room.look(room.honest.adjustments).p50).toBeLessThan(Math.max(room.seen.p50, 50) + 2);
  // The same colours outside may be an evening, and more of them stays.
  const evening = prepareVariant(prepareSource(raster, 'landscape', 5), raster);
  expect(evening.honest.adjustments.temp).toBeGreaterThan(room.honest.adjustments.temp + 10);
  for (const id of ADJUSTMENT_IDS) expect(Number.isFinite(room.honest.adjustments[id])).toBe(true);
});
