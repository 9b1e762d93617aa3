export { isAbort, throwIfAborted } from './abort';
export type { Brand, PhotoId, ProfileId } from './brand';
export { type ErrorCode, ManylightError, messageOf } from './errors';
export { invariant } from './invariant';
export { once } from './once';
export { createRng, type Rng } from './rng';
export { createSerialQueue, type SerialQueue } from './serial';
export { listWords } from './words';
