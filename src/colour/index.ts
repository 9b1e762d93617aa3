export { adaptation, BRADFORD, planckianUv, type Uv, uvToXyz, xyToUv } from './adaptation';
export { deltaE00, deltaE76, meanDeltaE00 } from './difference';
export { rasterToLab, rgbToRelativeXyz, writeLab, xyzToLab } from './lab';
export { apply, diagonal, inverse, type Matrix3, multiply, scale, type Vector3 } from './matrix';
export {
  LMS_TO_OKLAB,
  lmsToRgb,
  OKLAB_TO_LMS,
  oklabChroma,
  oklabHue,
  oklabToRgb,
  rgbToLms,
  rgbToOklab,
} from './oklab';
export {
  D65_XY,
  D65_XYZ,
  luminanceWeights,
  RGB_TO_XYZ,
  type RgbSpace,
  rgbToRgb,
  XYZ_TO_RGB,
  xyToXyz,
} from './primaries';
export type { EncodedRaster, OutputSpace } from './raster';
export { DECODE_8BIT, decodeSrgb, encodeSrgb } from './transfer';
