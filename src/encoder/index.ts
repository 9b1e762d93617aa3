export type { EncoderBackend, WasmPaths } from './backend';
export {
  createEncoderFromMemory,
  EMBEDDING_SIZE,
  type Encoder,
  type EncoderFiles,
  FEATURE_SIZE,
  type Features,
} from './encoder';
export { encoderInput } from './input';
export { createEncoder, type EncoderOptions } from './load';
export { photometricStatistics, STATISTICS, STATISTICS_VERSION, type Statistic } from './statistics';
