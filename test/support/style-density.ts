import type { Rng } from '../../src/core';
import { decodedLogDensity, decodeLatents, type LooksContext, type LooksModel } from '../../src/looks';
import { latentPrior, recogniseLatent } from '../../src/looks/decode';
import { gaussianLogDensity, logSumExp, sampleGaussian } from '../../src/prob';

/**
 * log p̂(y | x, s = k) in nats for every style k, by importance sampling of z from q(z | x, y, s = k) with `samples`
 * draws a style: log mean of p(y | x, z) p(z | s, x) / q(z | x, y, s). Low on average, less so with more samples.
 * y [11] in model units.
 */
export function logDensityByStyle(
  model: LooksModel,
  context: LooksContext,
  y: ArrayLike<number>,
  { samples, rng }: { readonly samples: number; readonly rng: Rng },
): Float64Array {
  return Float64Array.from(model.styles, (_, style) => {
    const proposal = recogniseLatent(model, context, y, style);
    const prior = latentPrior(model, context, style);
    const logs = Float64Array.from({ length: samples }, () => {
      const z = sampleGaussian(proposal, rng);
      return (
        decodedLogDensity(decodeLatents(model, context, z), 0, y) +
        gaussianLogDensity(prior, z) -
        gaussianLogDensity(proposal, z)
      );
    });
    return logSumExp(logs) - Math.log(samples);
  });
}
