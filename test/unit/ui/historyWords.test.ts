import { describe, expect, it } from 'vitest';
import type { HistoryState } from '../../../src/app';
import { historyWords } from '../../../src/ui/taste/historyWords';

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

  it('an interrupted one says what to do', () => {
    expect(historyWords(state({ phase: 'unfinished' }))).toMatch(/Pick it again/);
  });
});
