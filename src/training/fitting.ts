export { looksCard, tasteCard } from './card';
export { type FittedLooks, fitLooks, type LooksFitOptions } from './fit-looks';
export { fitTaste, type TasteFitOptions } from './fit-taste';
export { packFitted, unpackFitted } from './fitted';
export type { Checkpoint } from './minimise';
export { startTensorflow } from './tensorflow';
