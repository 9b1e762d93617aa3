export { ANALYSIS_SIDE, analysePhoto, type PhotoAnalysis } from './analyse';
export { averageLinear, downscale, sizeWithin } from './average';
export { LUMINANCE_FLOOR, logLuminance } from './base';
export { type DevelopOptions, developLinear, developReference } from './develop';
export { ditherAt } from './dither';
export { developPixel } from './pixel';
export { type DevelopPlan, isIdentity, type PhotoFacts, planDevelop } from './plan';
export { detailAndBase, sampleCoefficients } from './sampleBase';
export { createSamples, developSamples, type PixelSamples } from './samples';
