import type { Developer } from '../../develop';
import { NEUTRAL } from '../../edit';

/** The side of the picture to warm up on, in pixels: large enough to need every pass. */
const WARM_SIDE = 320;

/**
 * Drivers translate shaders when they first draw with them; a grey square drawn and counted before any photo comes spares
 * the first photo that wait. A failure is no matter: the first photo meets it then.
 */
export async function warmUp(developer: Developer): Promise<void> {
  const data = new Uint8ClampedArray(WARM_SIDE * WARM_SIDE * 4).fill(128);
  const edited = { ...NEUTRAL, exposure: 0.1 };
  try {
    const photo = await developer.load({ width: WARM_SIDE, height: WARM_SIDE, space: 'srgb', data });
    await photo.renderMany([edited], WARM_SIDE / 2);
    await photo.render(NEUTRAL, { width: WARM_SIDE, height: WARM_SIDE });
    await photo.histogram(edited);
    photo.dispose();
  } catch {
    // As said above.
  }
}
