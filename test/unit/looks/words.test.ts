import { describe, expect, test } from 'vitest';
import { rasterToLab } from '../../../src/colour';
import { createRng } from '../../../src/core';
import { analysePhoto, developReference } from '../../../src/develop/reference';
import { ADJUSTMENT_IDS, fromModelUnits, NEUTRAL } from '../../../src/edit';
import { describeLook, describeLooks } from '../../../src/looks';
import { changesBetween, impression } from '../../../src/looks/changes';
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
  readonly strip: string;
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
  return Array.from({ length: STRIPS }, (_, n) => {
    const afters = Array.from({ length: LOOKS }, () => lab(randomEdit(rng)));
    const strip = `${photo} ${n}`;
    return describeLooks(before, afters).map((phrase, i) => ({
      photo,
      strip,
      phrase,
      before,
      after: afters[i],
    }));
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

  test('"much" and "very" are said of more than the plain word, and that of more than "a little" and "slightly"', () => {
    let compared = 0;
    for (const word of Object.keys(MEASURES).filter((key) => key !== 'near monochrome')) {
      const sizes = (prefix: RegExp) =>
        named.flatMap(({ phrase, before, after }) =>
          claims(phrase).some((claim) => prefix.test(claim) && wordOf(claim) === word)
            ? [MEASURES[word](before, after)]
            : [],
        );
      const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
      const much = sizes(/^(much|very) /);
      const plain = sizes(/^(?!much |very |a little |slightly )/);
      const little = sizes(/^(a little|slightly) /);
      for (const [more, less] of [
        [much, plain],
        [plain, little],
      ]) {
        if (more.length < 2 || less.length < 2) continue;
        compared += 1;
        expect(mean(more), word).toBeGreaterThan(mean(less));
      }
    }
    expect(compared).toBeGreaterThan(8);
  });

  test('in one strip, "much brighter" is brighter than "brighter", and that than "a little brighter"', () => {
    const degree = (claim: string) =>
      /^(much|very) /.test(claim) ? 1 : /^(a little|slightly) /.test(claim) ? -1 : 0;
    const said = named.flatMap(({ strip, phrase, before, after }) => {
      const changes = changesBetween(impression(before), impression(after));
      return claims(phrase).flatMap((claim) => {
        const change = changes.find(({ word }) => word === wordOf(claim));
        return change ? [{ strip, word: change.word, strength: change.strength, degree: degree(claim) }] : [];
      });
    });
    let compared = 0;
    for (const one of said) {
      for (const other of said) {
        if (other.strip !== one.strip || other.word !== one.word || other.degree >= one.degree) continue;
        compared += 1;
        expect(one.strength, `${one.strip}: ${one.word}`).toBeGreaterThanOrEqual(other.strength);
      }
    }
    expect(compared).toBeGreaterThan(30);
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
        const same = (other: readonly string[]) => [...other].sort().join();
        const more = parts.find((part) => /^even /.test(part))?.replace(/^even (more )?/, '');
        if (more && !parts.some((part) => /^but /.test(part))) {
          const plain = (other: readonly string[]) =>
            same(other.filter((part) => !part.endsWith(more)).concat(more));
          const plainer = phrases.flatMap((other, j) => (j < i && plain(other) === plain(parts) ? [j] : []));
          expect(plainer.length).toBeGreaterThan(0);
          for (const j of plainer) expect(MEASURES[more](afters[j], afters[i]), photo).toBeGreaterThan(0);
          told += 1;
          return;
        }
        const [, word] = parts.at(-1)?.match(/^but (?:a little |slightly )?(.*)$/) ?? [];
        if (!word) return;
        told += 1;
        const namesake = phrases.findIndex((other) => same(other) === same(parts.slice(0, -1)));
        const measured = MEASURES[word](afters[namesake], afters[i]);
        expect(measured, `${photo}: ${parts.join(', ')}`).toBeGreaterThan(0);
      });
    }
    expect(told).toBeGreaterThan(10);
  });
});

test('of looks that are all much alike none is called a thing twice, or a thing and less of it', () => {
  for (const [photo, { make }] of PHOTOS) {
    const picture = make(48, 32);
    const analysis = analysePhoto(picture);
    const rng = createRng(11);
    const labs = Array.from({ length: 24 }, () => {
      const y = Float64Array.from({ length: 11 }, (_, i) => (i === 2 ? 0.2 : 0) + 0.04 * rng.normal());
      return rasterToLab(developReference(picture, analysis, fromModelUnits(y)));
    });
    const before = rasterToLab(picture);
    // Some have their names; the others come later, as looks that take a place do.
    const words = describeLooks(before, labs.slice(0, 6));
    const beside = labs.slice(0, 6).map((lab, i) => ({ words: words[i], lab }));
    const all = [...words, ...describeLooks(before, labs.slice(6), beside)];
    const sets = all.map((phrase) =>
      phrase
        .toLowerCase()
        .split(', ')
        .map((part) => part.replace(/^but /, '')),
    );
    expect(new Set(sets.map((set) => [...set].sort().join())).size, photo).toBe(all.length);
    for (const set of sets) {
      const spoken = set.map((part) =>
        part.replace(/ \(\d+\)$/, '').replace(/^(much|very|a little|slightly|even more|even) /, ''),
      );
      expect(new Set(spoken).size, set.join()).toBe(spoken.length);
      for (const pair of OPPOSITES) {
        expect(
          pair.every((word) => spoken.includes(word)),
          set.join(),
        ).toBe(false);
      }
      expect(
        set.some((part) => /less/.test(part)),
        set.join(),
      ).toBe(false);
    }
  }
});

/** A picture of one lightness a column and one colour a row, in sRGB. */
function chart(colours: readonly (readonly [number, number, number])[], from = 0.04, to = 0.7) {
  const [width, height] = [24, colours.length * 4];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = from + ((to - from) * x) / width;
      data.set(
        colours[Math.floor(y / 4)].map((part) => 255 * light * part),
        4 * (y * width + x),
      );
    }
  }
  return { width, height, space: 'srgb' as const, data };
}

const GREYISH = [
  [1, 0.86, 0.8],
  [0.88, 1, 0.84],
  [0.82, 0.9, 1],
] as const;

const worded = (picture: ReturnType<typeof chart>, edit: Partial<typeof NEUTRAL>) => {
  const analysis = analysePhoto(picture);
  const develop = (adjustments: typeof NEUTRAL) => developReference(picture, analysis, adjustments);
  return describeLook(develop(NEUTRAL), develop({ ...NEUTRAL, ...edit })).toLowerCase();
};

test('brightening alone is not matte, and lifted blacks are', () => {
  for (const exposure of [0.6, 0.9, 1.3]) {
    const haze = worded(chart(GREYISH, 0.16), { exposure });
    expect(haze).toMatch(/brighter/);
    expect(haze).not.toMatch(/matte/);
  }
  expect(worded(chart(GREYISH), { blacks: 100, shadows: 60 })).toMatch(/matte/);
});

test('near monochrome is what lost its colours, not what a cast made pale', () => {
  expect(worded(chart(GREYISH), { saturation: -85 })).toMatch(/near monochrome/);
  // Blue water, warmed until it is hardly blue: its shades still differ.
  const water = chart(
    [
      [0.8, 0.9, 1],
      [0.84, 0.92, 1],
      [0.9, 0.92, 1],
    ],
    0.3,
    0.8,
  );
  expect(worded(water, { temp: 40 })).toMatch(/^warmer/);
});
