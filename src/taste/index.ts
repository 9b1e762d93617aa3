export {
  type Belief,
  beliefOf,
  type Habits,
  moveShares,
  noHabits,
  type PersonModel,
  type PersonState,
  type SliderUse,
  type StyleState,
  stylesOf,
} from './belief';
export { type ChoiceState, choicePotential, withChoice } from './choice';
export type { OwnState } from './constancy';
export { dislikePotential, weighDislikes } from './dislike';
export { parseTasteModel, type TasteModel } from './model';
export { EDITS_FOR_YOURS } from './own-look';
export {
  emptyTaste,
  explainTaste,
  fadeEdits,
  type Influence,
  type KnownEdit,
  personBelief,
  styleProbabilities,
  type Taste,
  tasteOf,
  withEdit,
  withoutEdit,
} from './posterior';
export {
  type EditLatent,
  movedSliders,
  offsetPotential,
  type PotentialSizes,
  type Potentials,
  packPotentials,
  unpackPotentials,
  type Weighted,
} from './potential';
export { clampPotential, editPotentials, stylePotential } from './recognise';
