import { REFUSALS, type Refusal } from './adjust';

/** Why a photo was left out, beside what its settings say; each with words for a person. */
const FILE_REASONS = {
  raw: 'raw files, which cannot be decoded here',
  missing: 'the photo is not in the folder',
  ambiguous: 'several photos of the name are in the folder',
  unread: 'the file could not be read',
  undecodable: 'the photo cannot be decoded',
  'sidecar-alone': 'a sidecar without its photo',
} as const;

export type Reason = Refusal | keyof typeof FILE_REASONS;

export const REASONS: Readonly<Record<Reason, string>> = { ...REFUSALS, ...FILE_REASONS };

/** Counts of what was left out, by reason. */
export class Tally {
  readonly #counts = new Map<Reason, number>();

  add(reason: Reason, count = 1): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count);
  }

  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** In words, the most frequent first. */
  get words(): { readonly words: string; readonly count: number }[] {
    return [...this.#counts]
      .sort(([, a], [, b]) => b - a)
      .map(([reason, count]) => ({ words: REASONS[reason], count }));
  }
}
