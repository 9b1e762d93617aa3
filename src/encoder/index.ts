export type { EncoderBackend, WasmPaths } from './backend';
export {
  createEncoderFromMemory,
  type Encoder,
  type EncoderFiles,
  FEATURE_SIZE,
} from './encoder';
export { EMBEDDING_SIZE, type Features, upgradeFeatures } from './features';
export { encoderInput } from './input';
export { photometricStatistics, STATISTICS, STATISTICS_VERSION, type Statistic } from './statistics';
