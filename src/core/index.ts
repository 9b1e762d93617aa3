export { isAbort, throwIfAborted } from './abort';
export type { Brand, PhotoId, ProfileId } from './brand';
export { type ErrorCode, isBadPhoto, ManylightError, messageOf } from './errors';
export { invariant } from './invariant';
export { meanOf } from './mean';
export { once } from './once';
export { createRng, mix32, type Rng } from './rng';
export { createSerialQueue, type SerialQueue } from './serial';
export { escapeMarkup, listWords } from './words';
