export { DATASET_FILES, type Dataset, editsOf, parseDataset } from './dataset';
export * from './simulate';
