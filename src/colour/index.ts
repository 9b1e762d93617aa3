export type { EncodedRaster, OutputSpace } from './raster';
