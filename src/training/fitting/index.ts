/** The door to what needs TensorFlow.js: the models under construction, and fitting them. */
export { type EditTable, someOf } from '../batches';
export { looksCard, tasteCard } from '../card';
export { type EditModel, meanEdit, noEdit, type Settling, toSteps } from '../edit-model';
export { type FittedLooks, fitLooks, type LooksFitOptions } from '../fit-looks';
export { fitTaste, type TasteFitOptions } from '../fit-taste';
export { packFitted, unpackFitted } from '../fitted';
export { gatherHeldOut } from '../held-out';
export type { Checkpoint } from '../minimise';
export { fitNeighbours } from '../neighbours';
export {
  fitBeliefModel,
  fitDensityModel,
  fitVaeModel,
  type ModelParts,
  type NetworkBudget,
  type VaeChoices,
  withoutPhotos,
} from '../network-models';
export { gatherEvidence, type PersonEvidence } from '../person-evidence';
export { personLogLikelihood } from '../person-score';
export { startingState } from '../person-state';
export {
  type Believe,
  believer,
  CONTEXTS,
  HARM,
  oneStepAhead,
  type PersonalPoint,
  personalisation,
  shuffled,
  TARGETS,
  type Weigh,
} from '../personal';
export { byPerson, type Prepared, prepare } from '../prepare';
export { startTensorflow } from '../tensorflow';
