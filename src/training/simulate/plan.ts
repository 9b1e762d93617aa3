import { createRng, type Rng } from '../../core';
import { SPLITS, type Split, splitOfGroup, splitOfPerson } from '../split';
import { addOffsets, type TasteOffsets } from './goals';
import { createPerson, drawOffsets, type Person, type Population } from './person';
import { SCENE_KINDS, type SceneKind } from './scene';
import { goalsFor } from './styles';

export type PopulationName = Population | 'mixed';

/** One photo as it will be edited: a source and the variant of it. */
export interface VariantEntry {
  readonly group: number;
  readonly scene: SceneKind;
}

/** One edit before it is made: who, which photo, in which style, and how the day is. */
export interface PlannedEdit {
  readonly person: number;
  readonly photo: number;
  readonly style: number;
  readonly strength: number;
  readonly offsets: TasteOffsets;
  readonly untouched: boolean;
  /** Stream of random numbers for the hand's noise. */
  readonly stream: number;
}

export interface Plan {
  readonly people: readonly Person[];
  /** In order of person, and of time within a person. */
  readonly edits: readonly PlannedEdit[];
}

/** Share of people and of edits of each kind in a mixed set; edits a person follow from both. */
const MIXED: readonly { readonly kind: Population; readonly people: number; readonly edits: number }[] = [
  { kind: 'casual', people: 0.6, edits: 0.18 },
  { kind: 'frequent', people: 0.27, edits: 0.52 },
  { kind: 'expert', people: 0.13, edits: 0.3 },
];

/** How many edits a person has: heavy-tailed for all but experts, who all have as many. */
function drawCount(rng: Rng, kind: Population, mean: number): number {
  const spread = { casual: 0.9, frequent: 0.6, expert: 0 }[kind];
  return Math.max(2, Math.round(mean * Math.exp(spread * rng.normal() - (spread * spread) / 2)));
}

interface Seat {
  readonly person: Person;
  readonly edits: number;
}

const EXPERTS = 5;

/** Somebody of their own, by their place in the population. */
function ownSeat(rng: Rng, kind: Population, mean: number): Seat {
  return { person: createPerson(rng, kind), edits: drawCount(rng, kind, mean) };
}

/**
 * Who sits at each place of a population, however many places there are. Experts are five, cut into groups; a group is
 * a person of the dataset.
 */
function seats(rng: Rng, population: Population, mean: number): (place: number) => Seat {
  if (population !== 'expert') return (place) => ownSeat(rng.fork(place), population, mean);
  const experts = Array.from({ length: EXPERTS }, (_, i) => createPerson(rng.fork(i), 'expert'));
  return (place) => ({ person: experts[place % EXPERTS], edits: Math.round(mean) });
}

function drawPeople(rng: Rng, population: PopulationName, people: number, edits: number): Seat[] {
  if (population !== 'mixed') {
    const seatAt = seats(rng, population, edits / people);
    return Array.from({ length: people }, (_, place) => seatAt(place));
  }
  return MIXED.flatMap((share, which) => {
    const count = Math.max(1, Math.round(people * share.people));
    const mean = (edits * share.edits) / count;
    return Array.from({ length: count }, (_, i) =>
      ownSeat(rng.fork(which * 1_000_003 + i), share.kind, mean),
    );
  });
}

function chooseStyle(person: Person, scene: SceneKind, second: boolean): number {
  const bySwitch =
    person.switching === 'session' ? second : person.switching === 'scene' && person.secondScenes.has(scene);
  const wanted = bySwitch ? person.styles[1] : person.styles[0];
  if (goalsFor(wanted, scene)) return wanted;
  // Clean natural is what everybody falls back to.
  return person.styles.find((style) => goalsFor(style, scene)) ?? 0;
}

/** What the people of one side of the split choose among: photos as their numbers. */
interface Side {
  readonly all: readonly number[];
  readonly groups: number;
  readonly byScene: readonly (readonly number[])[];
}

function sidesOf(photos: readonly VariantEntry[]): ReadonlyMap<Split, Side> {
  return new Map(
    SPLITS.map((side) => {
      const own = photos.flatMap((photo, i) => (splitOfGroup(photo.group) === side ? [i] : []));
      // A handful of photos may leave a side empty; such a set is for looking at, not for fitting.
      const all = own.length > 0 ? own : photos.map((_, i) => i);
      const groups = new Set(all.map((i) => photos[i].group)).size;
      return [
        side,
        { all, groups, byScene: SCENE_KINDS.map((kind) => all.filter((i) => photos[i].scene === kind)) },
      ];
    }),
  );
}

