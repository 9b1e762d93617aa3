import { ManylightError } from '../core';
import type { Gpu } from '../gpu';

/** Room for a whole photo, or `out-of-memory` in words. */
export function allocatePixels(width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  try {
    return new Uint8ClampedArray(width * height * 4);
  } catch (cause) {
    throw new ManylightError('out-of-memory', 'There is not enough memory for the photo at full size.', {
      cause,
    });
  }
}

/** What is made on the GPU, once it is known that there was room for it; `out-of-memory` in words, and it unmade, otherwise. */
export async function allocateOnGpu<T>(
  { resources }: Pick<Gpu, 'resources'>,
  make: () => T,
  unmake: (made: T) => void,
): Promise<T> {
  let made!: T;
  const fits = await resources.fits(() => {
    made = make();
  });
  if (fits) return made;
  unmake(made);
  throw new ManylightError('out-of-memory', 'There is not enough graphics memory for this picture.');
}
