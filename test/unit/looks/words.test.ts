import { describe, expect, test } from 'vitest';
import { rasterToLab } from '../../../src/colour';
import { createRng } from '../../../src/core';
import { analysePhoto, developReference } from '../../../src/develop/reference';
import { ADJUSTMENT_IDS, fromModelUnits, NEUTRAL } from '../../../src/edit';
import { describeLooks } from '../../../src/looks';
import { GALLERY } from '../../gpu/gallery';
import { MEASURES } from './changeMeasures';

const PHOTOS = Object.entries(GALLERY).filter(([, { kind }]) => kind === 'photo-like');
const STRIPS = 6;
const LOOKS = 6;

const OPPOSITES = [
  ['brighter', 'darker'],
  ['punchier', 'softer'],
  ['warmer', 'cooler'],
  ['rosier', 'greener'],
  ['vivid', 'muted'],
];

/** "Less bright" is the contrary of "brighter". */
const COMPARATIVES: Readonly<Record<string, string>> = {
  bright: 'brighter',
  dark: 'darker',
  punchy: 'punchier',
  soft: 'softer',
  warm: 'warmer',
  cool: 'cooler',
  rosy: 'rosier',
  green: 'greener',
  vivid: 'vivid',
  muted: 'muted',
};

/** Settings as people make them: some sliders left alone, the others moved either way. */
function randomEdit(rng: ReturnType<typeof createRng>) {
  const y = Float64Array.from({ length: 11 }, (_, i) =>
    rng.uniform() < 0.4 ? 0 : (i === 2 ? 0.18 : 0.35) * rng.normal(),
  );
  if (rng.uniform() < 0.1) y[ADJUSTMENT_IDS.indexOf('saturation')] = -0.97;
  return fromModelUnits(y.map((value) => Math.max(-1, Math.min(1, value))));
}

interface Named {
  readonly photo: string;
  readonly phrase: string;
  readonly before: Float32Array;
  readonly after: Float32Array;
}

/** Every look of some strips of every photo, with its words. */
const named: Named[] = PHOTOS.flatMap(([photo, { make }], p) => {
  const picture = make(48, 32);
  const analysis = analysePhoto(picture);
  const lab = (adjustments: typeof NEUTRAL) => rasterToLab(developReference(picture, analysis, adjustments));
  const before = lab(NEUTRAL);
  const rng = createRng(p);
  return Array.from({ length: STRIPS }, () => {
    const afters = Array.from({ length: LOOKS }, () => lab(randomEdit(rng)));
    return describeLooks(before, afters).map((phrase, i) => ({ photo, phrase, before, after: afters[i] }));
  }).flat();
});

/** "Much brighter, warmer, but cooler": the words about the photo itself, without what tells two looks apart. */
const claims = (phrase: string) =>
  phrase
    .toLowerCase()
    .split(', ')
    .filter((part) => !part.startsWith('but '));
const wordOf = (claim: string) => claim.replace(/^(much|very|a little|slightly) /, '');

describe('the words of looks, on a dozen pictures', () => {
  test('every word is true of the developed thumbnail', () => {
    const counts: Record<string, number> = {};
    const wrong: string[] = [];
    for (const { photo, phrase, before, after } of named) {
      for (const word of claims(phrase).map(wordOf)) {
        counts[word] = (counts[word] ?? 0) + 1;
        const measured = MEASURES[word](before, after);
        if (!(measured > 0)) wrong.push(`${photo}: "${phrase}", but ${word} measures ${measured.toFixed(3)}`);
      }
    }
    expect(wrong).toEqual([]);
    // And every word was there to be checked.
    expect(Object.keys(MEASURES).filter((word) => (counts[word] ?? 0) < 3)).toEqual([]);
  });

  test('"much" and "very" are said of more than "a little" and "slightly"', () => {
    for (const word of Object.keys(MEASURES).filter((key) => key !== 'near monochrome')) {
      const sizes = (prefix: RegExp) =>
        named.flatMap(({ phrase, before, after }) =>
          claims(phrase).some((claim) => prefix.test(claim) && wordOf(claim) === word)
            ? [MEASURES[word](before, after)]
            : [],
        );
      const [much, little] = [sizes(/^(much|very) /), sizes(/^(a little|slightly) /)];
      const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
      if (much.length > 1 && little.length > 1) expect(mean(much), word).toBeGreaterThan(mean(little));
    }
  });

  test('nothing is called a thing and its opposite', () => {
    for (const { phrase } of named) {
      const words = phrase
        .toLowerCase()
        .split(', ')
        .map((part) => wordOf(part.replace(/^but /, '')));
      for (const [one, other] of OPPOSITES) {
        expect(words.includes(one) && words.includes(other), phrase).toBe(false);
      }
    }
  });

  test('what tells two looks of one name apart is true of the two', () => {
    let told = 0;
    for (const [photo, { make }] of PHOTOS) {
      const picture = make(48, 32);
      const analysis = analysePhoto(picture);
      const lab = (adjustments: typeof NEUTRAL) =>
        rasterToLab(developReference(picture, analysis, adjustments));
      // Looks that are all much alike.
      const rng = createRng(7);
      const afters = Array.from({ length: 10 }, () => {
        const y = Float64Array.from({ length: 11 }, (_, i) => (i === 2 ? 0.2 : 0) + 0.03 * rng.normal());
        return lab(fromModelUnits(y));
      });
      const phrases = describeLooks(lab(NEUTRAL), afters).map((phrase) => phrase.toLowerCase().split(', '));
      expect(new Set(phrases.map((parts) => [...parts].sort().join())).size).toBe(phrases.length);
      phrases.forEach((parts, i) => {
        const [, less, word] = parts.at(-1)?.match(/^but (less |even )?(?:more )?(.*)$/) ?? [];
        if (!word) return;
        told += 1;
        const same = (other: readonly string[]) => [...other].sort().join();
        const namesake = phrases.findIndex((other) => same(other) === same(parts.slice(0, -1)));
        const base = less === 'less ' ? COMPARATIVES[word] : word;
        const measured = MEASURES[base](afters[namesake], afters[i]);
        const right = less === 'less ' ? measured < 0 : measured > 0;
        expect(right, `${photo}: ${parts.join(', ')}: ${measured}`).toBe(true);
      });
    }
    expect(told).toBeGreaterThan(10);
  });
});
