export { dislikePotential, weighDislikes } from './dislike';
export { type PersonState, parseTasteModel, type TasteModel } from './model';
export {
  addPotential,
  emptyTaste,
  explainTaste,
  type Influence,
  removePotential,
  styleProbabilities,
  type Taste,
  tasteOf,
} from './posterior';
export { clampPotential, potential } from './potential';
