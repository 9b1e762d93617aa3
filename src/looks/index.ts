export { adaptLook, type LookPlace, placeOfEdit, placeOfTaste, sharedStyle } from './across';
export {
  type ChooseOptions,
  type ChosenLook,
  chooseLooks,
  type LikedLook,
  type LookSource,
  type NamedLook,
  SAMPLES,
  topStyle,
} from './choose';
export {
  type Draw,
  type DrawOptions,
  drawHeld,
  type HeldSamples,
  lookLogDensity,
  resample,
  type Weighted,
  weighByLocked,
} from './condition';
export { type LooksContext, prepareLooks, stylesFor } from './context';
export { decodedLogDensity, decodeLatents, editLatents } from './decode';
export { drawFrom } from './draw-from';
export { fewOf } from './few';
export { locateLook } from './locate';
export { DECODED, type LooksModel, parseLooksModel, type Style } from './model';
export { applyHabits, type LooksPerson } from './person';
export {
  type Around,
  finishSamples,
  type LookSample,
  PROPOSAL_NOISE,
  planSamples,
  type SampleOptions,
  type SamplePlan,
  sampleLooks,
} from './sample';
export {
  DENSITY_POINTS,
  type SliderDensities,
  type SliderDensity,
  sliderDensities,
} from './slider-density';
export { styleLook } from './style-look';
export { describeLook, describeLooks } from './words';
