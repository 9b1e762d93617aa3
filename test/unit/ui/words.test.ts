import { describe, expect, it } from 'vitest';
import type { TasteStyle } from '../../../src/app';
import { byteWords, pixelWords, whenWords } from '../../../src/ui/input/sizes';
import { effectiveStyles, knownWords, shareWords, strengthWords } from '../../../src/ui/taste/words';

const styles = (...weights: number[]): TasteStyle[] =>
  weights.map((weight, index) => ({
    index,
    name: `style ${index}`,
    words: '',
    weight,
    baseline: 1 / weights.length,
  }));

describe('sizes', () => {
  it('says pixels and bytes as people do', () => {
    expect(pixelWords(4000, 3000)).toBe('4000 × 3000 pixels, 12 megapixels');
    expect(pixelWords(1100, 1400)).toBe('1100 × 1400 pixels, 1.5 megapixels');
    expect(pixelWords(400, 300)).toBe('400 × 300 pixels');
    expect([byteWords(10), byteWords(840_000), byteWords(3_440_000), byteWords(123_400_000)]).toEqual([
      '1 kB',
      '840 kB',
      '3.4 MB',
      '123 MB',
    ]);
  });

  it('says when, by the calendar and not by the hour', () => {
    const now = new Date(2026, 4, 20, 0, 30).getTime();
    expect(whenWords(now - 30_000, now)).toBe('just now');
    expect(whenWords(new Date(2026, 4, 20, 0, 5).getTime(), now)).toBe('today');
    expect(whenWords(new Date(2026, 4, 19, 23, 50).getTime(), now)).toBe('yesterday');
    expect(whenWords(new Date(2026, 1, 3).getTime(), now)).toContain('2026');
  });
});

describe('taste in words', () => {
  it('counts styles by entropy', () => {
    expect(effectiveStyles([1, 0, 0])).toBeCloseTo(1);
    expect(effectiveStyles([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(4);
  });

  it('is as sure as the shares are', () => {
    expect(knownWords(styles(0.25, 0.25, 0.25, 0.25), 0)).toBe('');
    expect(knownWords(styles(0.97, 0.01, 0.01, 0.01), 9)).toContain('fairly sure: style 0');
    expect(knownWords(styles(0.1, 0.8, 0.05, 0.05), 3)).toContain('leans towards style 1');
    expect(knownWords(styles(0.27, 0.25, 0.24, 0.24), 1)).toContain('After one edit it is not sure yet');
  });

  it('rounds shares to whole percents without calling a little nothing', () => {
    expect([0, 0.004, 0.126, 1].map(shareWords)).toEqual(['0%', 'under 1%', '13%', '100%']);
  });

  it('grows stronger with the influence', () => {
    expect([0, 0.05, 0.15, 0.5].map(strengthWords)).toEqual([
      'hardly changes anything',
      'a little',
      'clearly',
      'strongly',
    ]);
  });
});
