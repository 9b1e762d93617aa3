export { type DecodedPhoto, decodePhoto, MAX_PIXELS, readPhotoBytes } from './decode';
export { DEFAULT_QUALITY, type EncodeOptions, type ExportFormat, encodePhoto } from './encode';
export { distinctNames, exportName } from './exportName';
export { spaceFor } from './gamut';
export { photoId } from './identity';
export { type Inspection, inspect, type PhotoFormat } from './inspect';
export type { PhotoMetadata } from './metadata';
export { presetFileName, writePreset } from './preset';
export { createZip, type ZipWriter } from './zip';
