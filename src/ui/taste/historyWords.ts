import type { HistoryState } from '../../app';

const edits = (count: number): string => (count === 1 ? 'one edit' : `${count} edits`);

/** How far an import is, in one sentence. */
export function historyWords({ phase, folder, done, total, learned, message }: HistoryState): string {
  switch (phase) {
    case 'idle':
      return '';
    case 'reading':
      return total > 0
        ? `Reading settings: ${done} of ${total} photos in ${folder}.`
        : `Reading settings of ${folder}${done > 0 ? `: ${done} photos` : ''}.`;
    case 'importing':
      return `Looking at photos: ${done} of ${total} in ${folder}.`;
    case 'done':
      return learned > 0
        ? `Learned from ${edits(learned)} in ${folder}.`
        : `There was nothing new to learn from in ${folder}.`;
    case 'stopped':
      return `Stopped; what was learned stays (${edits(learned)}).`;
    case 'unfinished':
      return `The import of ${folder} was interrupted. Pick it again to go on: what was learned is kept.`;
    case 'failed':
      return message;
  }
}
