import { createRng } from '../../src/core';
import { ADJUSTMENT_COUNT } from '../../src/edit';
import type { LooksPerson } from '../../src/looks';
import { packTensors, softmax, type Tensor } from '../../src/prob';
import type { PersonState } from '../../src/taste';

/** Sizes of the models made here: small, but with every part that a fitted one has. */
export const RANDOM_SHAPE = {
  features: 24,
  embedding: 16,
  axes: 6,
  limit: 5,
  trunk: 20,
  hidden: 72,
  latent: 5,
  styles: 4,
} as const;

function tensors(shapes: Readonly<Record<string, readonly number[]>>, seed: number): Map<string, Tensor> {
  const rng = createRng(seed);
  return new Map(
    Object.entries(shapes).map(([name, shape]) => {
      const size = shape.reduce((product, next) => product * next, 1);
      const spread = shape.length > 1 ? 1 / Math.sqrt(shape[0]) : 0.2;
      return [name, { shape, values: Float32Array.from({ length: size }, () => spread * rng.normal()) }];
    }),
  );
}

function positive(all: Map<string, Tensor>, name: string, size: (value: number) => number): void {
  const tensor = all.get(name)!;
  all.set(name, { shape: tensor.shape, values: tensor.values.map((value) => size(Math.abs(value))) });
}

const { features, embedding, axes, trunk, hidden, latent, styles } = RANDOM_SHAPE;
const INPUT = {
  'input.mean': [features],
  'input.projection': [embedding, axes],
  'input.scale': [features - embedding],
};

/** A looks model of random weights, the same for the same seed: manifest and weights as a fit would ship them. */
export function randomLooks(
  seed: number,
  options: { readonly conditionalPrior?: boolean } = {},
): { manifest: Record<string, unknown>; weights: ArrayBuffer } {
  const conditionalPrior = options.conditionalPrior ?? true;
  const mapped = axes + features - embedding;
  const all = tensors(
    {
      ...INPUT,
      'trunk.weights': [mapped, trunk],
      'trunk.bias': [trunk],
      'decoder.photo': [trunk, hidden],
      'decoder.latent': [latent, hidden],
      'decoder.bias': [hidden],
      'decoder.hidden': [hidden, hidden],
      'decoder.hiddenBias': [hidden],
      'decoder.output': [hidden, 3 * ADJUSTMENT_COUNT],
      'decoder.outputBias': [3 * ADJUSTMENT_COUNT],
      'decoder.floor': [ADJUSTMENT_COUNT],
      'decoder.scale': [ADJUSTMENT_COUNT],
      'prior.logits': [styles],
      'prior.mean': [styles, latent],
      'prior.deviation': [styles, latent],
      'prior.shares': [styles],
      ...(conditionalPrior && { 'prior.gate': [trunk, styles], 'prior.shift': [trunk, styles * latent] }),
      'recognition.photo': [trunk, hidden],
      'recognition.edit': [2 * ADJUSTMENT_COUNT, hidden],
      'recognition.style': [styles, hidden],
      'recognition.bias': [hidden],
      'recognition.hidden': [hidden, hidden],
      'recognition.hiddenBias': [hidden],
      'recognition.output': [hidden, 2 * latent],
      'recognition.outputBias': [2 * latent],
    },
    seed,
  );
  positive(all, 'decoder.floor', () => 0.003);
  positive(all, 'decoder.scale', (value) => 0.05 + value);
  positive(all, 'prior.deviation', (value) => 0.1 + value);
  positive(all, 'prior.shares', () => 1 / styles);
  const { entries, bytes } = packTensors(all, 'float32');
  return {
    manifest: {
      name: 'looks',
      format: 'manylight-looks-2',
      version: `looks-random-${seed}`,
      encoderVersion: 'random',
      architecture: { ...RANDOM_SHAPE, conditionalPrior, likelihood: 'hurdle' },
      styles: Array.from({ length: styles }, (_, s) => ({
        name: `Style ${s + 1}`,
        words: [`word ${s + 1}`],
      })),
      tensors: entries,
    },
    weights: bytes,
  };
}

/** A taste model of random weights that goes with randomLooks. */
export function randomTaste(seed: number): { manifest: Record<string, unknown>; weights: ArrayBuffer } {
  const mapped = axes + features - embedding;
  const all = tensors(
    {
      ...INPUT,
      prior: [styles],
      'potential.photo': [mapped, hidden],
      'potential.edit': [2 * ADJUSTMENT_COUNT, hidden],
      'potential.bias': [hidden],
      'potential.hidden': [hidden, hidden],
      'potential.hiddenBias': [hidden],
      'potential.output': [hidden, styles],
      'potential.outputBias': [styles],
    },
    seed,
  );
  positive(all, 'prior', () => 1 / styles);
  const { entries, bytes } = packTensors(all, 'float32');
  return {
    manifest: {
      name: 'taste',
      format: 'manylight-taste-5',
      version: `taste-random-${seed}`,
      encoderVersion: 'random',
      looksVersion: `looks-random-${seed}`,
      architecture: RANDOM_SHAPE,
      clamp: 6,
      person: {
        styles: { kind: 'dirichlet', concentration: 2 },
        halfLife: 10,
        offset: { share: 0.3 },
        sliders: { concentration: 1, rates: Array.from({ length: ADJUSTMENT_COUNT }, () => 0.5) },
        lean: { share: 0.2 },
        own: { prior: 0.8, temperature: 2, lapse: 0.05 },
      },
      tensors: entries,
    },
    weights: bytes,
  };
}

/** How people are kept where edits are to count alike however old they are. */
export const LASTING_PERSON: PersonState = {
  styles: { kind: 'categorical', temperature: 1 },
  halfLife: 100,
  offset: { share: 0.3 },
  sliders: { concentration: 1, rates: new Array<number>(ADJUSTMENT_COUNT).fill(0.5) },
  lean: { share: 0.2 },
  own: { prior: 0.8, temperature: 2, lapse: 0.05 },
};

/** What might be believed of somebody, for the looks models made here. */
export function randomPerson(seed: number): LooksPerson {
  const rng = createRng(seed);
  const draw = (length: number, one: () => number) => Float64Array.from({ length }, one);
  return {
    styles: softmax(draw(styles, () => rng.normal())),
    shift: draw(styles * latent, () => 0.5 * rng.normal()),
    scale: draw(styles * latent, () => 0.6 + 0.4 * rng.uniform()),
    habits: {
      moved: draw(ADJUSTMENT_COUNT, () => 2 * rng.normal()),
      lean: draw(ADJUSTMENT_COUNT, () => 0.5 * rng.normal()),
      scale: draw(ADJUSTMENT_COUNT, () => 0.7 + 0.3 * rng.uniform()),
    },
    own: 0.9,
  };
}

/** Features of a made-up photo for the models made here. */
export function randomFeatures(seed: number): Float32Array {
  const rng = createRng(seed);
  return Float32Array.from({ length: features }, () => rng.normal());
}
