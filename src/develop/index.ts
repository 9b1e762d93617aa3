export { createDeveloper, type DeveloperLimits } from './gpuDeveloper';
export type { Overlay } from './overlay';
export type { PhotoAnalysis } from './reference';
export { createReferenceDeveloper } from './referenceDeveloper';
export type {
  Canvas,
  Developer,
  FrameOptions,
  GpuPhoto,
  Histogram,
  PresentedFrame,
  Region,
  RenderRequest,
  View,
} from './types';
