import { describe, expect, it } from 'vitest';
import type { HistoryState } from '../../../src/app';
import { historyStep, historyWords } from '../../../src/ui/taste/historyWords';

const state = (change: Partial<HistoryState>): HistoryState => ({
  phase: 'idle',
  folder: 'Iceland',
  done: 0,
  total: 0,
  learned: 0,
  skipped: [],
  message: '',
  ...change,
});

describe('words for an import', () => {
  it.each([
    [{}, ''],
    [{ phase: 'reading' }, 'Reading settings of Iceland.'],
    [{ phase: 'reading', done: 300 }, 'Reading settings of Iceland: 300 photos.'],
    [{ phase: 'reading', done: 3, total: 9 }, 'Reading settings: 3 of 9 photos in Iceland.'],
    [{ phase: 'importing', done: 3, total: 9 }, 'Looking at photos: 3 of 9 in Iceland.'],
    [{ phase: 'done', learned: 1 }, 'Learned from one edit in Iceland.'],
    [{ phase: 'done', learned: 0 }, 'There was nothing new to learn from in Iceland.'],
    [{ phase: 'stopped', learned: 2 }, 'Stopped; what was learned stays (2 edits).'],
    [{ phase: 'failed', message: 'The catalogue cannot be read.' }, 'The catalogue cannot be read.'],
  ] as const)('%j', (change, words) => {
    expect(historyWords(state(change))).toBe(words);
  });

  it('what is said aloud is the same for every photo, and nothing once it has ended', () => {
    const importing = (done: number) => historyStep(state({ phase: 'importing', done, total: 9 }));
    expect(importing(3)).toBe('Looking at 9 photos in Iceland.');
    expect(importing(4)).toBe(importing(3));
    const reading = (done: number) => historyStep(state({ phase: 'reading', done, total: 9 }));
    expect(reading(0)).toBe('Reading settings of Iceland.');
    expect(reading(5)).toBe(reading(0));
    expect(historyStep(state({ phase: 'done', learned: 9, total: 9 }))).toBe('');
  });

  it('an interrupted one says what to do', () => {
    expect(historyWords(state({ phase: 'unfinished' }))).toMatch(/Pick it again/);
  });
});
