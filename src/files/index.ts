export { type DecodedPhoto, decodePhoto, MAX_PIXELS } from './decode';
export { DEFAULT_QUALITY, type EncodeOptions, type ExportFormat, encodePhoto } from './encode';
export { exportName } from './exportName';
export { photoId } from './identity';
export type { PhotoFormat } from './inspect';
export type { PhotoMetadata } from './metadata';
