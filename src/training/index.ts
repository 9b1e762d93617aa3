export * from './simulate';
export { DATASET_FILES, type Dataset, editsOf, parseDataset } from './dataset';
