import { describe, expect, it } from 'vitest';
import type { SliderHabit, TasteStyle } from '../../../src/app';
import { ADJUSTMENT_IDS, NEUTRAL, patchAdjustments } from '../../../src/edit';
import { byteWords, pixelWords, whenWords } from '../../../src/ui/input/sizes';
import {
  doubtWords,
  habitWords,
  knownWords,
  shareWords,
  strengthWords,
  styleNote,
} from '../../../src/ui/taste/words';

const styles = (...weights: number[]): TasteStyle[] =>
  weights.map((weight, index) => ({
    index,
    name: `style ${index}`,
    words: '',
    average: NEUTRAL,
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
  it('speaks of what this person gained on a new one, not of what everybody starts with', () => {
    const known = (weights: number[], baselines: number[], count: number): string =>
      knownWords(
        styles(...weights).map((style, index) => ({ ...style, baseline: baselines[index] })),
        count,
      );
    expect(known([0.5, 0.3, 0.2], [0.5, 0.3, 0.2], 0)).toBe('');
    expect(known([0.48, 0.34, 0.18], [0.5, 0.3, 0.2], 1)).toContain('After one edit it is not sure yet');
    expect(known([0.48, 0.34, 0.18], [0.5, 0.3, 0.2], 1)).toContain('“style 1”');
    expect(known([0.45, 0.45, 0.1], [0.6, 0.2, 0.2], 3)).toContain('leans towards “style 1”');
    expect(known([0.05, 0.05, 0.9], [0.5, 0.3, 0.2], 9)).toContain('fairly sure: “style 2”');
  });

  it('says which sliders are used more and less, and which are set higher and lower', () => {
    const habits = (change: Readonly<Record<string, Partial<SliderHabit>>>): SliderHabit[] =>
      ADJUSTMENT_IDS.map((id) => ({ id, share: 0.5, usual: 0.5, lean: 0, ...change[id] }));
    expect(habitWords(habits({ temp: { share: 1, lean: 2 } }), 0)).toEqual([]);
    expect(habitWords(habits({}), 5)).toEqual([]);
    expect(habitWords(habits({ temp: { share: 0.7, lean: 0.3 } }), 5)).toEqual([]);
    const said = habits({
      contrast: { share: 0.8 },
      saturation: { share: 0.95, lean: 0.5 },
      blacks: { share: 0.9, lean: -1.2 },
      tint: { share: 0.1 },
      // Set low where it is set at all, which is seldom.
      clarity: { share: 0.2, lean: -2 },
    });
    expect(habitWords(said, 5)).toEqual([
      'You use Saturation, Blacks and Contrast more, and Tint and Clarity less than usual.',
      'You set Saturation higher, and Blacks lower than these styles alone would.',
    ]);
    expect(habitWords(habits({ tint: { share: 0.1 } }), 1)).toEqual(['You use Tint less than usual.']);
  });

  it('says that edits do not agree only once there are enough', () => {
    expect(doubtWords(0.2, 4)).toBeUndefined();
    expect(doubtWords(0.9, 9)).toBeUndefined();
    expect(doubtWords(0.2, 5)).toContain('as much as those of several people');
  });

  it('says what a style’s name leaves out, and nothing twice', () => {
    const [style] = styles(1);
    const note = (name: string, words: string): string => styleNote({ ...style, name, words }, []);
    expect(note('Vivid, dark', 'vivid, dark, crisp')).toBe('also crisp');
    expect(note('Vivid, dark', 'vivid, dark')).toBe('');
    expect(note('Warm film', 'faded, golden')).toBe('faded, golden');
  });

  it('tells styles apart that only a number tells apart, by what one moves further', () => {
    const named = (name: string, average: Parameters<typeof patchAdjustments>[1], index: number) => ({
      ...styles(1)[0],
      index,
      name,
      words: 'natural',
      average: patchAdjustments(NEUTRAL, average),
    });
    const all = [
      named('Natural', { contrast: 11, whites: 35, blacks: -16 }, 0),
      named('Natural 2', { contrast: 37 }, 1),
      named('Natural 3', {}, 2),
    ];
    expect(all.map((style) => styleNote(style, all))).toEqual([
      'Whites +35 on average',
      'Contrast +37 on average',
      '',
    ]);
    expect(styleNote(all[0], [all[0]])).toBe('');
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
