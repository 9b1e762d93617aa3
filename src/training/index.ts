export { DATASET_FILES, DATASET_VERSION, type Dataset, editsOf, parseDataset } from './dataset';
export { PICTURE_SIDE, PICTURES_FILE, type PictureEntry, packPicture, parsePictures } from './pictures';
export * from './simulate';
export { splitOfGroup } from './split';