/** One person's edits in order of time, before they are made; `rng` is that person's own. */
function* planPerson(
  { person, edits: wanted }: Seat,
  rng: Rng,
  photos: readonly VariantEntry[],
  { all, groups, byScene }: Side,
): Generator<Omit<PlannedEdit, 'person' | 'stream'>> {
  const count = Math.min(wanted, groups);
  const taken = new Set<number>();
  const weights = byScene.map((list, kind) =>
    list.length > 0 ? person.scenes[kind] * Math.sqrt(list.length) : 0,
  );
  let left = 0;
  let kind = 0;
  let second = false;
  for (let made = 0; made < count; made++) {
    if (left === 0) {
      // A session: some photos of one kind, mostly in one style.
      left = 2 + rng.integer(9);
      kind = rng.categorical(weights);
      second = rng.uniform() < 0.4;
    }
    left--;
    const list = byScene[rng.uniform() < 0.85 ? kind : rng.categorical(weights)];
    const photo = drawPhoto(rng, photos, all, list, taken);
    taken.add(photos[photo].group);
    const today = addOffsets(person.offsets, person.drift, made / Math.max(1, count - 1) - 0.5);
    yield {
      photo,
      style: chooseStyle(person, photos[photo].scene, second),
      strength: Math.min(1.4, person.strength * Math.exp(person.strengthSpread * rng.normal())),
      offsets: addOffsets(today, drawOffsets(rng, person.offsetSpread)),
      untouched: rng.uniform() < person.untouched,
    };
  }
}

export interface PlanOptions {
  readonly population: PopulationName;
  readonly people: number;
  readonly edits: number;
  readonly seed: number;
}

/** Everything that is decided before a pixel is looked at. Same arguments, same plan. */
export function planEdits(photos: readonly VariantEntry[], options: PlanOptions): Plan {
  const rng = createRng(options.seed);
  const seated = drawPeople(rng.fork(1), options.population, options.people, options.edits);
  const sides = sidesOf(photos);
  const edits: PlannedEdit[] = [];
  seated.forEach((seat, index) => {
    // People edit photos of their own side of the split only, so that held-out people's photos were never seen.
    for (const edit of planPerson(seat, rng.fork(2).fork(index), photos, sides.get(splitOfPerson(index))!)) {
      edits.push({ ...edit, person: index, stream: edits.length });
    }
  });
  return { people: seated.map(({ person }) => person), edits };
}

/** Streams of the crowd's hands begin beyond those of any set. */
const CROWD_STREAMS = 2 ** 31;

/**
 * What others of the same population make of some photos: `each` edits of every one of them, by people beyond those of
 * the set, as they come. `people` are those others, by the order in which they were needed.
 */
export function planCrowd(
  photos: readonly VariantEntry[],
  options: PlanOptions & { readonly population: Population },
  wanted: Iterable<number>,
  each: number,
): Plan {
  const rng = createRng(options.seed);
  const seatAt = seats(rng.fork(1), options.population, options.edits / options.people);
  const sides = sidesOf(photos);
  const missing = new Map(Array.from(wanted, (photo) => [photo, each]));
  const asked = new Set(Array.from(missing.keys(), (photo) => splitOfGroup(photos[photo].group)));
  const people: Person[] = [];
  const edits: PlannedEdit[] = [];
  for (let place = options.people; missing.size > 0; place++) {
    const side = splitOfPerson(place);
    if (!asked.has(side)) continue;
    const seat = seatAt(place);
    let person: number | undefined;
    for (const edit of planPerson(seat, rng.fork(2).fork(place), photos, sides.get(side)!)) {
      const left = missing.get(edit.photo);
      if (left === undefined) continue;
      person ??= people.push(seat.person) - 1;
      edits.push({ ...edit, person, stream: CROWD_STREAMS + edits.length });
      if (left > 1) missing.set(edit.photo, left - 1);
      else missing.delete(edit.photo);
    }
  }
  return { people, edits };
}

/** A photo of the list whose source this person has not edited; of any list when that one is used up. */
function drawPhoto(
  rng: Rng,
  photos: readonly VariantEntry[],
  all: readonly number[],
  list: readonly number[],
  taken: ReadonlySet<number>,
): number {
  for (let attempt = 0; attempt < 40; attempt++) {
    const photo = attempt < 30 ? list[rng.integer(list.length)] : all[rng.integer(all.length)];
    if (!taken.has(photos[photo].group)) return photo;
  }
  return all.find((i) => !taken.has(photos[i].group)) ?? all[0];
}
