import type { EncodedRaster } from '../colour';
import { createRng, ManylightError } from '../core';
import { analysePhoto, developAll, developReference, downscale } from '../develop/reference';
import { type Adjustments, NEUTRAL, toModelUnits } from '../edit';
import type { Encoder } from '../encoder';
import { SEEN_SIDE } from '../encoder/features';
import { chooseLooks, drawFrom, editLatents, lookLogDensity, prepareLooks, sampleLooks } from '../looks';
import {
  type Belief,
  EDITS_FOR_YOURS,
  editPotentials,
  type KnownEdit,
  personBelief,
  tasteOf,
} from '../taste';
import { readPhoto } from './image-io';
import type { KeptEdit } from './kept-edits';
import { loadEncoder, loadLooks, loadTaste } from './models';

/** A look as the command line shows it. */
export interface Proposed {
  readonly label: string;
  /** log p(y | x, taste) in nats, blurred (`lookLogDensity`); looks of one photo can be compared by it. */
  readonly logProb: number;
  /** The style's name. */
  readonly style: string;
  readonly adjustments: Adjustments;
  readonly raster: EncodedRaster;
}

export interface Proposer {
  /** Style probabilities of the person whose history was given; absent without a history. */
  readonly taste: readonly { readonly style: string; readonly probability: number }[] | undefined;
  propose(
    raster: EncodedRaster,
    options: { readonly count: number; readonly seed: number },
  ): Promise<{ before: EncodedRaster; looks: Proposed[] }>;
  dispose(): void;
}

/** Samples of z that a look's density is estimated from. */
const DENSITY_SAMPLES = 1024;

async function featuresOf(encoder: Encoder, raster: EncodedRaster): Promise<Float32Array> {
  return (await encoder.features(downscale(raster, SEEN_SIDE))).values;
}

/** The models, and the taste of the person who kept these edits. Throws when a model is missing or of another set. */
export async function createProposer(history: readonly KeptEdit[]): Promise<Proposer> {
  const looks = await loadLooks();
  const tasteModel = history.length > 0 ? await loadTaste(looks) : undefined;
  const encoder = await loadEncoder();
  if (encoder.version !== looks.encoderVersion) {
    encoder.dispose();
    throw new ManylightError('model-invalid', 'The looks model was made for another encoder.');
  }
  let person: Belief | undefined;
  if (tasteModel) {
    const known: KnownEdit[] = [];
    for (const [when, { photo, adjustments }] of history.entries()) {
      const features = await featuresOf(encoder, await readPhoto(photo));
      const y = toModelUnits(adjustments);
      const latents = editLatents(looks, prepareLooks(looks, features), y);
      known.push({ id: photo, when, potentials: editPotentials(tasteModel, features, y, latents) });
    }
    person = personBelief(tasteOf(tasteModel, known));
  }
  const belief = person;
  return {
    taste: belief && looks.styles.map(({ name }, i) => ({ style: name, probability: belief.styles[i] })),
    async propose(raster, { count, seed }) {
      const context = prepareLooks(looks, await featuresOf(encoder, raster));
      const chosen = await chooseLooks(
        {
          draw: drawFrom(looks, context),
          develop: async (list, side) => developAll(downscale(raster, side), list),
        },
        { count, seed, person: belief, yoursFirst: history.length >= EDITS_FOR_YOURS },
      );
      const small = downscale(raster, 320);
      const draws = sampleLooks(looks, context, {
        count: DENSITY_SAMPLES,
        person: belief,
        rng: createRng(seed),
      });
      return {
        before: developReference(small, analysePhoto(small), NEUTRAL),
        looks: chosen.map(({ sample, words, raster: developed }) => ({
          label: words,
          logProb: lookLogDensity(draws, sample.y),
          style: looks.styles[sample.style].name,
          adjustments: sample.adjustments,
          raster: developed,
        })),
      };
    },
    dispose: () => encoder.dispose(),
  };
}
