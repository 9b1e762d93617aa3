import { type EncodedRaster, rasterToLab } from '../colour';
import { type Change, changesBetween, type Impression, impression } from './changes';

/** A change weaker than this is not named, unless a name is needed to tell two looks apart. */
const VISIBLE = 1;
const FAINT = 0.5;
const NOTHING = 0.02;
const MOST_WORDS = 3;

function phrase(words: readonly string[]): string {
  const all = words.join(', ');
  return all.charAt(0).toUpperCase() + all.slice(1);
}

function emphasised({ word, strength }: Change): string {
  if (word === 'near monochrome') return word;
  const isPlain = word === 'vivid' || word === 'muted' || word === 'matte';
  if (strength > 2.5) return isPlain ? `very ${word}` : `much ${word}`;
  return isPlain ? `slightly ${word}` : `a little ${word}`;
}

/** What comes after "less". */
const PLAIN: Readonly<Record<string, string>> = {
  brighter: 'bright',
  darker: 'dark',
  punchier: 'punchy',
  softer: 'soft',
  warmer: 'warm',
  cooler: 'cool',
  rosier: 'rosy',
  greener: 'green',
};

/**
 * What tells a look from its namesake: rather something that the name does not speak of, so that nothing is "brighter,
 * but darker".
 */
function distinction(differences: readonly Change[], name: readonly string[]): string {
  const speaksOf = (word: string | undefined) =>
    name.some((part) => part === word || part.endsWith(` ${word}`));
  const fresh = differences.find(({ word, opposite }) => !speaksOf(word) && !speaksOf(opposite));
  if (fresh && fresh.strength >= FAINT) return fresh.word;
  const [{ word, opposite }] = differences;
  if (opposite && speaksOf(opposite)) return `less ${PLAIN[opposite] ?? opposite}`;
  return speaksOf(word) ? `even ${PLAIN[word] ? word : `more ${word}`}` : word;
}

/** Names to try for one look, the plainest first. */
function namings(sorted: readonly Change[]): string[][] {
  const visible = sorted.filter(({ strength }) => strength >= VISIBLE);
  const faint = sorted.filter(({ strength }) => strength >= FAINT);
  const plain = (list: readonly Change[]) => list.map(({ word }) => word);
  const qualified = (list: readonly Change[]) =>
    list.map((change, i) => (i === 0 ? emphasised(change) : change.word));
  if (sorted[0].strength < NOTHING) return [['unchanged']];
  // Something always changes a little more than the rest.
  if (visible.length === 0) return [qualified(sorted.slice(0, 1)), qualified(sorted.slice(0, 2))];
  return [
    plain(visible.slice(0, MOST_WORDS)),
    plain(visible.slice(0, 2)),
    qualified(visible.slice(0, MOST_WORDS)),
    plain(visible.slice(0, MOST_WORDS + 1)),
    plain(faint.slice(0, MOST_WORDS)),
    qualified(visible.slice(0, 2)),
    plain(faint.slice(0, MOST_WORDS + 1)),
    qualified(faint.slice(0, MOST_WORDS + 1)),
  ];
}

/** What a look does to a photo, read off the two developed thumbnails of one size: "Brighter, warmer, softer". */
export function describeLook(before: EncodedRaster, after: EncodedRaster): string {
  return phrase(namings(changesBetween(impression(rasterToLab(before)), impression(rasterToLab(after))))[0]);
}

/**
 * The same for a strip of looks, each [pixels * 3] in CIELAB. No two are named alike, in whatever order the words come:
 * of two that do the same to the photo, the second is told from the first ("Brighter, muted, but cooler"). `named` is
 * shown beside them and keeps its words.
 */
export function describeLooks(
  before: Float32Array,
  afters: readonly Float32Array[],
  named?: { readonly words: string; readonly lab: Float32Array },
): string[] {
  const original = impression(before);
  const taken = new Map<string, Impression>();
  const key = (words: readonly string[]) => [...words].sort().join();
  if (named) taken.set(key(named.words.toLowerCase().split(', ')), impression(named.lab));
  return afters.map((lab) => {
    const after = impression(lab);
    const options = namings(changesBetween(original, after));
    let words = options.find((option) => !taken.has(key(option)));
    for (let namesake = options[0]; !words; ) {
      const differences = changesBetween(taken.get(key(namesake))!, after);
      namesake = [...namesake, `but ${distinction(differences, namesake)}`];
      if (!taken.has(key(namesake))) words = namesake;
    }
    taken.set(key(words), after);
    return phrase(words);
  });
}
