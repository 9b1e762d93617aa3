export { type ChooseOptions, type ChosenLook, chooseLooks, type LookSource, topStyle } from './choose';
export { type LooksContext, prepareLooks, stylesFor } from './context';
export { decodedLogDensity, decodeLatents } from './decode';
export { logDensityByStyle } from './density';
export { type DiverseOptions, type LookCandidate, selectDiverse } from './diverse';
export { DECODED, type LooksModel, parseLooksModel, type Style } from './model';
export {
  finishSamples,
  type LookSample,
  PROPOSAL_NOISE,
  planSamples,
  type SampleOptions,
  type SamplePlan,
  sampleLooks,
} from './sample';
export { describeLook, describeLooks } from './words';
