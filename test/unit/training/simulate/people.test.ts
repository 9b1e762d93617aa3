import { expect, test } from 'vitest';
import { createRng } from '../../../../src/core';
import { ADJUSTMENT_IDS, ADJUSTMENTS, NEUTRAL } from '../../../../src/edit';
import { prepareSource, prepareVariant, typicalSettings } from '../../../../src/training/simulate/bench';
import { makeEdit } from '../../../../src/training/simulate/make-edit';
import {
  createPerson,
  leaveSlider,
  type Person,
  type Population,
  studentT,
} from '../../../../src/training/simulate/person';
import { planCrowd, planEdits } from '../../../../src/training/simulate/plan';
import { SCENE_KINDS } from '../../../../src/training/simulate/scene';
import { goalsFor, STYLE_NAMES } from '../../../../src/training/simulate/styles';
import { createRowMaker } from '../../../../src/training/simulate/write-dataset';
import { splitOfGroup, splitOfPerson } from '../../../../src/training/split';
import { picture } from './pictures';

const people = (kind: Population) => Array.from({ length: 150 }, (_, i) => createPerson(createRng(i), kind));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('Student-t noise has heavier tails than a Gaussian of its own middle half', () => {
  const rng = createRng(1);
  const draws = Array.from({ length: 20_000 }, () => studentT(rng, 3)).sort((a, b) => a - b);
  const quarter = draws[15_000];
  expect(quarter).toBeGreaterThan(0.7);
  expect(quarter).toBeLessThan(0.83);
  // 1% of a normal lies beyond 3.8 quartiles; of t with 3 degrees about 5%.
  const far = draws.filter((value) => Math.abs(value) > 3.82 * quarter).length / draws.length;
  expect(far).toBeGreaterThan(0.03);
});

test('casual people use few sliders and are noisy, experts many and are exact', () => {
  const [casual, frequent, expert] = (['casual', 'frequent', 'expert'] as const).map(people);
  const sliders = (list: Person[]) => mean(list.map((person) => person.sliders.length));
  expect(sliders(casual)).toBeLessThan(sliders(frequent));
  expect(sliders(frequent)).toBeLessThan(sliders(expert));
  const noise = (list: Person[]) => mean(list.map((person) => person.noise.scale));
  expect(noise(casual)).toBeGreaterThan(2 * noise(expert));
  for (const person of [...casual, ...frequent, ...expert]) {
    expect(person.styles.length).toBeGreaterThanOrEqual(1);
    expect(new Set(person.sliders).size).toBe(person.sliders.length);
    expect(person.strength).toBeGreaterThanOrEqual(0.4);
    expect(person.strength).toBeLessThanOrEqual(1.3);
  }
});

test('sliders are left on the grid of the person who rounds', () => {
  const person = { ...createPerson(createRng(2), 'casual'), noise: { degrees: 3, scale: 0.2 } };
  const rounding = Object.fromEntries(ADJUSTMENT_IDS.map((id) => [id, id === 'exposure' ? 2 : 5]));
  const rounder = { ...person, rounding: rounding as Person['rounding'] };
  const rng = createRng(4);
  for (const row of ADJUSTMENTS) {
    for (let i = 0; i < 50; i++) {
      const left = leaveSlider(rounder, row.id, 0.4 * row.max, rng) / (row.step * rounding[row.id]);
      expect(left).toBeCloseTo(Math.round(left), 9);
    }
  }
  expect(leaveSlider({ ...rounder, noise: { degrees: 3, scale: 0 } }, 'contrast', 1, rng)).toBe(0);
});

const photos = Array.from({ length: 240 }, (_, i) => ({
  group: Math.floor(i / 2),
  scene: SCENE_KINDS[Math.floor(i / 2) % SCENE_KINDS.length],
}));
const options = { population: 'mixed', people: 30, edits: 600, seed: 3 } as const;
const plan = planEdits(photos, options);

test('a plan is the same for the same seed, and another for another', () => {
  expect(planEdits(photos, options)).toEqual(plan);
  expect(planEdits(photos, { ...options, seed: 4 }).edits).not.toEqual(plan.edits);
});

test('nobody edits a source twice, all edits lie on their side of the split, styles fit the scene', () => {
  const seen = new Set<string>();
  for (const { person, photo, style } of plan.edits) {
    const { group, scene } = photos[photo];
    expect(seen.has(`${person} ${group}`)).toBe(false);
    seen.add(`${person} ${group}`);
    expect(splitOfGroup(group)).toBe(splitOfPerson(person));
    expect(goalsFor(style, scene)).toBeDefined();
  }
});

