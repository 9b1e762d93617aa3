export {
  assembleDataset,
  badDataset,
  DATASET_VERSION,
  type Dataset,
  type DatasetColumns,
  type DatasetManifest,
  editsOf,
  featureBlocks,
  inMemory,
  type MemoryDataset,
  NO_STYLE,
  parseManifest,
  photoFeatures,
} from './dataset';
export { fingerprintOf } from './fingerprint';
export * from './simulate';
export { nextOnSide, SPLITS, type Split, splitOfGroup, splitOfPerson } from './split';
