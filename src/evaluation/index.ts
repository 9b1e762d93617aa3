export { ABLATION_RECIPES, type Ablations, ablations } from './ablations';
export { ablationsPage } from './ablations-page';
export { calibration, calibrationPage } from './calibration-figure';
export {
  type ComparisonOptions,
  finishRuns,
  type Result,
  recipesOf,
} from './comparison';
export { type DiversityPhoto, diversity, type PhotoDiversity, photoDiversity } from './diversity';
export { diversityPage } from './diversity-page';
export { fig4, fig4Page } from './fig4';
export { fig5, fig5Page } from './fig5';
export type { RunStore } from './jobs';
export type { Material } from './material';
export { pageOf, type Section } from './page';
export { createDarkroom } from './pictures';
export { RECIPES, type Recipe } from './recipes';
export { type Row, table1 } from './table1';
export { type Comparison, table1Page } from './table1-page';
