/** The RGB spaces that photos are held and written in; both use the sRGB transfer function and D65. */
export type OutputSpace = 'srgb' | 'display-p3';

/**
 * An upright photo as 8-bit RGBA, row by row from the top left, gamma-encoded in `space`, alpha not premultiplied.
 * `data.length` is width * height * 4.
 */
export interface EncodedRaster {
  readonly width: number;
  readonly height: number;
  readonly space: OutputSpace;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}
