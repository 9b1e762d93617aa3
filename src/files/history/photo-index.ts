import type { Reason } from './reasons';

const RAW =
  /\.(dng|nef|nrw|cr2|cr3|crw|arw|sr2|srf|raf|orf|rw2|pef|srw|x3f|3fr|fff|iiq|mos|mrw|kdc|dcr|erf|rwl|gpr)$/i;

export const isRawFile = (path: string): boolean => RAW.test(path);

const nameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** What two spellings of a path have in common: macOS writes ö as two characters where others write one. */
export const keyOf = (path: string): string => path.normalize('NFC').toLowerCase();

/** The key of a path without its extension: what a photo and its sidecar or rendering share. */
export const stemOf = (path: string): string => keyOf(path.replace(/\.[^./\\]*$/, ''));

/** How many folders, from the file upwards, two paths share. */
function sharedFolders(a: string, b: string): number {
  const [x, y] = [a, b].map((path) => keyOf(path).split(/[\\/]/).reverse().slice(1));
  let count = 0;
  while (count < x.length && count < y.length && x[count] === y[count]) count++;
  return count;
}

export interface FoundPhoto {
  readonly path: string;
  /** How many folders, from the file upwards, agree with the catalogue's path; of a name alone none does. */
  readonly folders: number;
}

/** Finds a catalogue's photos among the files of a folder, which need not lie where the catalogue was made. */
export interface PhotoIndex {
  /**
   * The file of a catalogue's path: of the same name, and in the folder that agrees most. `rendering` takes a file that
   * has only the name before the extension in common, as a raw photo's rendering does.
   */
  find(path: string, options?: { readonly rendering?: boolean }): FoundPhoto | { reason: Reason };
}

/** @param isDecodable which files can be looked at at all */
export function createPhotoIndex(
  files: readonly string[],
  isDecodable: (path: string) => boolean,
): PhotoIndex {
  const byName = new Map<string, string[]>();
  const byStem = new Map<string, string[]>();
  const put = (map: Map<string, string[]>, key: string, path: string) => {
    const list = map.get(key);
    if (list) list.push(path);
    else map.set(key, [path]);
  };
  for (const path of files) {
    put(byName, nameOf(keyOf(path)), path);
    put(byStem, nameOf(stemOf(path)), path);
  }
  return {
    find(path, { rendering = false } = {}) {
      const candidates =
        (rendering
          ? byStem.get(nameOf(stemOf(path)))?.filter(isDecodable)
          : byName.get(nameOf(keyOf(path)))) ?? [];
      if (candidates.length === 0) return { reason: isRawFile(path) ? 'raw' : 'missing' };
      if (isRawFile(candidates[0])) return { reason: 'raw' };
      const scores = candidates.map((candidate) => sharedFolders(candidate, path));
      const best = Math.max(...scores);
      const agreeing = candidates.filter((_, i) => scores[i] === best);
      return agreeing.length === 1 ? { path: agreeing[0], folders: best } : { reason: 'ambiguous' };
    },
  };
}
