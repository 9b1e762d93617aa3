import { createRng } from '../../src/core';
import { requestGpu } from '../../src/gpu';
import { type LookSample, parseLooksModel, prepareLooks, sampleLooks } from '../../src/looks';
import { createGpuSampler } from '../../src/looks/gpu';
import { randomFeatures, randomLooks, randomPerson } from '../support/models';

/** The largest difference between two draws, over all that a sample says. */
function worst(a: readonly LookSample[], b: readonly LookSample[]): number {
  let most = 0;
  a.forEach((one, i) => {
    for (const key of ['y', 'mean', 'deviation', 'moved', 'z'] as const) {
      one[key].forEach((value, j) => {
        most = Math.max(most, Math.abs(value - b[i][key][j]));
      });
    }
    if (one.style !== b[i].style) most = Number.POSITIVE_INFINITY;
  });
  return most;
}

/** Draws the same looks by both samplers, for models and photos of random numbers; the worst difference of all. */
export async function compareSamplers(): Promise<{ worst: number; samples: number }> {
  const gpu = await requestGpu();
  if (!gpu) throw new Error('This browser has no GPU adapter.');
  let most = 0;
  let samples = 0;
  for (const conditionalPrior of [true, false]) {
    const { manifest, weights } = randomLooks(7, { conditionalPrior });
    const model = parseLooksModel(manifest, weights);
    const before = gpu.liveBytes();
    const sampler = await createGpuSampler(gpu, model);
    for (let photo = 0; photo < 3; photo++) {
      const context = prepareLooks(model, randomFeatures(photo));
      for (const noise of [0, 1]) {
        const seed = 100 + photo;
        const person = photo === 0 ? undefined : randomPerson(photo);
        const onGpu = await sampler.sample(context, { count: 64, noise, seed, person });
        most = Math.max(
          most,
          worst(sampleLooks(model, context, { count: 64, noise, rng: createRng(seed), person }), onGpu),
        );
        samples += onGpu.length;
      }
    }
    sampler.dispose();
    if (gpu.liveBytes() !== before) throw new Error('The sampler left memory behind.');
  }
  gpu.dispose();
  return { worst: most, samples };
}

/**
 * Draws of several sizes and photos, at once and one after the other: the worst difference to the definition, whether
 * bytes on the device stay the same from draw to draw, and how many are left after a disposal in the middle of a draw.
 */
export async function drawTogether(): Promise<{ worst: number; steady: boolean; left: number }> {
  const gpu = await requestGpu();
  if (!gpu) throw new Error('This browser has no GPU adapter.');
  const { manifest, weights } = randomLooks(8);
  const model = parseLooksModel(manifest, weights);
  const sampler = await createGpuSampler(gpu, model);
  const draws = [64, 8, 192, 64, 1].map((count, i) => ({
    context: prepareLooks(model, randomFeatures(i)),
    options: { count, noise: 1, seed: i },
  }));
  const wanted = draws.map(({ context, options: { seed, ...options } }) =>
    sampleLooks(model, context, { ...options, rng: createRng(seed) }),
  );
  let most = 0;
  const bytes: number[] = [];
  for (let round = 0; round < 3; round++) {
    const together = await Promise.all(draws.map(({ context, options }) => sampler.sample(context, options)));
    for (const [i, drawn] of together.entries()) most = Math.max(most, worst(wanted[i], drawn));
    for (const [i, { context, options }] of draws.entries()) {
      most = Math.max(most, worst(wanted[i], await sampler.sample(context, options)));
    }
    bytes.push(gpu.liveBytes());
  }
  const inFlight = sampler.sample(draws[0].context, draws[0].options).catch(() => undefined);
  sampler.dispose();
  await inFlight;
  const left = gpu.liveBytes();
  gpu.dispose();
  return { worst: most, steady: bytes.every((count) => count === bytes[0]), left };
}
