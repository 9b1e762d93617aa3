export { createGpuSampler, type GpuSampleOptions, type GpuSampler } from './sampler';