test('a person edits in one or two styles of theirs, or clean natural where those do not fit', () => {
  for (const { person, style } of plan.edits) {
    expect([...plan.people[person].styles, 0]).toContain(style);
  }
});

test('five experts make the expert population, in groups', () => {
  const { people: groups, edits } = planEdits(photos, {
    ...options,
    population: 'expert',
    people: 10,
    edits: 200,
  });
  expect(new Set(groups).size).toBe(5);
  expect(groups).toHaveLength(10);
  expect(edits.length).toBeGreaterThan(150);
});

test('edits leave unused sliders at zero, are on the steps, and make a readable dataset', () => {
  const source = prepareSource(picture(), 'landscape', 5);
  const variant = prepareVariant(source, picture(0.4));
  const typical = typicalSettings([variant]);
  const small = planEdits(photos.slice(0, 40), { ...options, people: 8, edits: 40 });
  const simulated = small.edits.map((planned, index) => ({
    index,
    ...makeEdit(variant, small.people[planned.person], planned, typical, 1),
  }));
  for (const { index, adjustments } of simulated) {
    const person = small.people[small.edits[index].person];
    for (const row of ADJUSTMENTS) {
      const used = person.sliders.includes(row.id) || person.preset[row.id] !== undefined;
      if (!used) expect(adjustments[row.id]).toBe(0);
      expect(Math.abs(adjustments[row.id])).toBeLessThanOrEqual(row.max);
      expect(adjustments[row.id] / row.step).toBeCloseTo(Math.round(adjustments[row.id] / row.step), 6);
    }
    if (small.edits[index].untouched) expect(adjustments).toEqual(NEUTRAL);
  }
  const again = makeEdit(variant, small.people[small.edits[3].person], small.edits[3], typical, 1);
  expect(again.adjustments).toEqual(simulated[3].adjustments);

  const rows = createRowMaker(small);
  const made = [...simulated].reverse().map(rows.rowOf);
  expect(rows.misses().reduce((sum, { edits }) => sum + edits, 0)).toBe(
    small.edits.filter(({ untouched }) => !untouched).length,
  );
  for (const [index, { photo, person, style }] of small.edits.entries()) {
    const row = made[made.length - 1 - index];
    expect(row).toMatchObject({ photo, person, style: STYLE_NAMES[style] });
    const next = made[made.length - 2 - index];
    if (next?.person === person) expect(next.time).toBe(row.time + 1);
    else if (next) expect(next.time).toBe(0);
  }
});

test.each(['casual', 'frequent', 'expert'] as const)(
  'a crowd of %s people is of the set’s kind, and others',
  (population) => {
    const sizes = { population, people: 20, edits: 400, seed: 3 };
    const wanted = photos
      .flatMap(({ group }, photo) => (splitOfGroup(group) === 'test' ? [photo] : []))
      .slice(0, 9);
    const crowd = planCrowd(photos, sizes, wanted, 6);
    expect(planCrowd(photos, sizes, wanted, 6)).toEqual(crowd);
    const each = new Map<number, Set<number>>();
    for (const { photo, person } of crowd.edits) each.set(photo, (each.get(photo) ?? new Set()).add(person));
    expect([...each.keys()].sort((a, b) => a - b)).toEqual(wanted);
    expect(crowd.edits).toHaveLength(6 * wanted.length);
    // Somebody else each time, whose hand slips in their own way.
    for (const people of each.values()) expect(people.size).toBeGreaterThan(1);
    const own = planEdits(photos, sizes);
    const streams = new Set([...own.edits, ...crowd.edits].map(({ stream }) => stream));
    expect(streams.size).toBe(own.edits.length + crowd.edits.length);
    // A larger set would have these people next, with these very edits.
    const larger = planEdits(photos, { ...sizes, people: 2000, edits: 40_000 });
    const later = larger.edits
      .filter(({ person, photo }) => person >= sizes.people && wanted.includes(photo))
      .slice(0, 12);
    const plain = ({ photo, style, strength }: (typeof later)[number]) => ({ photo, style, strength });
    expect(crowd.edits.slice(0, 12).map(plain)).toEqual(later.map(plain));
    expect(crowd.people[0]).toEqual(larger.people[later[0].person]);
    if (population === 'expert') expect(new Set(crowd.people).size).toBeLessThanOrEqual(5);
    else expect(own.people).not.toContainEqual(crowd.people[0]);
  },
);
