import { type EncodedRaster, rasterToLab } from '../colour';

/** How a developed photo differs from its original, each in units of a clearly visible change. */
interface Change {
  /** The word for this direction, lower case. */
  readonly word: string;
  readonly strength: number;
}

/** What a picture is like, in CIELAB. */
interface Impression {
  readonly lightness: number;
  readonly spread: number;
  readonly darkest: number;
  readonly a: number;
  readonly b: number;
  readonly chroma: number;
}

/** A change weaker than this is not named, unless a name is needed to tell two looks apart. */
const VISIBLE = 1;
const FAINT = 0.5;
const MOST_WORDS = 3;

function impression(raster: EncodedRaster): Impression {
  const lab = rasterToLab(raster);
  const pixels = lab.length / 3;
  let [lightness, squares, a, b, chroma] = [0, 0, 0, 0, 0];
  const ordered = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const l = lab[i * 3];
    ordered[i] = l;
    lightness += l;
    squares += l * l;
    a += lab[i * 3 + 1];
    b += lab[i * 3 + 2];
    chroma += Math.hypot(lab[i * 3 + 1], lab[i * 3 + 2]);
  }
  ordered.sort();
  lightness /= pixels;
  return {
    lightness,
    spread: Math.sqrt(Math.max(0, squares / pixels - lightness * lightness)),
    darkest: ordered[Math.floor(pixels * 0.02)],
    a: a / pixels,
    b: b / pixels,
    chroma: chroma / pixels,
  };
}

function direction(value: number, unit: number, more: string, less: string): Change {
  return { word: value > 0 ? more : less, strength: Math.abs(value) / unit };
}

/** All changes, the strongest first. */
function changes(before: Impression, after: Impression): Change[] {
  const chroma = Math.log((after.chroma + 1) / (before.chroma + 1));
  const colourless = after.chroma < 3.5 && before.chroma > 7;
  const lifted = after.darkest > 8 ? Math.max(0, after.darkest - before.darkest) : 0;
  // Without colour there is no cast to speak of.
  const casts = [
    direction(after.b - before.b, 2.5, 'warmer', 'cooler'),
    direction(after.a - before.a, 2.5, 'rosier', 'greener'),
  ];
  return [
    direction(after.lightness - before.lightness, 3, 'brighter', 'darker'),
    ...(colourless ? [] : casts),
    direction(Math.log((after.spread + 1) / (before.spread + 1)), 0.1, 'punchier', 'softer'),
    colourless ? { word: 'near monochrome', strength: 9 } : direction(chroma, 0.15, 'vivid', 'muted'),
    { word: 'matte', strength: lifted / 4 },
  ].sort((one, other) => other.strength - one.strength);
}

function phrase(words: readonly string[]): string {
  const all = words.join(', ');
  return all.charAt(0).toUpperCase() + all.slice(1);
}

function emphasised({ word, strength }: Change): string {
  if (word === 'near monochrome' || word === 'matte') return strength > 4 ? `very ${word}` : word;
  if (word === 'vivid' || word === 'muted') return strength > 2.5 ? `very ${word}` : `slightly ${word}`;
  return strength > 2.5 ? `much ${word}` : `a little ${word}`;
}

/** Names to try for one look, the plainest first. */
function namings(sorted: readonly Change[]): string[][] {
  const visible = sorted.filter(({ strength }) => strength >= VISIBLE);
  const faint = sorted.filter(({ strength }) => strength >= FAINT);
  const plain = (list: readonly Change[]) => list.map(({ word }) => word);
  if (visible.length === 0) {
    return faint.length === 0 ? [['unchanged']] : [['subtle'], ['subtle', ...plain(faint.slice(0, 2))]];
  }
  const qualified = (list: readonly Change[]) =>
    list.map((change, i) => (i === 0 ? emphasised(change) : change.word));
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

/** What a look does to a photo, read off the two developed thumbnails: "Brighter, warmer, softer". */
export function describeLook(before: EncodedRaster, after: EncodedRaster): string {
  return phrase(namings(changes(impression(before), impression(after)))[0]);
}

/** The same for a strip of looks, no two of them named alike, in whatever order the words come. */
export function describeLooks(before: EncodedRaster, afters: readonly EncodedRaster[]): string[] {
  const original = impression(before);
  const taken = new Set<string>();
  const key = (words: readonly string[]) => [...words].sort().join();
  return afters.map((after) => {
    const options = namings(changes(original, impression(after)));
    const free = options.find((words) => !taken.has(key(words)));
    if (free) {
      taken.add(key(free));
      return phrase(free);
    }
    let number = 2;
    while (taken.has(`${key(options[0])} ${number}`)) number += 1;
    taken.add(`${key(options[0])} ${number}`);
    return `${phrase(options[0])} (${number})`;
  });
}
