import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ADJUSTMENT_COUNT, fromModelUnits, HALF_STEP, toModelUnits } from '../../../src/edit';
import { type Choice, choice } from '../../../src/evaluation/choice';
import { choicePage, choiceText } from '../../../src/evaluation/choice-page';
import {
  type ChoiceMaterial,
  keptBy,
  PLAYED,
  play,
  playersOf,
  potentialsOf,
} from '../../../src/evaluation/choice-play';
import { asItIs, beliefAfter, CHOICE_VARIANTS, observe } from '../../../src/evaluation/choice-variants';
import type { RunStore } from '../../../src/evaluation/jobs';
import { createDarkroom, pictureError, rowOf } from '../../../src/evaluation/pictures';
import { parseLooksModel } from '../../../src/looks';
import { parseTasteModel, personBelief, tasteOf } from '../../../src/taste';
import { TARGETS } from '../../../src/training/personal';
import { createToyDataset } from '../../../src/training/toy';
import { RANDOM_SHAPE, randomLooks, randomTaste } from '../../support/models';
import { DEFAULT_SCENE, drawScene } from '../../support/scene';

const { features, embedding } = RANDOM_SHAPE;
const toy = createToyDataset({
  ...{ photos: 12, people: 4, editsPerPerson: TARGETS + PLAYED, seed: 6 },
  ...{ embedding, statistics: features - embedding },
});
const [looks, taste] = [randomLooks(2), randomTaste(2)];
const [width, height] = [8, 6];
const pictures = new Map(
  Array.from({ length: toy.photos }, (_, photo) => {
    const rgb = drawScene({ ...DEFAULT_SCENE, seed: photo }, width, height);
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let at = 0; at < width * height; at++) data.set(rgb.subarray(3 * at, 3 * at + 3), 4 * at);
    return [photo, { width, height, space: 'srgb' as const, data }];
  }),
);
const material: ChoiceMaterial = {
  looks: parseLooksModel(looks.manifest, looks.weights),
  taste: parseTasteModel(taste.manifest, taste.weights),
  dataset: toy,
  features: new Map(
    Array.from({ length: toy.photos }, (_, photo) => [
      photo,
      toy.features.slice(photo * features, (photo + 1) * features),
    ]),
  ),
  pictures,
  darkroom: createDarkroom(pictures),
};
const players = playersOf(
  toy.personOf,
  Uint32Array.from({ length: toy.edits }, (_, edit) => edit),
);

const settings = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), {
    minLength: ADJUSTMENT_COUNT,
    maxLength: ADJUSTMENT_COUNT,
  })
  .map((y) => toModelUnits(fromModelUnits(y)));

describe('what is kept of a look', () => {
  const even = new Float64Array(ADJUSTMENT_COUNT).fill(1);

  test('is all of it, or nothing but their own edit', () => {
    fc.assert(
      fc.property(settings, settings, (look, own) => {
        expect(keptBy('takes', look, own, even)).toEqual(look);
        expect(keptBy('finishes', look, own, even)).toEqual(own);
      }),
    );
  });

  test('or it comes half the way in the three sliders that are farthest off', () => {
    fc.assert(
      fc.property(settings, settings, (look, own) => {
        const kept = keptBy('touches', look, own, even);
        const off = look.map((value, i) => Math.abs(own[i] - value));
        const third = [...off].sort((a, b) => b - a)[2];
        kept.forEach((value, i) => {
          if (value === look[i]) return;
          expect(off[i]).toBeGreaterThanOrEqual(third);
          expect(Math.abs(value - (look[i] + own[i]) / 2)).toBeLessThanOrEqual(HALF_STEP[i] + 1e-9);
        });
        expect([...kept].filter((value, i) => value !== look[i]).length).toBeLessThanOrEqual(3);
      }),
    );
  });

  test('farthest is by how much a slider varies between people', () => {
    const own = Float64Array.from({ length: ADJUSTMENT_COUNT }, (_, i) => (i < 6 ? 0.2 : 0.4));
    const spread = own.map((value) => (value === 0.2 ? 0.01 : 1));
    const look = new Float64Array(ADJUSTMENT_COUNT);
    const moved = [...keptBy('touches', look, own, spread)].flatMap((value, i) => (value !== 0 ? [i] : []));
    expect(moved).toEqual([0, 1, 2]);
  });
});

describe('people who play', () => {
  test('have edits enough, and those that are scored are none that they make', () => {
    expect(players).toHaveLength(4);
    for (const { person, played, targets } of players) {
      expect([played.length, targets.length]).toEqual([PLAYED, TARGETS]);
      expect(new Set([...played, ...targets]).size).toBe(PLAYED + TARGETS);
      for (const edit of [...played, ...targets]) expect(toy.personOf[edit]).toBe(person);
    }
    const short = Uint32Array.from({ length: toy.edits - 1 }, (_, edit) => edit);
    expect(playersOf(toy.personOf, short)).toHaveLength(3);
  });
});

