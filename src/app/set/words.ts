import { listWords } from '../../core';
import type { Message } from '../state-types';

/** How giving a look to a set ended. */
export interface LooksOutcome {
  /** How many photos got it. */
  readonly given: number;
  /** The name of its style, or of the photo whose look it is. */
  readonly style: string;
  readonly like: string | undefined;
  /** How many have edits by hand. */
  readonly left: number;
  readonly failed: readonly string[];
}

const photosWord = (count: number): string => (count === 1 ? '1 photo' : `${count} photos`);

/** Where most went well the outcome is news, and what failed is named in it. */
export function kindOfOutcome(failed: number, all: number): Message['kind'] {
  return failed * 2 > all ? 'alert' : 'status';
}

/** What could not be done, by the names of the files; empty when all could. */
function failedWords(names: readonly string[], what: string): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, 3).map((name) => `“${name}”`);
  const more = names.length - shown.length;
  const list = more > 0 ? [...shown, `${more} more`] : shown;
  return `${listWords(list)} could not be ${what}.`;
}

export function looksWords({ given, style, like, left, failed }: LooksOutcome): string {
  const has = given === 1 ? 'has' : 'have';
  const look = like === undefined ? `one look now (${style})` : `the look of “${like}” now`;
  const first =
    given === 0
      ? 'No photo was changed.'
      : `${photosWord(given)} ${has} ${look}, fitted to ${given === 1 ? 'it' : 'each'}.`;
  const stay = left === 1 ? '1 that is edited by hand stays' : `${left} that are edited by hand stay`;
  const kept = left === 0 ? '' : `${stay} as ${left === 1 ? 'it is' : 'they are'}.`;
  return [first, kept, failedWords(failed, 'opened')].filter(Boolean).join(' ');
}

/** How taking back a look for all ended. */
export function undoneWords(undone: number, stays: number): string {
  const was = undone === 1 ? '1 photo is as it was' : `${undone} photos are as they were`;
  const first = undone === 0 ? 'Nothing was left to undo.' : `Edit all is undone: ${was} before.`;
  const since =
    stays === 1 ? '1 that was changed or kept since stays' : `${stays} that were changed or kept since stay`;
  return [first, stays > 0 && `${since} as ${stays === 1 ? 'it is' : 'they are'}.`].filter(Boolean).join(' ');
}

/** After a reload. */
export function againWords(count: number): string {
  return `To go on with the ${count} photos that were open together, open them again; their edits are kept.`;
}

/** How an export of a set ended. */
export function exportWords(count: number, name: string, failed: readonly string[]): string {
  const first =
    count === 0 ? 'No photo was exported.' : `${photosWord(count)} ${count === 1 ? 'is' : 'are'} in ${name}.`;
  return [first, failedWords(failed, 'exported')].filter(Boolean).join(' ');
}
