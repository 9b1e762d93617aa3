import { ADJUSTMENT_COUNT } from '../edit';
import { type FeatureMap, packTensors, softplus, type Tensor } from '../prob';
import type { EditTable } from './batches';
import { PRIOR_FLOOR, type VaeShape } from './cgm-vae';
import type { Values } from './parameters';

/** What goes into public/models/NAME: the manifest and the weights it describes. */
export interface ShippedModel {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly weights: ArrayBuffer;
}

/** As looks/model.ts and taste/model.ts read them. */
const FORMATS = { looks: 2, taste: 5 } as const;

async function sha256Hex(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Packs tensors as float16 and completes the manifest. The version is the model's name and a hash of its weights, and for
 * taste of how a person is kept too: what is stored of an edit depends on both.
 */
export async function ship(
  name: 'looks' | 'taste',
  tensors: ReadonlyMap<string, Tensor>,
  fields: Readonly<Record<string, unknown>>,
): Promise<ShippedModel> {
  const { entries, bytes } = packTensors(tensors, 'float16');
  const hash = await sha256Hex(bytes);
  const format = `manylight-${name}-${FORMATS[name]}`;
  const kept = new TextEncoder().encode(`${hash} ${format} ${JSON.stringify(fields.person)}`);
  const identity = name === 'taste' ? await sha256Hex(kept) : hash;
  return {
    manifest: {
      name,
      format,
      version: `${name}-${identity.slice(0, 8)}`,
      file: 'weights.bin',
      bytes: bytes.byteLength,
      sha256: hash,
      ...fields,
      tensors: entries,
    },
    weights: bytes,
  };
}

export function featureMapTensors({ mean, projection, scale }: FeatureMap): [string, Tensor][] {
  return [
    ['input.mean', { shape: [mean.length], values: mean }],
    ['input.projection', { shape: [projection.inputs, projection.outputs], values: projection.values }],
    ['input.scale', { shape: [scale.length], values: scale }],
  ];
}

/** Two matrices with the same inputs, side by side. */
function beside(left: Tensor, right: Tensor): Tensor {
  const [inputs, width] = left.shape;
  const other = right.shape[1];
  const values = new Float32Array(inputs * (width + other));
  for (let i = 0; i < inputs; i++) {
    values.set(left.values.subarray(i * width, (i + 1) * width), i * (width + other));
    values.set(right.values.subarray(i * other, (i + 1) * other), i * (width + other) + width);
  }
  return { shape: [inputs, width + other], values };
}

function joined(left: Tensor, right: Tensor): Tensor {
  const values = new Float32Array(left.values.length + right.values.length);
  values.set(left.values);
  values.set(right.values, left.values.length);
  return { shape: [values.length], values };
}

/** A logit at which a slider is as good as surely moved. */
const SURELY = 40;

/** The decoder's layer for the hurdle; a plain Gaussian decoder's is one that everything takes. */
function movedLayer(values: Values, shape: VaeShape): { weights: Tensor; bias: Tensor } {
  const [weights, bias] = [values.get('decoder.moved'), values.get('decoder.movedBias')];
  if (weights && bias) return { weights, bias };
  const size = shape.hidden * ADJUSTMENT_COUNT;
  return {
    weights: { shape: [shape.hidden, ADJUSTMENT_COUNT], values: new Float32Array(size) },
    bias: { shape: [ADJUSTMENT_COUNT], values: new Float32Array(ADJUSTMENT_COUNT).fill(SURELY) },
  };
}

/** A layer that reads an edit as one that reads which of it is 0 too, and makes nothing of it where it did not. */
function withZeroRows({ shape: [inputs, width], values }: Tensor): Tensor {
  if (inputs === 2 * ADJUSTMENT_COUNT) return { shape: [inputs, width], values };
  const all = new Float32Array(2 * ADJUSTMENT_COUNT * width);
  all.set(values);
  return { shape: [2 * ADJUSTMENT_COUNT, width], values: all };
}

/** A layer that reads standardised y, as one that reads y in model units: its matrix, and what its bias gains. */
export function foldEditInput(
  table: Pick<EditTable, 'mean' | 'deviation'>,
  edit: Tensor,
  bias: Tensor,
): { edit: Tensor; bias: Tensor } {
  const width = edit.shape[1];
  // Rows beyond the eleven read which of them are 0, and stay as they are.
  const values = edit.values.map((value, i) => value / (table.deviation[Math.floor(i / width)] ?? 1));
  const shifted = bias.values.map((value, j) => {
    let sum = value;
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) sum -= table.mean[i] * values[i * width + j];
    return sum;
  });
  return { edit: { shape: edit.shape, values }, bias: { shape: bias.shape, values: shifted } };
}

