import { expect, test } from 'vitest';
import { NEUTRAL } from '../../../../src/edit';
import { prepareSource, prepareVariant, typicalSettings } from '../../../../src/training/simulate/bench';
import { applyFault, NO_FAULT } from '../../../../src/training/simulate/faults';
import { SLIDER_HABITS } from '../../../../src/training/simulate/retouch';
import { STYLE_NAMES } from '../../../../src/training/simulate/styles';
import { picture } from './pictures';

const source = prepareSource(picture(), 'landscape', 5);
const style = (name: string) => STYLE_NAMES.indexOf(name);

test('an honest correction undoes what the camera did', () => {
  const under = prepareVariant(source, applyFault(picture(), { ...NO_FAULT, kind: 'under', ev: -1.5 }));
  expect(under.seen.p50).toBeLessThan(source.honest.p50 - 10);
  expect(under.honest.adjustments.exposure).toBeGreaterThan(0.5);
  expect(Math.abs(under.look(under.honest.adjustments).p50 - source.honest.p50)).toBeLessThan(4);

  const cast = [1.25, 1, 0.8] as const;
  const warm = prepareVariant(source, applyFault(picture(), { ...NO_FAULT, kind: 'cast', cast }));
  expect(warm.seen.b).toBeGreaterThan(source.honest.b + 6);
  expect(warm.honest.adjustments.temp).toBeLessThan(-5);
  expect(Math.abs(warm.look(warm.honest.adjustments).b - source.honest.b)).toBeLessThan(3);
});

const plain = prepareVariant(source, picture());
const developed = (name: string) => plain.look(plain.full(style(name)).adjustments);

test('styles are what they are called, in the picture', () => {
  const clean = developed('clean natural');
  expect(developed('bright and airy').p50).toBeGreaterThan(clean.p50 + 6);
  expect(developed('dark and moody').p50).toBeLessThan(clean.p50 - 6);
  expect(developed('warm film').b).toBeGreaterThan(clean.b + 3);
  expect(developed('cool matte').b).toBeLessThan(clean.b - 2.5);
  expect(developed('cool matte').p2).toBeGreaterThan(clean.p2 + 3);
  expect(developed('vivid').chroma).toBeGreaterThan(clean.chroma * 1.1);
  expect(developed('muted').chroma).toBeLessThan(clean.chroma * 0.8);
  expect(developed('near-monochrome').chroma).toBeLessThan(clean.chroma * 0.45);
  expect(developed('punchy landscape').localContrast).toBeGreaterThan(clean.localContrast * 1.08);
});

test('no style breaks the picture or goes past what anybody does', () => {
  STYLE_NAMES.forEach((_, index) => {
    if (!source.wishes[index]) return;
    const { adjustments } = plain.full(index);
    const { white, black } = plain.look(adjustments);
    expect(white).toBeLessThan(Math.max(0.05, plain.seen.white + 0.02));
    expect(black).toBeLessThan(Math.max(0.06, plain.seen.black + 0.03));
    for (const [id, { least, most }] of Object.entries(SLIDER_HABITS)) {
      const value = adjustments[id as keyof typeof adjustments];
      expect(value).toBeGreaterThanOrEqual(least - 1e-9);
      expect(value).toBeLessThanOrEqual(most + 1e-9);
    }
  });
});

test('a style nobody would use on a landscape has no wish, and falls back to the honest correction', () => {
  const soft = style('soft portrait');
  expect(source.wishes[soft]).toBeUndefined();
  expect(plain.full(soft)).toBe(plain.honest);
});

test('typical settings differ by style as the styles do', () => {
  const typical = typicalSettings([plain]);
  expect(typical).toHaveLength(STYLE_NAMES.length);
  expect(typical[style('near-monochrome')].saturation).toBeLessThan(typical[style('vivid')].saturation - 20);
  expect(typical[style('soft portrait')]).toEqual(NEUTRAL);
});
