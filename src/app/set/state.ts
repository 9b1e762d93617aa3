import type { SetState } from './types';

export const NO_SET: SetState = { photos: [], open: null, task: null };
