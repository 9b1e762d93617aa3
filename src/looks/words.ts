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

/** The same words in another order, or with a "but", are the same name. */
const keyOf = (parts: readonly string[]): string =>
  parts
    .map((part) => part.replace(/^but /, ''))
    .sort()
    .join();

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

const weaker: Readonly<Record<string, (word: string) => string>> = {
  1: (word) => word,
  0: (word) => `${ADJECTIVES.has(word) ? 'slightly' : 'a little'} ${word}`,
};

/** The name with another degree of a word that it claims plainly; none where it does not. */
function withDegree(
  name: readonly string[],
  word: string | undefined,
  degree: (claimed: { readonly word: string; readonly degree: number }) => string | undefined,
): string[][] {
  const place = name.findIndex((part) => claimOf(part)?.word === word);
  const claimed = place < 0 ? undefined : claimOf(name[place]);
  const part = claimed && degree(claimed);
  return part === undefined ? [] : [name.with(place, part)];
}

/**
 * A namesake's name with what tells the look from it, the plainest first: something that the name does not speak of, or
 * more or less of what it claims. Nothing is "brighter, but darker", nor "brighter, but less bright".
 */
function distinctions(differences: readonly Change[], name: readonly string[]): string[][] {
  const speaksOf = (word: string | undefined) =>
    name.some((part) => part === word || part.endsWith(` ${word}`));
  const fresh = differences.filter(({ word, opposite }) => !speaksOf(word) && !speaksOf(opposite));
  const [clear, faint] = [
    fresh.filter(({ strength }) => strength >= FAINT).map(({ word }) => word),
    fresh.filter(({ strength }) => strength > NOTHING && strength < FAINT).map(emphasised),
  ];
  const added = (words: readonly string[]) => words.map((word) => [...name, `but ${word}`]);
  const isPlain = name.every((part) => claimOf(part));
  const degrees = differences
    .filter(({ strength }) => strength > NOTHING)
    .flatMap(({ word, opposite }) => [
      ...(isPlain
        ? withDegree(name, word, () => `even ${ADJECTIVES.has(word) ? `more ${word}` : word}`)
        : []),
      ...withDegree(name, opposite, (claimed) => weaker[claimed.degree]?.(claimed.word)),
    ]);
  return [...(isPlain ? added(clear) : []), ...degrees, ...added([...(isPlain ? [] : clear), ...faint])];
}

/** Two pictures that differ in nothing that has a word. */
const numbered = (name: readonly string[], number: number): string[] =>
  name.with(-1, `${name.at(-1)} (${number})`);

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

/** A look that is shown beside others and keeps its words. */
export interface Neighbour {
  readonly words: string;
  /** [pixels * 3] in CIELAB. */
  readonly lab: Float32Array;
}

/**
 * The same for a strip of looks, each [pixels * 3] in CIELAB. No two are named alike, in whatever order the words come,
 * and what is called "much brighter" is brighter than what is plainly so. Of two that do the same to the photo, the
 * second is told from the first ("Brighter, muted, but cooler"); so are all from those that are shown beside them.
 */
export function describeLooks(
  before: Float32Array,
  afters: readonly Float32Array[],
  beside: readonly Neighbour[] = [],
): string[] {
  const original = impression(before);
  const taken = new Map<string, Named>();
  for (const { words, lab } of beside) {
    const parts = words.toLowerCase().split(', ');
    const after = impression(lab);
    taken.set(keyOf(parts), { parts, after, strengths: strengthsOf(changesBetween(original, after)) });
  }
  return afters.map((lab) => {
    const after = impression(lab);
    const changes = changesBetween(original, after);
    const strengths = strengthsOf(changes);
    const options = namings(changes);
    const isFree = (option: readonly string[]) => !taken.has(keyOf(option));
    const isFit = (option: readonly string[]) =>
      isFree(option) && isFair(option, strengths, [...taken.values()]);
    let parts = options.find(isFit);
    if (!parts) {
      const namesake = namesakeOf(options, strengths, taken);
      const other = taken.get(keyOf(namesake));
      parts = other ? distinctions(changesBetween(other.after, after), namesake).find(isFit) : namesake;
      for (let number = 2; !parts; number++) {
        const name = numbered(namesake, number);
        if (isFree(name)) parts = name;
      }
    }
    taken.set(keyOf(parts), { parts, after, strengths });
    return phrase(parts);
  });
}
