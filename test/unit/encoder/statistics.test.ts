import { describe, expect, it } from 'vitest';
import { photometricStatistics, STATISTICS } from '../../../src/encoder';
import { mirrored, raster, waves } from './rasters';

function statistics(photo: Parameters<typeof photometricStatistics>[0]): Record<string, number> {
  const values = photometricStatistics(photo);
  return Object.fromEntries(STATISTICS.map(({ id }, i) => [id, values[i]]));
}

const grey = (value: number) => raster(64, 48, () => [value, value, value]);

describe('photometricStatistics', () => {
  it('names each number once', () => {
    expect(new Set(STATISTICS.map(({ id }) => id)).size).toBe(STATISTICS.length);
    expect(STATISTICS.length).toBe(36);
    expect(photometricStatistics(waves(64, 64)).length).toBe(STATISTICS.length);
  });

  it.each([
    ['black', raster(40, 30, () => [0, 0, 0])],
    ['white', raster(40, 30, () => [255, 255, 255])],
    ['one pixel', raster(1, 1, () => [12, 200, 90])],
    ['one row', raster(900, 1, (x) => [x % 256, 0, 255])],
    ['one column', raster(1, 900, (_, y) => [y % 256, 0, 255])],
    ['pure blue', raster(40, 30, () => [0, 0, 255])],
    ['a checkerboard', raster(300, 300, (x, y) => ((x + y) % 2 ? [255, 255, 255] : [0, 0, 0]))],
    ['wide-gamut green', raster(40, 30, () => [0, 255, 0], 'display-p3')],
  ])('is finite and within [-2, 2] on %s', (_, photo) => {
    for (const value of photometricStatistics(photo)) {
      expect(Number.isFinite(value)).toBe(true);
      expect(Math.abs(value)).toBeLessThanOrEqual(2);
    }
  });

  it('is the same every time', () => {
    expect(photometricStatistics(waves(300, 200))).toEqual(photometricStatistics(waves(300, 200)));
  });

  it('does not change when the photo is mirrored', () => {
    const photo = waves(317, 211);
    const straight = photometricStatistics(photo);
    const other = photometricStatistics(mirrored(photo));
    STATISTICS.forEach(({ id }, i) => {
      expect(Math.abs(straight[i] - other[i]), id).toBeLessThan(5e-3);
    });
  });

  it('barely changes with the size of the raster', () => {
    const small = statistics(waves(256, 192));
    const large = statistics(waves(1024, 768));
    for (const id of [
      'tone.p05',
      'tone.p50',
      'tone.p95',
      'tone.entropy',
      'cast.a',
      'cast.b',
      'cast.grey.red',
    ]) {
      expect(Math.abs(small[id] - large[id]), id).toBeLessThan(0.03);
    }
  });

  it('sees more light in every percentile of a brighter photo', () => {
    const dark = statistics(waves(200, 150, 0.5));
    const bright = statistics(waves(200, 150, 1));
    for (const { id } of STATISTICS.filter((s) => /^tone\.(p|mean)/.test(s.id))) {
      expect(bright[id], id).toBeGreaterThan(dark[id]);
    }
  });

  it.each([10, 60, 128, 220])('sees no cast in grey %i', (value) => {
    const seen = statistics(grey(value));
    for (const [id, number] of Object.entries(seen)) {
      if (/^cast\.(?!neutral)/.test(id)) expect(Math.abs(number), id).toBeLessThan(1e-2);
    }
    expect(seen['cast.neutral']).toBeCloseTo(1, 3);
  });

  it('sees warm and magenta casts where they are', () => {
    const warm = statistics(raster(64, 64, (x) => [60 + x, 56 + x, 44 + x]));
    expect(warm['cast.midtones.b']).toBeGreaterThan(0.1);
    expect(warm['cast.grey.blue']).toBeLessThan(-0.02);
    const magenta = statistics(raster(64, 64, (x) => [130 + x, 120 + x, 130 + x]));
    expect(magenta['cast.midtones.a']).toBeGreaterThan(0.1);
  });

  it('measures clipping by channel', () => {
    const half = statistics(raster(64, 64, (x) => (x < 32 ? [255, 255, 255] : [255, 90, 0])));
    expect(half['clip.anyHigh']).toBeCloseTo(1, 5);
    expect(half['clip.allHigh']).toBeCloseTo(Math.SQRT1_2, 5);
    expect(half['clip.anyLow']).toBeCloseTo(Math.SQRT1_2, 5);
    expect(half['clip.allLow']).toBe(0);
    expect(half['clip.red']).toBeCloseTo(1, 5);
    expect(half['clip.green']).toBeCloseTo(Math.SQRT1_2, 5);
  });
});
