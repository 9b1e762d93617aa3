import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core';
import { fromModelUnits, toModelUnits } from '../../../src/edit';
import {
  adaptLook,
  type LookPlace,
  type LooksContext,
  parseLooksModel,
  placeOfEdit,
  placeOfTaste,
  prepareLooks,
  sampleLooks,
  sharedStyle,
  styleLook,
  stylesFor,
} from '../../../src/looks';
import { noHabits } from '../../../src/taste';
import { randomFeatures, randomLooks, randomPerson } from '../../support/models';

const { manifest, weights } = randomLooks(11);
const model = parseLooksModel(manifest, weights);
const photo = (seed: number) => prepareLooks(model, randomFeatures(seed));
const photos = Array.from({ length: 5 }, (_, i) => photo(i + 1));
const people = [undefined, randomPerson(3), randomPerson(4)];

const seeds = fc.integer({ min: 1, max: 1e6 });
const persons = fc.constantFrom(...people);

describe('one look across a set', () => {
  test('a look adapted to its own photo is that look, and so is an edit made by hand', () => {
    fc.assert(
      fc.property(seeds, persons, fc.boolean(), (seed, person, byHand) => {
        const context = photo(seed);
        const rng = createRng(seed);
        const [look] = sampleLooks(model, context, { count: 1, person, rng, noise: 1 });
        const edit = byHand
          ? fromModelUnits(look.y.map((value) => value + 0.6 * rng.normal()))
          : look.adjustments;
        const place = placeOfEdit(model, context, toModelUnits(edit), person);
        expect(fromModelUnits(adaptLook(model, context, place, person))).toEqual(edit);
      }),
      { numRuns: 25 },
    );
  });

  test('every photo is moved from its own prior mean, as the sampler moves it for a person who never varies', () => {
    const person = {
      ...randomPerson(8),
      styles: Float64Array.of(0, 1, 0, 0),
      scale: new Float64Array(20),
      own: 1,
    };
    const place = placeOfTaste(model, photos, person);
    for (const context of photos) {
      const [sample] = sampleLooks(model, context, { count: 1, person, rng: createRng(1) });
      expect(fromModelUnits(adaptLook(model, context, place, person))).toEqual(sample.adjustments);
    }
  });

  test('without an offset it is the style’s own look of the photo', () => {
    const place = placeOfTaste(model, photos, undefined);
    for (const context of photos) {
      expect(fromModelUnits(adaptLook(model, context, place, undefined))).toEqual(
        styleLook(model, context, place.style),
      );
    }
  });

  test('a place is of the style that is likeliest of all photos together, by its definition', () => {
    fc.assert(
      fc.property(fc.array(seeds, { minLength: 1, maxLength: 6 }), persons, (chosen, person) => {
        const contexts = chosen.map(photo);
        const own = person?.own ?? 0;
        const share = (one: LooksContext, s: number) =>
          own * stylesFor(model, one, person?.styles)[s] + (1 - own) * one.styleProbabilities[s];
        const sums = model.styles.map((_, s) =>
          contexts.reduce((sum, one) => sum + Math.log(share(one, s)), 0),
        );
        const style = sharedStyle(model, contexts, person);
        expect(sums[style]).toBeCloseTo(Math.max(...sums), 9);
      }),
    );
  });

  test('the order of the photos does not matter, and each gets the same whatever others there are', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(photos, { minLength: photos.length }), persons, (shuffled, person) => {
        const place = placeOfTaste(model, photos, person);
        expect(placeOfTaste(model, shuffled, person)).toEqual(place);
      }),
    );
  });

  test('the person’s place under the shared style, and their habits, are in it', () => {
    const person = { ...randomPerson(5), styles: Float64Array.of(0, 0, 1, 0), own: 0.9 };
    const place = placeOfTaste(model, photos, person);
    expect(place.style).toBe(2);
    expect([...place.offset]).toEqual(Array.from(person.shift).slice(2 * model.latent, 3 * model.latent));
    const never = { ...person, habits: { ...noHabits(), moved: new Float64Array(11).fill(-60) } };
    const always = { ...person, habits: { ...noHabits(), moved: new Float64Array(11).fill(60) } };
    expect([...adaptLook(model, photos[0], place, never)]).toEqual(new Array(11).fill(0));
    expect(adaptLook(model, photos[0], place, always).some((value) => value !== 0)).toBe(true);
  });

  test('of somebody whose edits do not agree it is as anybody’s', () => {
    const nobody = placeOfTaste(model, photos, undefined);
    expect(placeOfTaste(model, photos, { ...randomPerson(5), own: 0 })).toEqual(nobody);
    const doubted = placeOfTaste(model, photos, { ...randomPerson(5), own: 0.4 });
    expect(doubted).toMatchObject({ offset: nobody.offset, habits: false });
  });

  test('nothing leaves the sliders’ ranges', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: -40, max: 40, noNaN: true }), (seed, far) => {
        const place: LookPlace = {
          style: 1,
          offset: new Float64Array(model.latent).fill(far),
          habits: false,
          rest: new Float64Array(11).fill(far),
        };
        const y = adaptLook(model, photo(seed), place, undefined);
        expect(y.every((value) => value >= -1 && value <= 1)).toBe(true);
      }),
    );
  });
});
