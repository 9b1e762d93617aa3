import type { HistoryState } from '../state-types';

export const NO_HISTORY: HistoryState = {
  phase: 'idle',
  folder: '',
  done: 0,
  total: 0,
  learned: 0,
  skipped: [],
  message: '',
};
