import { type EncodedRaster, meanDeltaE00, rasterToLab } from '../../src/colour';
import { createRng } from '../../src/core';
import { analysePhoto, developReference, downscale } from '../../src/develop/reference';
import type { Adjustments } from '../../src/edit';
import { makeEdit, type Person, prepareSource, prepareVariant, STYLE_NAMES } from '../../src/training';
import { addOffsets } from '../../src/training/simulate/goals';
import { createPerson, drawOffsets } from '../../src/training/simulate/person';
import { makePhoto, type PhotoFile } from './photos';
import type { Scene } from './scene';

/** Longer side at which simulated people see a photo, and at which pictures are compared. */
const SEEN_SIDE = 256;
const COMPARED_SIDE = 64;
/** Far from every seed that the shipped models were fitted with: nobody here was in their data. */
const HELD_OUT = 90_001;
/** More photos than anybody has on their desk. */
const DAY = 1000;

/** A simulated person of one style whom no model has seen, retouching as they did: habits, leanings, noise and all. */
export function heldOutPerson(style: string): Person {
  const wanted = STYLE_NAMES.indexOf(style);
  const people = createRng(HELD_OUT);
  for (let i = 0; i < 10_000; i++) {
    const person = createPerson(people.fork(i), 'frequent');
    if (person.styles.length === 1 && person.styles[0] === wanted) return person;
  }
  throw new Error(`nobody has the style "${style}" alone`);
}

/** A photo made in code, whatever light the camera met: the same for the same number. */
export function dayPhoto(i: number): Promise<PhotoFile> {
  return makePhoto(`day-${i}.jpg`, dayScene(i), { width: 600, height: 400 });
}

export function dayScene(i: number): Partial<Scene> {
  return {
    seed: 700 + i,
    exposure: -0.5 + 0.25 * (i % 4),
    warmth: ((i % 3) - 1) * 0.35,
    clouds: (i % 5) / 5,
    people: i % 3,
  };
}

/** A photo on a simulated person's desk. */
export interface Desk {
  /** What this person does with the photo on a day; undefined where nobody would use their style. */
  editOf(person: Person, day?: number): Adjustments | undefined;
  /** Mean ΔE00 between the photo with one edit and with another. */
  distance(a: Adjustments, b: Adjustments): number;
}

export function deskOf(raster: EncodedRaster, stream: number): Desk {
  const seen = downscale(raster, SEEN_SIDE);
  const variant = prepareVariant(prepareSource(seen, undefined, HELD_OUT + stream), seen);
  const small = downscale(raster, COMPARED_SIDE);
  const analysis = analysePhoto(small);
  const lab = (adjustments: Adjustments) => rasterToLab(developReference(small, analysis, adjustments));
  return {
    editOf(person, day = 0) {
      const [style] = person.styles;
      if (!variant.source.wishes[style]) return undefined;
      const mood = stream + DAY * day;
      const rng = createRng(HELD_OUT).fork(mood);
      const planned = {
        person: 0,
        photo: stream,
        style,
        strength: Math.min(1.4, person.strength * Math.exp(person.strengthSpread * rng.normal())),
        offsets: addOffsets(person.offsets, drawOffsets(rng, person.offsetSpread)),
        untouched: false,
        stream: mood,
      };
      const nothing = variant.full(style).adjustments;
      // Only the person's own style is asked for; a preset would be that style's usual settings.
      const typical = STYLE_NAMES.map(() => nothing);
      return makeEdit(variant, person, planned, typical, HELD_OUT).adjustments;
    },
    distance: (a, b) => meanDeltaE00(lab(a), lab(b)),
  };
}
