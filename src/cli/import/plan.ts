import { basename, extname } from 'node:path';
import type { Adjustments } from '../../edit';
import { REFUSALS, type Refusal } from '../../files/history';

/** Why a photo was left out, beside what its settings say. */
const FILE_REASONS = {
  raw: 'raw files, which cannot be decoded here',
  missing: 'the photo is not in the folder',
  ambiguous: 'several photos of the name are in the folder',
  undecodable: 'the photo cannot be decoded',
  'sidecar-alone': 'a sidecar without its photo',
} as const;
export type Reason = Refusal | keyof typeof FILE_REASONS;

const WORDS: Readonly<Record<Reason, string>> = { ...REFUSALS, ...FILE_REASONS };

/** One person's edit of a photo; `time` orders a person's edits. */
export interface PlannedEdit {
  readonly person: number;
  readonly time: number;
  readonly adjustments: Adjustments;
}

/** A photo to be looked at, and the edits that people made of it. */
export interface PlannedPhoto {
  readonly path: string;
  readonly edits: readonly PlannedEdit[];
}

export interface ImportPlan {
  /** As dataset.json names it. */
  readonly population: 'fivek' | 'xmp' | 'catalogue';
  readonly photos: readonly PlannedPhoto[];
  readonly skipped: Tally;
  /** Edits that also used tools which Manylight does not have; they are imported all the same. */
  readonly beyond: number;
}

/** Counts of what was left out, by reason. */
export class Tally {
  readonly #counts = new Map<Reason, number>();

  add(reason: Reason, count = 1): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count);
  }

  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** A line a reason, the most frequent first. */
  lines(): string[] {
    return [...this.#counts]
      .sort(([, a], [, b]) => b - a)
      .map(([reason, count]) => `  ${count}: ${WORDS[reason]}`);
  }
}

const DECODABLE = /\.(jpe?g|png|webp|avif|tiff?)$/i;
const RAW =
  /\.(dng|nef|nrw|cr2|cr3|crw|arw|sr2|srf|raf|orf|rw2|pef|srw|x3f|3fr|fff|iiq|mos|mrw|kdc|dcr|erf|rwl|gpr)$/i;

export const isDecodable = (path: string): boolean => DECODABLE.test(path);
export const isRawFile = (path: string): boolean => RAW.test(path);

/** A path without its extension, in lower case: what a photo and its sidecar or rendering share. */
export const stemOf = (path: string): string =>
  path.slice(0, path.length - extname(path).length).toLowerCase();

/** Finds a catalogue's photos among the files of a folder, which need not lie where the catalogue was made. */
export function createPhotoIndex(files: readonly string[]) {
  const byName = new Map<string, string[]>();
  const byStem = new Map<string, string[]>();
  const put = (map: Map<string, string[]>, key: string, path: string) => {
    map.set(key, [...(map.get(key) ?? []), path]);
  };
  for (const path of files) {
    put(byName, basename(path).toLowerCase(), path);
    put(byStem, basename(stemOf(path)), path);
  }

  /** How many folders, from the file upwards, two paths share. */
  const shared = (a: string, b: string): number => {
    const [x, y] = [a, b].map((path) => path.toLowerCase().split(/[\\/]/).reverse().slice(1));
    let count = 0;
    while (count < x.length && count < y.length && x[count] === y[count]) count++;
    return count;
  };

  return {
    /**
     * The file of a catalogue's path: of the same name, and in the folder that agrees most. `rendering` takes a file
     * that has only the name before the extension in common, as a raw photo's rendering does.
     */
    find(
      path: string,
      options: { readonly rendering?: boolean } = {},
    ): { path: string } | { reason: Reason } {
      const candidates =
        (options.rendering
          ? byStem.get(basename(stemOf(path)))?.filter(isDecodable)
          : byName.get(basename(path).toLowerCase())) ?? [];
      if (candidates.length === 0) return { reason: isRawFile(path) ? 'raw' : 'missing' };
      if (isRawFile(candidates[0])) return { reason: 'raw' };
      const scores = candidates.map((candidate) => shared(candidate, path));
      const best = Math.max(...scores);
      const agreeing = candidates.filter((_, i) => scores[i] === best);
      return agreeing.length === 1 ? { path: agreeing[0] } : { reason: 'ambiguous' };
    },
  };
}