/**
 * The tensors of a looks model from a fitted CGM-VAE's: y's standardisation folded into the layers that read and write
 * it, deviations as they are used.
 */
export function looksTensors(
  values: Values,
  shape: VaeShape,
  table: Pick<EditTable, 'mean' | 'deviation'>,
  floor: Float32Array,
  input: FeatureMap,
  shares: ArrayLike<number>,
): Map<string, Tensor> {
  const get = (name: string): Tensor => values.get(name)!;
  const { mean, deviation } = table;
  const scaledMean: Tensor = {
    shape: get('decoder.mean').shape,
    values: get('decoder.mean').values.map((value, i) => value * deviation[i % ADJUSTMENT_COUNT]),
  };
  const shiftedMean: Tensor = {
    shape: [ADJUSTMENT_COUNT],
    values: get('decoder.meanBias').values.map((value, i) => value * deviation[i] + mean[i]),
  };
  const recognition = foldEditInput(table, get('recognition.edit'), get('recognition.bias'));
  const vector = (numbers: Iterable<number>): Tensor => {
    const filled = Float32Array.from(numbers);
    return { shape: [filled.length], values: filled };
  };
  const same = (name: string): [string, Tensor] => [name, get(name)];
  const moved = movedLayer(values, shape);
  return new Map<string, Tensor>([
    ...featureMapTensors(input),
    ...['trunk.weights', 'trunk.bias'].map(same),
    ...['photo', 'latent', 'bias', 'hidden', 'hiddenBias'].map((part) => same(`decoder.${part}`)),
    ['decoder.output', beside(beside(scaledMean, get('decoder.deviation')), moved.weights)],
    ['decoder.outputBias', joined(joined(shiftedMean, get('decoder.deviationBias')), moved.bias)],
    ['decoder.floor', vector(floor.map((value, i) => value * deviation[i]))],
    ['decoder.scale', vector(deviation)],
    ...['logits', 'mean'].map((part) => same(`prior.${part}`)),
    [
      'prior.deviation',
      {
        shape: get('prior.deviation').shape,
        values: get('prior.deviation').values.map((value) => PRIOR_FLOOR + softplus(value)),
      },
    ],
    ['prior.shares', vector(Array.from(shares))],
    ...(shape.conditionalPrior ? ['prior.gate', 'prior.shift'].map(same) : []),
    ...['photo', 'style', 'hidden', 'hiddenBias'].map((part) => same(`recognition.${part}`)),
    ['recognition.edit', withZeroRows(recognition.edit)],
    ['recognition.bias', recognition.bias],
    ['recognition.output', beside(get('recognition.mean'), get('recognition.deviation'))],
    ['recognition.outputBias', joined(get('recognition.meanBias'), get('recognition.deviationBias'))],
  ]);
}

/** The tensors of a taste model from a fitted CGM-SVAE's. */
export function tasteTensors(
  values: Values,
  table: Pick<EditTable, 'mean' | 'deviation'>,
  input: FeatureMap,
  shares: ArrayLike<number>,
): Map<string, Tensor> {
  const get = (name: string): Tensor => values.get(`potential.${name}`)!;
  const folded = foldEditInput(table, get('edit'), get('bias'));
  return new Map<string, Tensor>([
    ...featureMapTensors(input),
    ['prior', { shape: [shares.length], values: Float32Array.from(shares) }],
    ...['photo', 'hidden', 'hiddenBias', 'output', 'outputBias'].map((part): [string, Tensor] => [
      `potential.${part}`,
      get(part),
    ]),
    ['potential.edit', withZeroRows(folded.edit)],
    ['potential.bias', folded.bias],
  ]);
}

/** The architecture as both manifests give it. */
export function architectureOf(
  input: FeatureMap,
  rest: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return {
    features: input.mean.length,
    embedding: input.projection.inputs,
    likelihood: 'hurdle',
    axes: input.projection.outputs,
    limit: input.limit,
    ...rest,
  };
}
