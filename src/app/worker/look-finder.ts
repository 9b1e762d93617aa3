import { type EncodedRaster, meanDeltaE00, rasterToLab } from '../../colour';
import { createRng, throwIfAborted } from '../../core';
import type { Adjustments } from '../../edit';
import { NEUTRAL } from '../../edit';
import type { Gpu } from '../../gpu';
import type { LookSample, LooksContext, LooksModel } from '../../looks';
import type { LooksRequest } from '../engine-types';
import { topStyle } from '../look-order';
import type { HeldPhoto } from './stage';

/** A look chosen for the strip: its settings, and what it makes of the photo. */
export interface ChosenLook {
  readonly sample: LookSample;
  readonly words: string;
  readonly raster: EncodedRaster;
}

/** Draws samples of a photo's looks, on the GPU or by the definition. */
export type Sampler = (
  context: LooksContext,
  options: { count: number; styleWeights?: Float64Array | undefined; seed: number; spread: number },
) => Promise<readonly LookSample[]>;

const SAMPLES = 64;
/** Longer side of the thumbnails that are compared, and of those that are shown (crisp on dense screens). */
const COMPARED_SIDE = 128;
const SHOWN_SIDE = 320;
/** Two looks nearer than this (mean ΔE00) are too alike; a little above 3, as shown and compared sizes differ. */
const MINIMUM_DELTA_E = 3.3;
/** Where the likeliest edits of a photo are all alike, the next draw is more daring. */
const SPREADS = [1, 1.5, 2.2] as const;

interface Draw {
  readonly samples: readonly LookSample[];
  readonly labs: readonly Float32Array[];
  readonly chosen: readonly number[];
}

function distinct({ labs, chosen }: Draw): boolean {
  return chosen.every((a, i) =>
    chosen.slice(i + 1).every((b) => meanDeltaE00(labs[a], labs[b]) >= MINIMUM_DELTA_E),
  );
}

/** Edits that round to the same sliders are one. */
function unlike(samples: readonly LookSample[]): LookSample[] {
  const seen = new Set<string>();
  return samples.filter(({ adjustments }) => {
    const key = Object.values(adjustments).join();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * A few looks for a photo, good under the person's taste and unlike each other, the likeliest first; among them at
 * least one of another style than the person's usual.
 */
export async function findLooks(
  photo: HeldPhoto,
  context: LooksContext,
  sampler: Sampler,
  { seed, count, styleWeights }: LooksRequest,
  signal: AbortSignal,
): Promise<ChosenLook[]> {
  const { describeLooks, selectDiverse } = await import('../../looks');
  const develop = (list: readonly Adjustments[], side: number) =>
    photo.use((loaded) => loaded.renderMany(list, side, signal), signal);

  let draw: Draw = { samples: [], labs: [], chosen: [] };
  for (const [round, spread] of SPREADS.entries()) {
    const samples = unlike(
      await sampler(context, { count: SAMPLES, styleWeights, seed: seed + round * 7919, spread }),
    );
    throwIfAborted(signal);
    const rasters = await develop(
      samples.map(({ adjustments }) => adjustments),
      COMPARED_SIDE,
    );
    const labs = rasters.map(rasterToLab);
    const chosen = selectDiverse(
      samples.map(({ logProb, style }, i) => ({ quality: logProb, lab: labs[i], style })),
      { count, minimumDeltaE: MINIMUM_DELTA_E, outsideStyle: topStyle(styleWeights) },
    );
    draw = { samples, labs, chosen };
    if (chosen.length === count && distinct(draw)) break;
  }

  const ordered = draw.chosen.map((index) => draw.samples[index]).sort((a, b) => b.logProb - a.logProb);
  const [before, ...after] = await develop(
    [NEUTRAL, ...ordered.map(({ adjustments }) => adjustments)],
    SHOWN_SIDE,
  );
  const words = describeLooks(before, after);
  return ordered.map((sample, i) => ({ sample, words: words[i], raster: after[i] }));
}

/** The sampler on a device, or the definition where there is none. */
export async function createSampler(
  gpu: Gpu | undefined,
  model: LooksModel,
): Promise<{ readonly sample: Sampler; dispose(): void }> {
  if (!gpu) {
    const { sampleLooks } = await import('../../looks');
    return {
      sample: async (context, { seed, ...options }) =>
        sampleLooks(model, context, { ...options, rng: createRng(seed) }),
      dispose: () => undefined,
    };
  }
  const { createGpuSampler } = await import('../../looks/gpu');
  const sampler = createGpuSampler(gpu.device, model);
  return { sample: (context, options) => sampler.sample(context, options), dispose: () => sampler.dispose() };
}
