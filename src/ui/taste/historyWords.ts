import type { HistoryState } from '../../app';

const edits = (count: number): string => (count === 1 ? 'one edit' : `${count} edits`);

/** Whether photos are being read or looked at. */
export function isUnderWay({ phase }: Pick<HistoryState, 'phase'>): boolean {
  return phase === 'reading' || phase === 'importing';
}

/** What an import is about, said once for all its photos while it runs; how it ended is `historyWords`. */
export function historyStep({ phase, folder, total }: HistoryState): string {
  if (phase === 'reading') return `Reading settings of ${folder}.`;
  return phase === 'importing'
    ? `Looking at ${total === 1 ? 'one photo' : `${total} photos`} in ${folder}.`
    : '';
}

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
