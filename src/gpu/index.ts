export { assembleShader } from './assembly';
export { type Gpu, isSoftwareAdapter, type LostInfo, requestGpu } from './device';
export {
  defineUniforms,
  type UniformLayout,
  type UniformTable,
  type UniformType,
  type UniformValues,
} from './layout';
export { createReadback, type PendingRead, type Readback, type ReadPart } from './readback';
export { createResources, type GpuResources, texelBytes, textureBytes } from './resources';
