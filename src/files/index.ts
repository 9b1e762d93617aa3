export { decodePhoto, MAX_PIXELS, readPhotoBytes } from './decode';
export { sha256Hex } from './digest';
export { DEFAULT_QUALITY, type EncodeOptions, type ExportFormat, encodePhoto } from './encode';
export { distinctNames, exportName } from './exportName';
export { spaceFor } from './gamut';
export { photoId } from './identity';
export { type Inspection, inspect, type PhotoFormat } from './inspect';
export { presetFileName, writePreset } from './preset';
export { createZip, type ZipWriter } from './zip';
