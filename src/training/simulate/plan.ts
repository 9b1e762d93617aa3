import { createRng, type Rng } from '../../core';
import { SPLITS, splitOfGroup, splitOfPerson } from '../split';
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

/** How many edits a person has: heavy-tailed for all but experts, who come in groups of 50. */
function drawCount(rng: Rng, kind: Population, mean: number): number {
  const spread = { casual: 0.9, frequent: 0.6, expert: 0 }[kind];
  return Math.max(2, Math.round(mean * Math.exp(spread * rng.normal() - (spread * spread) / 2)));
}

interface Seat {
  readonly person: Person;
  readonly edits: number;
}

function drawPeople(rng: Rng, population: PopulationName, people: number, edits: number): Seat[] {
  if (population === 'expert') {
    // Five experts, cut into groups; a group is a person of the dataset.
    const experts = Array.from({ length: Math.min(5, people) }, (_, i) =>
      createPerson(rng.fork(i), 'expert'),
    );
    return Array.from({ length: people }, (_, i) => ({
      person: experts[i % experts.length],
      edits: Math.round(edits / people),
    }));
  }
  const shares = population === 'mixed' ? MIXED : [{ kind: population, people: 1, edits: 1 }];
  return shares.flatMap((share, which) => {
    const count = Math.max(1, Math.round(people * share.people));
    const mean = (edits * share.edits) / count;
    return Array.from({ length: count }, (_, i) => {
      const own = rng.fork(which * 1_000_003 + i);
      return { person: createPerson(own, share.kind), edits: drawCount(own, share.kind, mean) };
    });
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

/** Everything that is decided before a pixel is looked at. Same arguments, same plan. */
export function planEdits(
  photos: readonly VariantEntry[],
  options: { population: PopulationName; people: number; edits: number; seed: number },
): Plan {
  const rng = createRng(options.seed);
  const seats = drawPeople(rng.fork(1), options.population, options.people, options.edits);
  const sides = new Map(
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
  const edits: PlannedEdit[] = [];
  seats.forEach(({ person, edits: wanted }, index) => {
    const own = rng.fork(2).fork(index);
    // People edit photos of their own side of the split only, so that held-out people's photos were never seen.
    const { all, groups, byScene } = sides.get(splitOfPerson(index))!;
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
        left = 2 + own.integer(9);
        kind = own.categorical(weights);
        second = own.uniform() < 0.4;
      }
      left--;
      const photo = drawPhoto(
        own,
        photos,
        all,
        byScene[own.uniform() < 0.85 ? kind : own.categorical(weights)],
        taken,
      );
      taken.add(photos[photo].group);
      const today = addOffsets(person.offsets, person.drift, made / Math.max(1, count - 1) - 0.5);
      edits.push({
        person: index,
        photo,
        style: chooseStyle(person, photos[photo].scene, second),
        strength: Math.min(1.4, person.strength * Math.exp(person.strengthSpread * own.normal())),
        offsets: addOffsets(today, drawOffsets(own, person.offsetSpread)),
        untouched: own.uniform() < person.untouched,
        stream: edits.length,
      });
    }
  });
  return { people: seats.map(({ person }) => person), edits };
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
