export {
  prepareSource,
  prepareVariant,
  type SourceBench,
  typicalSettings,
  type VariantBench,
} from './bench';
export { whatPeopleKnow } from './known';
export { makeEdit } from './make-edit';
export type { Person, Population } from './person';
export {
  type Plan,
  type PlannedEdit,
  type PopulationName,
  planCrowd,
  planEdits,
  type VariantEntry,
} from './plan';
export { SCENE_KINDS, type SceneKind, sceneOfWordNet } from './scene';
export { nearestScene, type SceneCentroids, sceneCentroids } from './scene-centroids';
export { STYLE_NAMES, STYLES } from './styles';
export { makeVariants, type Variant } from './variants';
export { createRowMaker, type MissSummary, type SimulatedEdit, type SimulatedRow } from './write-dataset';
