import { type EncodedRaster, rasterToLab } from '../colour';
import { type Change, changesBetween, type Impression, impression } from './changes';

/** A change weaker than this is not named, unless a name is needed to tell two looks apart. */
const VISIBLE = 1;
const FAINT = 0.5;
const NOTHING = 0.02;
const MOST_WORDS = 3;
/** Where a stronger change is told from its like, it is "much"; where a weaker one is, it is "a little". */
const MUCH = 2.5;
/** Colours that are as good as gone are never plainly "muted". */
const COLOURS_GONE = 4;

function phrase(words: readonly string[]): string {
  const all = words.join(', ');
  return all.charAt(0).toUpperCase() + all.slice(1);
}

const ADJECTIVES: ReadonlySet<string> = new Set(['vivid', 'muted', 'matte']);

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

function emphasised({ word, strength }: Change): string {
  if (word === 'near monochrome') return word;
  const isAdjective = ADJECTIVES.has(word);
  if (strength > MUCH) return isAdjective ? `very ${word}` : `much ${word}`;
  return isAdjective ? `slightly ${word}` : `a little ${word}`;
}

function plainly(change: Change): string {
  return change.word === 'muted' && change.strength >= COLOURS_GONE ? emphasised(change) : change.word;
}

/** How much a part of a name claims of its word: "a little", nothing, "much". */
function claimOf(part: string): { readonly word: string; readonly degree: number } | undefined {
  const [, degree, word] = part.match(/^(?:(a little|slightly|much|very) )?([^,]+)$/) ?? [];
  if (!word || /^(but|even|less) /.test(word)) return undefined;
  return { word, degree: degree === undefined ? 0 : degree === 'much' || degree === 'very' ? 1 : -1 };
}

/** A look that has its name. */
interface Named {
  readonly parts: readonly string[];
  readonly after: Impression;
  readonly strengths: ReadonlyMap<string, number>;
}

/** The same words in another order are the same name. */
const keyOf = (parts: readonly string[]): string => [...parts].sort().join();

const strengthsOf = (changes: readonly Change[]): ReadonlyMap<string, number> =>
  new Map(changes.map(({ word, strength }) => [word, strength]));

/** "Much brighter" is brighter than any "brighter" beside it, and that than any "a little brighter". */
function isFair(
  parts: readonly string[],
  strengths: ReadonlyMap<string, number>,
  others: readonly Named[],
): boolean {
  return parts.every((part) => {
    const claim = claimOf(part);
    const own = claim && strengths.get(claim.word);
    if (!claim || own === undefined) return true;
    return others.every((other) => {
      const theirs = other.strengths.get(claim.word);
      if (theirs === undefined) return true;
      return other.parts.every((theirPart) => {
        const their = claimOf(theirPart);
        if (their?.word !== claim.word) return true;
        return (claim.degree - their.degree) * (own - theirs) >= 0;
      });
    });
  });
}

/** All ways of stressing some of the words, few first. */
function stressed(list: readonly Change[]): string[][] {
  const masks = Array.from({ length: 2 ** list.length }, (_, mask) =>
    list.map((_change, i) => ((mask >> i) & 1) === 1),
  );
  const count = (mask: readonly boolean[]) => mask.filter(Boolean).length;
  return masks
    .sort((one, other) => count(one) - count(other))
    .map((mask) => list.map((change, i) => (mask[i] ? emphasised(change) : plainly(change))));
}

/** Names to try for one look, the plainest first. */
function namings(sorted: readonly Change[]): string[][] {
  const visible = sorted.filter(({ strength }) => strength >= VISIBLE);
  const faint = sorted.filter(({ strength }) => strength >= FAINT);
  const plain = (list: readonly Change[]) => list.map(plainly);
  const leading = (list: readonly Change[]) =>
    list.map((change, i) => (i === 0 ? emphasised(change) : plainly(change)));
  if (sorted[0].strength < NOTHING) return [['unchanged']];
  // Something always changes a little more than the rest.
  if (visible.length === 0) return [leading(sorted.slice(0, 1)), leading(sorted.slice(0, 2))];
  return [
    plain(visible.slice(0, MOST_WORDS)),
    plain(visible.slice(0, 2)),
    leading(visible.slice(0, MOST_WORDS)),
    plain(visible.slice(0, MOST_WORDS + 1)),
    plain(faint.slice(0, MOST_WORDS)),
    leading(visible.slice(0, 2)),
    ...stressed(visible.slice(0, 2)),
    ...stressed(visible.slice(0, MOST_WORDS)),
    plain(faint.slice(0, MOST_WORDS + 1)),
    leading(faint.slice(0, MOST_WORDS + 1)),
  ];
}

