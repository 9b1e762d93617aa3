export { DATASET_FILES, type Dataset, editsOf, parseDataset } from './dataset';
export * from './simulate';

/** Fitting and its models, loaded when wanted: TensorFlow.js need not start for anything else here. */
export const loadFitting = () => import('./fitting');
