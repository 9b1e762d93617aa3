export {
  type CategoricalNatural,
  categoricalEntropy,
  categoricalExpectedStatistics,
  categoricalKl,
  categoricalLogDensity,
  categoricalLogZ,
  sampleCategorical,
} from './categorical';
export {
  type Dirichlet,
  dirichletExpectedStatistics,
  dirichletKl,
  dirichletLogDensity,
  dirichletLogZ,
  dirichletMean,
  sampleDirichlet,
} from './dirichlet';
export {
  type DiagonalGaussian,
  type GaussianNatural,
  gaussianExpectedStatistics,
  gaussianFromNatural,
  gaussianKl,
  gaussianLogDensity,
  gaussianLogZ,
  gaussianToNatural,
  multiplyGaussians,
  sampleGaussian,
} from './gaussian';
export { type Hurdle, hurdleLogDensity, withZeros } from './hurdle';
export { type JsonObject, type Manifest, readManifest } from './manifest';
export { type GaussianMixture, mixtureLogDensity, mixtureResponsibilities, sampleMixture } from './mixture';
export { accumulate, affine, type FeatureMap, type Matrix, mapFeatures, matrix, relu } from './network';
export { digamma, logGamma, logSumExp, sigmoid, softmax, softplus } from './special';
export {
  halfToNumber,
  numberToHalf,
  packTensors,
  type Tensor,
  type TensorEntry,
  type Tensors,
  takeTensor,
  unpackTensors,
} from './tensors';
