import { ADJUSTMENT_COUNT } from '../edit';
import { type FeatureMap, type Manifest, type Matrix, readManifest } from '../prob';

/** What a style does, in words taken from its mean edit. */
export interface Style {
  readonly name: string;
  readonly words: readonly string[];
}

/**
 * CGM-VAE (paper 3.1), the part that proposes and scores edits:
 *
 *   s ~ Cat(π(x)),  z | s, x ~ N(μ_s(x), diag σ_s²),  y_i | x, z = 0 or ~ N(m_i(x, z), d_i(x, z)²)
 *
 * where slider i is left at 0 with probability 1 - ρ_i(x, z) (a hurdle), and with t = relu(trunk · x) shared by every network, and two hidden layers between [t, z] and m, d, ρ. The paper's π and
 * μ_s do not see the photo; `gate` and `shift` are absent then. `recognition` is q(z | x, y, s), for importance
 * sampling, for what an edit says of a person's z, and for finding a look's.
 */
export interface LooksModel {
  readonly version: string;
  readonly encoderVersion: string;
  readonly featureSize: number;
  readonly styles: readonly Style[];
  /** Size of z. */
  readonly latent: number;
  readonly hidden: number;
  readonly input: FeatureMap;
  readonly trunk: { readonly weights: Matrix; readonly bias: Float32Array };
  readonly decoder: Decoder;
  readonly prior: Prior;
  readonly recognition: Recognition;
}

export interface Decoder {
  readonly photo: Matrix;
  readonly latent: Matrix;
  readonly bias: Float32Array;
  readonly hidden: Matrix;
  readonly hiddenBias: Float32Array;
  /** [hidden, 33]: the means of y, what softplus turns into deviations, and the logits of ρ. */
  readonly output: Matrix;
  readonly outputBias: Float32Array;
  /** [11] each: a deviation is floor + scale · softplus; the floor is the spread within one step, step / √12. */
  readonly floor: Float32Array;
  readonly scale: Float32Array;
}

export interface Prior {
  /** [styles]: log π up to a constant. */
  readonly logits: Float32Array;
  /** [styles * latent] each. */
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
  /** [styles], sum 1: π averaged over the edits of the fit; what taste's prior is. */
  readonly shares: Float32Array;
  /** [trunk, styles] and [trunk, styles * latent], added for a photo. */
  readonly gate?: Matrix;
  readonly shift?: Matrix;
}

export interface Recognition {
  readonly photo: Matrix;
  /** [22, hidden]: reads y, and which of it is 0. */
  readonly edit: Matrix;
  /** [styles, hidden] */
  readonly style: Matrix;
  readonly bias: Float32Array;
  readonly hidden: Matrix;
  readonly hiddenBias: Float32Array;
  /** [hidden, 2 * latent]: means of z, then what softplus turns into deviations. */
  readonly output: Matrix;
  readonly outputBias: Float32Array;
}

/** What the decoder says of a latent: means, deviations and probabilities of being moved, of the eleven. */
export const DECODED = 3 * ADJUSTMENT_COUNT;

const FORMAT = 'manylight-looks-2';

/** The deviations of q(z | x, y, s) are at least this, so that a weight in importance sampling stays finite. */
export const RECOGNITION_FLOOR = 0.01;

function parseStyles({ root, record, text, invalid }: Manifest): Style[] {
  if (!Array.isArray(root.styles) || root.styles.length === 0) throw invalid('its manifest names no styles');
  return root.styles.map((entry) => {
    const style = record(entry, 'a style');
    const words = style.words;
    if (!Array.isArray(words) || !words.every((word) => typeof word === 'string')) {
      throw invalid('a style has no words');
    }
    return { name: text(style, 'name'), words };
  });
}

/**
 * A model from its manifest (parsed JSON) and weights. The app has checked the file's SHA-256; here every tensor's
 * name, shape and values are. Throws `model-invalid`.
 */
export function parseLooksModel(data: unknown, weights: ArrayBuffer): LooksModel {
  const manifest = readManifest('looks', FORMAT, data);
  const { root, architecture, featureSize, mappedSize, text, size } = manifest;
  const likelihood = text(architecture, 'likelihood');
  if (likelihood !== 'hurdle')
    throw manifest.invalid(`its likelihood is "${likelihood}", which is not known here`);
  const styles = parseStyles(manifest);
  const count = styles.length;
  const [trunk, hidden, latent] = [size('trunk'), size('hidden'), size('latent')];
  const { input, take, layer } = manifest.tensors(weights);
  const conditional = architecture.conditionalPrior === true;
  return {
    version: text(root, 'version'),
    encoderVersion: text(root, 'encoderVersion'),
    featureSize,
    styles,
    latent,
    hidden,
    input,
    trunk: { weights: layer('trunk.weights', mappedSize, trunk), bias: take('trunk.bias', [trunk]) },
    decoder: {
      photo: layer('decoder.photo', trunk, hidden),
      latent: layer('decoder.latent', latent, hidden),
      bias: take('decoder.bias', [hidden]),
      hidden: layer('decoder.hidden', hidden, hidden),
      hiddenBias: take('decoder.hiddenBias', [hidden]),
      output: layer('decoder.output', hidden, DECODED),
      outputBias: take('decoder.outputBias', [DECODED]),
      floor: take('decoder.floor', [ADJUSTMENT_COUNT]),
      scale: take('decoder.scale', [ADJUSTMENT_COUNT]),
    },
    prior: {
      logits: take('prior.logits', [count]),
      mean: take('prior.mean', [count, latent]),
      deviation: take('prior.deviation', [count, latent]),
      shares: take('prior.shares', [count]),
      ...(conditional && {
        gate: layer('prior.gate', trunk, count),
        shift: layer('prior.shift', trunk, count * latent),
      }),
    },
    recognition: {
      photo: layer('recognition.photo', trunk, hidden),
      edit: layer('recognition.edit', 2 * ADJUSTMENT_COUNT, hidden),
      style: layer('recognition.style', count, hidden),
      bias: take('recognition.bias', [hidden]),
      hidden: layer('recognition.hidden', hidden, hidden),
      hiddenBias: take('recognition.hiddenBias', [hidden]),
      output: layer('recognition.output', hidden, 2 * latent),
      outputBias: take('recognition.outputBias', [2 * latent]),
    },
  };
}