/**
 * A namesake's name with what tells the look from it: rather something that the name does not speak of, so that nothing
 * is "brighter, but darker"; else "even brighter".
 */
function toldApart(differences: readonly Change[], name: readonly string[]): string[] {
  const speaksOf = (word: string | undefined) =>
    name.some((part) => part === word || part.endsWith(` ${word}`));
  const fresh = differences.find(({ word, opposite }) => !speaksOf(word) && !speaksOf(opposite));
  if (fresh && fresh.strength >= FAINT) return [...name, `but ${fresh.word}`];
  const [{ word, opposite }] = differences;
  if (opposite && speaksOf(opposite)) return [...name, `but less ${PLAIN[opposite] ?? opposite}`];
  if (!speaksOf(word)) return [...name, `but ${word}`];
  const even = `even ${PLAIN[word] ? word : `more ${word}`}`;
  const isPlain = name.every((part) => claimOf(part));
  const place = isPlain ? name.findIndex((part) => claimOf(part)?.word === word) : -1;
  // "Brighter, muted, but even brighter" speaks of one thing twice.
  return place < 0 ? [...name, `but ${even}`] : name.map((part, i) => (i === place ? even : part));
}

/**
 * Of the looks that have a name which this one could have, the one to be told from: what is "even brighter" is brighter
 * than all of them.
 */
function namesakeOf(
  options: readonly string[][],
  strengths: ReadonlyMap<string, number>,
  taken: ReadonlyMap<string, Named>,
): string[] {
  const lead = claimOf(options[0][0])?.word ?? '';
  const beyond = ({ strengths: theirs }: Named) => (theirs.get(lead) ?? 0) - (strengths.get(lead) ?? 0);
  const rivals = options
    .map((option) => ({ option, named: taken.get(keyOf(option)) }))
    .filter((rival): rival is { option: string[]; named: Named } => rival.named !== undefined)
    .map(({ option, named }) => ({ option, beyond: beyond(named) }));
  const stronger = rivals.filter((rival) => rival.beyond > 0);
  const near = (stronger.length > 0 ? stronger : rivals).sort(
    (one, other) => Math.abs(one.beyond) - Math.abs(other.beyond),
  );
  return near[0]?.option ?? options[0];
}

/** What a look does to a photo, read off the two developed thumbnails of one size: "Brighter, warmer, softer". */
export function describeLook(before: EncodedRaster, after: EncodedRaster): string {
  return phrase(namings(changesBetween(impression(rasterToLab(before)), impression(rasterToLab(after))))[0]);
}

/**
 * The same for a strip of looks, each [pixels * 3] in CIELAB. No two are named alike, in whatever order the words come,
 * and what is called "much brighter" is brighter than what is plainly so. Of two that do the same to the photo, the
 * second is told from the first ("Brighter, muted, but cooler"). `named` is shown beside them and keeps its words.
 */
export function describeLooks(
  before: Float32Array,
  afters: readonly Float32Array[],
  named?: { readonly words: string; readonly lab: Float32Array },
): string[] {
  const original = impression(before);
  const taken = new Map<string, Named>();
  if (named) {
    const parts = named.words.toLowerCase().split(', ');
    const after = impression(named.lab);
    taken.set(keyOf(parts), { parts, after, strengths: strengthsOf(changesBetween(original, after)) });
  }
  return afters.map((lab) => {
    const after = impression(lab);
    const changes = changesBetween(original, after);
    const strengths = strengthsOf(changes);
    const options = namings(changes);
    const free = options.filter((option) => !taken.has(keyOf(option)));
    let parts: string[] | undefined = free.find((option) => isFair(option, strengths, [...taken.values()]));
    for (let namesake = namesakeOf(options, strengths, taken); !parts; ) {
      const other = taken.get(keyOf(namesake));
      if (other) namesake = toldApart(changesBetween(other.after, after), namesake);
      if (!taken.has(keyOf(namesake))) parts = namesake;
    }
    taken.set(keyOf(parts), { parts, after, strengths });
    return phrase(parts);
  });
}
