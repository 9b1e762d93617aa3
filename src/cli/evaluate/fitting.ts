import { once } from '../../core';
import { startFitting } from '../start-fitting';

/** The models under construction, started when the first figure needs them; the others share them. */
export const openFitting = once(() => startFitting(1));
