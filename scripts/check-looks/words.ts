import { changesBetween, impression } from '../../src/looks/changes';
import { atPlaces, seenPlaces } from '../../src/looks/seen';
import { MEASURES } from '../../test/unit/looks/changeMeasures';

/** What is wrong with the words of a strip. */
export interface StripWords {
  /** Words that were checked, and those that another way of measuring calls untrue. */
  readonly words: number;
  readonly untrue: readonly string[];
  /** Pairs of looks with one word, one of them stressed more, and those where that contradicts the pictures. */
  readonly pairs: number;
  readonly unfair: readonly string[];
}

/** In units of a clearly visible change: less is rounding. */
const TOLERANCE = 0.02;

interface Claim {
  readonly look: number;
  readonly word: string;
  readonly degree: number;
  readonly strength: number;
}

/** "Even brighter" is said beside "much brighter", and means more. */
function degreeOf(part: string): number {
  if (part.startsWith('even ')) return 2;
  if (/^(much|very) /.test(part)) return 1;
  return /^(a little|slightly) /.test(part) ? -1 : 0;
}

/** "But cooler" tells two looks apart and says nothing of the photo itself. */
function claimsOf(label: string): { readonly word: string; readonly degree: number }[] {
  return label
    .toLowerCase()
    .split(', ')
    .filter((part) => !part.startsWith('but '))
    .map((part) => ({
      word: part.replace(/^(much|very|a little|slightly|even) /, ''),
      degree: degreeOf(part),
    }));
}

/** Checks the words of the looks of one photo; all pictures [pixels * 3] in CIELAB, of the size that looks are named by. */
export function stripWords(
  whole: Float32Array,
  looks: readonly { readonly label: string; readonly lab: Float32Array }[],
): StripWords {
  const wholes = looks.map(({ lab }) => lab);
  const places = seenPlaces(whole, wholes);
  const photo = atPlaces(whole, places);
  const original = impression(photo);
  const untrue: string[] = [];
  const claims = looks.flatMap(({ label }, look): Claim[] => {
    const lab = atPlaces(wholes[look], places);
    const changes = changesBetween(original, impression(lab));
    return claimsOf(label).flatMap(({ word, degree }) => {
      const measure = MEASURES[word];
      if (!measure) return [];
      if (!(measure(photo, lab) > 0)) untrue.push(`${look + 1}: ${word}`);
      const strength = changes.find((change) => change.word === word)?.strength ?? 0;
      return [{ look, word, degree, strength }];
    });
  });
  const unfair: string[] = [];
  let pairs = 0;
  for (const one of claims) {
    for (const other of claims) {
      if (one.word !== other.word || one.degree <= other.degree) continue;
      pairs += 1;
      if (one.strength < other.strength - TOLERANCE)
        unfair.push(`${one.look + 1} and ${other.look + 1}: ${one.word}`);
    }
  }
  return { words: claims.length, untrue, pairs, unfair };
}
