import { downscale } from '../develop/reference';
import { ADJUSTMENT_COUNT, toModelUnits } from '../edit';
import { type ChosenLook, chooseLooks, editLatents, type LooksModel, prepareLooks } from '../looks';
import {
  type Belief,
  EDITS_FOR_YOURS,
  editPotentials,
  type KnownEdit,
  personBelief,
  type TasteModel,
  tasteOf,
} from '../taste';
import type { Dataset } from '../training';
import { byPerson, shuffled, TARGETS, toSteps } from '../training/fitting';
import { SHOWN } from './diversity';
import { referenceSource } from './look-source';
import { type Darkroom, pictureError, rowOf } from './pictures';

/** What simulated people do with the look that they take, the nearest to their own edit in the picture. */
export const KINDS = [
  { id: 'takes', name: 'keep it as it is' },
  { id: 'touches', name: 'touch up three sliders' },
  { id: 'finishes', name: 'go on to their own edit' },
] as const;
export type Kind = (typeof KINDS)[number]['id'];

/** Photos that each person edits, one after another. */
export const PLAYED = 10;
/** Of each person's edits, so many of the first are drawn from. */
const MOST_EDITS = 50;
/** Longer side of the thumbnails that looks are chosen by: the app's have 64, and 2.5 times the pixels. */
const COMPARED_SIDE = 40;
/** Who touches up moves so many sliders, those that are farthest off, by this part of what is missing. */
const TOUCHED = 3;
const PART = 0.5;

export interface ChoiceMaterial {
  readonly looks: LooksModel;
  readonly taste: TasteModel;
  readonly dataset: Pick<Dataset, 'population' | 'photoOf' | 'personOf' | 'y'>;
  /** Of all photos that are edited: what the encoder says of them, and their small pictures. */
  readonly features: ReadonlyMap<number, Float32Array>;
  readonly pictures: ReadonlyMap<number, Parameters<typeof downscale>[0]>;
  readonly darkroom: Darkroom;
}

/** Somebody whose edits are known: those that they make before our eyes, and further ones, which are scored. */
export interface Player {
  readonly person: number;
  readonly played: readonly number[];
  readonly targets: readonly number[];
}

/** People with enough of these edits, at most the first MOST_EDITS of each, drawn as Fig 6 draws them. */
export function playersOf(personOf: Uint32Array, edits: Uint32Array): Player[] {
  return byPerson(personOf, edits, TARGETS + PLAYED).map((own, index) => {
    const order = shuffled([...own.subarray(0, MOST_EDITS)], 1 + index);
    return {
      person: personOf[own[0]],
      targets: order.slice(0, TARGETS),
      played: order.slice(TARGETS, TARGETS + PLAYED),
    };
  });
}

/** One photo of a session, y in model units. */
export interface Step {
  readonly edit: number;
  readonly shown: readonly (readonly number[])[];
  /** The model's style of each. */
  readonly styles: readonly number[];
  /** Index of the look that was taken, and how far its picture is from that of their own edit, mean ΔE00. */
  readonly taken: number;
  readonly apart: number;
  readonly kept: readonly number[];
}

export type Sessions = Readonly<Record<Kind, readonly Step[]>>;

/** How much each slider varies between edits, [11] in model units. */
export function spreadOf(y: ArrayLike<number>): Float64Array {
  const rows = y.length / ADJUSTMENT_COUNT;
  return Float64Array.from({ length: ADJUSTMENT_COUNT }, (_, i) => {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) {
      sum += y[row * ADJUSTMENT_COUNT + i];
      squares += y[row * ADJUSTMENT_COUNT + i] ** 2;
    }
    return Math.sqrt(Math.max(1e-6, squares / rows - (sum / rows) ** 2));
  });
}

/** What is kept of a look by somebody who wants `own`; both [11] in model units. */
export function keptBy(
  kind: Kind,
  look: ArrayLike<number>,
  own: ArrayLike<number>,
  spread: ArrayLike<number>,
): Float64Array {
  if (kind === 'finishes') return toSteps(own);
  if (kind === 'takes') return toSteps(look);
  const off = Array.from(look, (value, i) => Math.abs(own[i] - value) / spread[i]);
  const touched = off
    .map((_, i) => i)
    .sort((a, b) => off[b] - off[a])
    .slice(0, TOUCHED);
  return toSteps(
    Float64Array.from(look, (value, i) => (touched.includes(i) ? value + PART * (own[i] - value) : value)),
  );
}

/** The looks that the app shows of a photo to somebody, at thumbnails of a smaller size. */
export function showLooks(
  { looks, features, pictures }: ChoiceMaterial,
  photo: number,
  person: Belief | undefined,
  known: number,
): Promise<ChosenLook[]> {
  const context = prepareLooks(looks, features.get(photo)!);
  const small = downscale(pictures.get(photo)!, COMPARED_SIDE);
  return chooseLooks(
    referenceSource(looks, context, () => small),
    { count: SHOWN, seed: photo, person, yoursFirst: known >= EDITS_FOR_YOURS },
  );
}

/** All that an edit says of its person, packed as the app packs it. */
export function potentialsOf(
  { looks, taste, features }: ChoiceMaterial,
  photo: number,
  y: ArrayLike<number>,
): Float64Array {
  const x = features.get(photo)!;
  return editPotentials(taste, x, y, editLatents(looks, prepareLooks(looks, x), y));
}

async function stepOf(
  material: ChoiceMaterial,
  edit: number,
  looks: readonly ChosenLook[],
  keep: (look: ArrayLike<number>, own: ArrayLike<number>) => Float64Array,
): Promise<Step> {
  const { dataset, darkroom } = material;
  const photo = dataset.photoOf[edit];
  const own = toSteps(rowOf(dataset.y, edit));
  const wanted = darkroom.develop(photo, own);
  const shown = looks.map(({ sample }) => toModelUnits(sample.adjustments));
  const apart = shown.map((y) => pictureError(darkroom.develop(photo, y), wanted).e00);
  const taken = apart.indexOf(Math.min(...apart));
  return {
    edit,
    shown: shown.map((y) => [...y]),
    styles: looks.map(({ sample }) => sample.style),
    taken,
    apart: taken < 0 ? 0 : apart[taken],
    // Where nothing is shown there is nothing to take.
    kept: [...(taken < 0 ? own : keep(shown[taken], own))],
  };
}

/**
 * One person's photos one after another, in each of the three ways: looks are shown by what is believed after
 * those before, and one is taken. Every way begins with the same looks.
 */
export async function play(material: ChoiceMaterial, { played }: Player): Promise<Sessions> {
  const { dataset, taste } = material;
  const spread = spreadOf(dataset.y);
  const first = await showLooks(material, dataset.photoOf[played[0]], undefined, 0);
  const sessions = { takes: [] as Step[], touches: [] as Step[], finishes: [] as Step[] };
  for (const { id } of KINDS) {
    const known: KnownEdit[] = [];
    for (const [when, edit] of played.entries()) {
      const photo = dataset.photoOf[edit];
      const belief = when > 0 ? personBelief(tasteOf(taste, known)) : undefined;
      const looks = when > 0 ? await showLooks(material, photo, belief, when) : first;
      const step = await stepOf(material, edit, looks, (look, own) => keptBy(id, look, own, spread));
      sessions[id].push(step);
      known.push({ id: String(when), when, potentials: potentialsOf(material, photo, step.kept) });
    }
  }
  return sessions;
}
