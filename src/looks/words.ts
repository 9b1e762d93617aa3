import { type EncodedRaster, rasterToLab } from '../colour';

/** How a developed photo differs from its original, each in units of a clearly visible change. */
interface Change {
  /** The word for this direction, lower case. */
  readonly word: string;
  readonly strength: number;
}

/** What a picture is like, in CIELAB. */
interface Impression {
  readonly lab: Float32Array;
  readonly lightness: number;
  /** Spread of L* as a share of the greatest that this lightness allows: brightening alone does not change it much. */
  readonly contrast: number;
  readonly darkest: number;
  readonly chroma: number;
  /** Chroma for its lightness, which is what vivid means. */
  readonly saturation: number;
}

/** A change weaker than this is not named, unless a name is needed to tell two looks apart. */
const VISIBLE = 1;
const FAINT = 0.5;
const MOST_WORDS = 3;

function impression(raster: EncodedRaster): Impression {
  const lab = rasterToLab(raster);
  const pixels = lab.length / 3;
  let [lightness, squares, chroma] = [0, 0, 0];
  const ordered = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const l = lab[i * 3];
    ordered[i] = l;
    lightness += l / pixels;
    squares += (l * l) / pixels;
    chroma += Math.hypot(lab[i * 3 + 1], lab[i * 3 + 2]) / pixels;
  }
  ordered.sort();
  const spread = Math.sqrt(Math.max(0, squares - lightness * lightness));
  return {
    lab,
    lightness,
    contrast: (spread + 1) / (Math.sqrt(lightness * Math.max(0, 100 - lightness)) + 5),
    darkest: ordered[Math.floor(pixels * 0.02)],
    chroma,
    saturation: (chroma + 1) / (lightness + 15),
  };
}

/** Chroma at which a pixel counts e^-1 for the cast, and what every pixel counts: strong colours only get stronger. */
const NEUTRAL_CHROMA = 12;
const LEAST_WEIGHT = 0.02;

/** Mean change of a* and b*, most of all where there was little colour: a cast, not a colour grown with the light. */
function castBetween(before: Float32Array, after: Float32Array): { a: number; b: number } {
  let [a, b, total] = [0, 0, 0];
  for (let i = 0; i < before.length; i += 3) {
    const chroma = Math.hypot(before[i + 1], before[i + 2]);
    const weight = LEAST_WEIGHT + Math.exp(-((chroma / NEUTRAL_CHROMA) ** 2));
    a += weight * (after[i + 1] - before[i + 1]);
    b += weight * (after[i + 2] - before[i + 2]);
    total += weight;
  }
  return { a: a / total, b: b / total };
}

function direction(value: number, unit: number, more: string, less: string): Change {
  return { word: value > 0 ? more : less, strength: Math.abs(value) / unit };
}

/** All changes, the strongest first. */
function changes(before: Impression, after: Impression): Change[] {
  const colourless = after.chroma < 3.5 && before.chroma > 7;
  const lifted = after.darkest > 8 ? Math.max(0, after.darkest - before.darkest) : 0;
  const cast = castBetween(before.lab, after.lab);
  // Without colour there is no cast to speak of.
  const colour = colourless
    ? [{ word: 'near monochrome', strength: 9 }]
    : [
        direction(cast.b, 2.5, 'warmer', 'cooler'),
        direction(cast.a, 2.5, 'rosier', 'greener'),
        direction(Math.log(after.saturation / before.saturation), 0.15, 'vivid', 'muted'),
      ];
  return [
    direction(after.lightness - before.lightness, 3, 'brighter', 'darker'),
    direction(Math.log(after.contrast / before.contrast), 0.1, 'punchier', 'softer'),
    ...colour,
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

/** What a look does to a photo, read off the two developed thumbnails of one size: "Brighter, warmer, softer". */
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