const sessions = await play(material, players[0]);

describe('a session', () => {
  test('begins alike for all kinds, and goes on as each has been known', () => {
    const shown = Object.values(sessions).map((steps) => steps.map((step) => step.shown));
    expect(shown[1][0]).toEqual(shown[0][0]);
    expect(shown[2][0]).toEqual(shown[0][0]);
    expect(shown[2].slice(1)).not.toEqual(shown[0].slice(1));
  });

  test('has the look taken that comes nearest to their own edit in the picture', () => {
    for (const steps of Object.values(sessions)) {
      for (const { edit, shown, taken, apart } of steps) {
        const photo = toy.photoOf[edit];
        const own = material.darkroom.develop(photo, rowOf(toy.y, edit));
        const errors = shown.map((y) => pictureError(material.darkroom.develop(photo, y), own).e00);
        expect(Math.min(...errors)).toBeCloseTo(errors[taken], 12);
        // Their own edit is snapped to the sliders' steps before it is developed.
        expect(apart).toBeCloseTo(errors[taken], 2);
      }
    }
  });

  test('has one’s own edit at the end for those who finish', () => {
    for (const { edit, kept } of sessions.finishes)
      kept.forEach((value, i) => void expect(value).toBeCloseTo(toy.y[edit * ADJUSTMENT_COUNT + i], 6));
  });
});

describe('what the taste is told', () => {
  const model = material.taste;

  test('as it is comes to what the app believes', () => {
    const steps = sessions.touches;
    const known = steps.map(({ edit, kept }, when) => {
      const potentials = potentialsOf(material, toy.photoOf[edit], kept);
      return { id: String(when), when, potentials };
    });
    const told = steps.map((step) => asItIs(observe(material, step)));
    expect(beliefAfter(model, told)).toEqual(personBelief(tasteOf(model, known)));
  });

  test('of looks kept as they were is nothing, where not even the choice is believed', () => {
    const alone = CHOICE_VARIANTS.find(({ id }) => id === 'alone')!.tellings[0];
    const observed = sessions.takes.map((step) => observe(material, step));
    expect(observed.every(({ unchanged }) => unchanged)).toBe(true);
    const belief = beliefAfter(model, observed.map(alone.tell));
    const nobody = beliefAfter(model, []);
    expect(belief.habits).toEqual(nobody.habits);
    for (const value of belief.shift) expect(Math.abs(value)).toBe(0);
    belief.scale.forEach((value) => void expect(value).toBeCloseTo(1, 12));
    belief.styles.forEach((value, s) => void expect(value).toBeCloseTo(nobody.styles[s], 12));
  });

  test('of their own edits is all of them, unless the choice stands beside them', () => {
    const observed = sessions.finishes.map((step) => observe(material, step));
    for (const { id, tellings } of CHOICE_VARIANTS) {
      for (const { tell } of tellings) {
        const same = observed.filter((one) => tell(one).potentials === one.potentials).length;
        expect(same, id).toBe(id === 'beside' ? 0 : observed.length);
      }
    }
  });
});

describe('the figure', () => {
  const kept = new Map<string, unknown>();
  const store: RunStore = {
    read: async <T>(key: string) => kept.get(key) as T | undefined,
    write: async (key, run) => void kept.set(key, JSON.parse(JSON.stringify(run))),
    claim: async () => true,
    release: async () => undefined,
  };
  let figure: Choice;

  test('is paired over the whole kept edit, and takes up what is done', async () => {
    const lines: string[] = [];
    figure = await choice(material, players.slice(0, 3), store, (line) => lines.push(line));
    expect([figure.people, figure.chosenOn]).toEqual([2, 1]);
    expect(lines.filter((line) => line.includes(': person'))).toHaveLength(3);
    for (const { id, rows } of figure.kinds) {
      expect(rows.map((row) => row.id)).toEqual(['whole', 'beside', 'instead', 'alone', 'hand', 'mostly']);
      for (const { points } of rows.filter((row) => row.id === 'whole'))
        for (const { more } of points) expect(more.mean).toBe(0);
      if (id !== 'finishes') continue;
      for (const { points } of rows.filter((row) => row.id !== 'beside'))
        for (const { more } of points) expect(more.mean).toBe(0);
    }
    const again: string[] = [];
    expect(await choice(material, players.slice(0, 3), store, (line) => again.push(line))).toEqual(figure);
    expect(again.filter((line) => line.includes('person'))).toEqual([]);
  });

  test('is shown by kind of person', () => {
    const [{ html }, text] = [choicePage([figure]), choiceText([figure])];
    for (const { name } of figure.kinds) {
      expect(html).toContain(`People who ${name}`);
      expect(text).toContain(`People who ${name}`);
    }
  });
});
