export {
  type Belief,
  beliefOf,
  type PersonModel,
  type PersonState,
  type SliderUse,
  type StyleState,
  stylesOf,
  type Weighted,
} from './belief';
export { parseTasteModel, type TasteModel } from './model';
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
  clampPotential,
  type EditLatent,
  editPotentials,
  movedSliders,
  offsetPotential,
  type PotentialSizes,
  type Potentials,
  packPotentials,
  stylePotential,
  unpackPotentials,
} from './potential';
