import { fromModelUnits, shareChanged } from '../edit';
import {
  type Belief,
  type ChoiceState,
  choicePotential,
  type PersonModel,
  personBelief,
  stylePotential,
  tasteOf,
  withChoice,
} from '../taste';
import { type ChoiceMaterial, potentialsOf, type Step } from './choice-play';

/** One photo of a session as the taste could be told of it. */
export interface Observation {
  /** Of the kept edit, packed. */
  readonly potentials: Float64Array;
  /** log r of each look that was shown, and which was taken; none where none was shown. */
  readonly shown: readonly Float64Array[];
  readonly taken: number;
  /** Whether the look was kept as it was. */
  readonly unchanged: boolean;
  /** Of the sliders that the look or the kept edit moves, the share that are not as in the look, 0 to 1; 1 where none was taken. */
  readonly byHand: number;
}

export function observe(material: ChoiceMaterial, { edit, shown, taken, kept }: Step): Observation {
  const photo = material.dataset.photoOf[edit];
  const features = material.features.get(photo)!;
  return {
    potentials: potentialsOf(material, photo, kept),
    shown: shown.map((y) => stylePotential(material.taste, features, y)),
    taken,
    unchanged: taken >= 0 && shown[taken].every((value, i) => value === kept[i]),
    byHand: taken < 0 ? 1 : shareChanged(fromModelUnits(shown[taken]), fromModelUnits(kept)),
  };
}

/** What the taste is told of a photo. */
export interface Told {
  readonly potentials: Float64Array;
  /** Whether it says which sliders the person uses. */
  readonly use: boolean;
}

/** A way of telling, with its numbers. */
export interface Telling {
  readonly name: string;
  tell(one: Observation): Told;
}

/** Ways of telling that differ in their numbers only; one of them is chosen, on people who are not reported. */
export interface ChoiceVariant {
  readonly id: string;
  readonly name: string;
  readonly tellings: readonly Telling[];
}

export const asItIs = ({ potentials }: Observation): Told => ({ potentials, use: true });

/** Whether this is all of the kept edits, and nothing else. */
export const isAsItIs = (told: readonly Told[], observations: readonly Observation[]): boolean =>
  told.every(({ potentials, use }, i) => use && potentials === observations[i].potentials);

/** Where a look was kept as it was, all that the person did was to choose: nothing but the choice is believed. */
function choiceAlone({ potentials, shown, taken }: Observation, state: ChoiceState): Told {
  const told = new Float64Array(potentials.length);
  told.set(choicePotential(shown, taken, state));
  return { potentials: told, use: false };
}

const statesOf = (sharpnesses: readonly number[]): ChoiceState[] =>
  sharpnesses.flatMap((sharpness) => [0.5, 1.5, 4, 8].map((limit) => ({ sharpness, limit })));

function tellings(
  states: readonly ChoiceState[],
  speaks: (one: Observation) => boolean,
  tell: (one: Observation, state: ChoiceState) => Told,
): Telling[] {
  return states.map((state) => ({
    name: state.sharpness === 0 ? 'it says nothing' : `sharpness ${state.sharpness}, limit ${state.limit}`,
    tell: (one) => (speaks(one) ? tell(one, state) : asItIs(one)),
  }));
}

const SHARPNESSES = [0.5, 1, 2, 4];

export const CHOICE_VARIANTS: readonly ChoiceVariant[] = [
  { id: 'whole', name: 'the kept edit, all of it', tellings: [{ name: '', tell: asItIs }] },
  {
    id: 'beside',
    name: 'and the choice beside it',
    tellings: tellings(
      statesOf(SHARPNESSES),
      ({ taken }) => taken >= 0,
      ({ potentials, shown, taken }, state) => ({
        potentials: withChoice(potentials, choicePotential(shown, taken, state), 'beside'),
        use: true,
      }),
    ),
  },
  {
    id: 'instead',
    name: 'for a look kept as it was, the choice instead of its style',
    tellings: tellings(
      statesOf(SHARPNESSES),
      ({ unchanged }) => unchanged,
      ({ potentials, shown, taken }, state) => ({
        potentials: withChoice(potentials, choicePotential(shown, taken, state), 'instead'),
        use: true,
      }),
    ),
  },
  {
    id: 'alone',
    name: 'for a look kept as it was, nothing but the choice',
    tellings: tellings(
      [{ sharpness: 0, limit: 1 }, ...statesOf(SHARPNESSES)],
      ({ unchanged }) => unchanged,
      choiceAlone,
    ),
  },
  {
    id: 'hand',
    name: 'for a look kept as it was, not which sliders it moves',
    tellings: [{ name: '', tell: ({ potentials, unchanged }) => ({ potentials, use: !unchanged }) }],
  },
  {
    id: 'mostly',
    name: 'for a look that was mostly kept, not which sliders it moves: what ships (less than 0.5)',
    tellings: [0.25, 0.4, 0.5, 0.6, 0.75].map((least) => ({
      name: `less than ${least} by hand`,
      tell: ({ potentials, byHand }) => ({ potentials, use: byHand >= least }),
    })),
  },
];

/** What is believed after these, in order of time. */
export function beliefAfter(model: PersonModel, told: readonly Told[]): Belief {
  return personBelief(
    tasteOf(
      model,
      told.map(({ potentials, use }, when) => ({ id: String(when), when, potentials, asShown: !use })),
    ),
  );
}
