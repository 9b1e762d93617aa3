import sharp from 'sharp';

/**
 * Where the upright pixel (x, y) of a width x height photo lies in the stored picture, per EXIF orientation
 * (Exif 3.0, 4.6.5.1.6): the orientation says which sides row 0 and column 0 of the stored picture are.
 */
function storedAt(
  orientation: number,
  x: number,
  y: number,
  width: number,
  height: number,
): [number, number] {
  const [right, bottom] = [width - 1 - x, height - 1 - y];
  switch (orientation) {
    case 2:
      return [right, y];
    case 3:
      return [right, bottom];
    case 4:
      return [x, bottom];
    case 5:
      return [y, x];
    case 6:
      return [y, right];
    case 7:
      return [bottom, right];
    case 8:
      return [bottom, x];
    default:
      return [x, y];
  }
}

/** An upright RGB picture stored turned, with the EXIF orientation that says so. */
export async function makeOriented(
  pixels: Uint8Array,
  width: number,
  height: number,
  orientation: number,
  format: 'jpeg' | 'png' | 'webp' | 'avif',
): Promise<Buffer> {
  const isTurned = orientation >= 5;
  const [storedWidth, storedHeight] = isTurned ? [height, width] : [width, height];
  const stored = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = storedAt(orientation, x, y, width, height);
      const from = 3 * (y * width + x);
      stored.set(pixels.subarray(from, from + 3), 3 * (sy * storedWidth + sx));
    }
  }
  const raw = { width: storedWidth, height: storedHeight, channels: 3 } as const;
  const image = sharp(stored, { raw }).withMetadata({ orientation });
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
    case 'png':
      return image.png().toBuffer();
    case 'webp':
      return image.webp({ lossless: true }).toBuffer();
    case 'avif':
      return image.avif({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
  }
}

/** Four quarters of different colours: red and green above, blue and yellow below. */
export function quarters(width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour =
        y < height / 2
          ? x < width / 2
            ? [220, 30, 30]
            : [30, 200, 30]
          : x < width / 2
            ? [30, 30, 220]
            : [220, 200, 30];
      pixels.set(colour, 3 * (y * width + x));
    }
  }
  return pixels;
}
