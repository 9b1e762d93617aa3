export { ABLATION_RECIPES, type Ablations, ablations } from './ablations';
export { ablationsPage } from './ablations-page';
export { calibration, calibrationPage } from './calibration-figure';
export { type Choice, choice } from './choice';
export { choicePage, choiceText } from './choice-page';
export { type ChoiceMaterial, playersOf } from './choice-play';
export {
  type ComparisonOptions,
  finishRuns,
  picturedEdits,
  type Result,
  recipesOf,
} from './comparison';
export { CROWD, type Crowd, crowd } from './crowd';
export { crowdPage, crowdText } from './crowd-page';
export { type DiversityPhoto, diversity, type PhotoDiversity, photoDiversity } from './diversity';
export { diversityPage } from './diversity-page';
export { type Drift, drift } from './drift';
export { driftPage, driftText } from './drift-page';
export { fig4, fig4Page } from './fig4';
export { fig5, fig5Page } from './fig5';
export { type Fig6, fig6 } from './fig6';
export { fig6Page, fig6Text } from './fig6-page';
export { fig7, type PhotoGroup, type SeenPhoto } from './fig7';
export { fig7Page, fig7Text } from './fig7-page';
export { finishJobs, type Job, type RunStore } from './jobs';
export { SCORES_VERSION } from './judge';
export { marginsOf } from './margins';
export type { Material } from './material';
export { pageOf, type Section } from './page';
export { gatherPeople, type TestPeople } from './people';
export { createDarkroom } from './pictures';
export { RECIPES, type Recipe } from './recipes';
export { asAdjustments, type RawEdit, type Replay, replay } from './replay';
export { replayPage, replayText } from './replay-page';
export { type Row, table1 } from './table1';
export { type Comparison, marginRows, table1Page } from './table1-page';
export { TOLD_MODELS, toldMaterial } from './told';
