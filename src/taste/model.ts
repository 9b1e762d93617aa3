import { ManylightError } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import { type FeatureMap, type Matrix, matrix, takeTensor, unpackTensors } from '../prob';
import type { PersonModel, PersonState, StyleState } from './belief';

/** The part of the CGM-SVAE (paper 3.2) that learns a person: r(x, y) and the prior over styles. */
export interface TasteModel extends PersonModel {
  readonly version: string;
  readonly encoderVersion: string;
  readonly looksVersion: string;
  readonly featureSize: number;
  /** Log potentials lie within ± this about their mean. */
  readonly clamp: number;
  readonly input: FeatureMap;
  readonly photo: Matrix;
  /** [22, hidden]: reads y, and which of it is 0. */
  readonly edit: Matrix;
  readonly bias: Float32Array;
  readonly hidden: Matrix;
  readonly hiddenBias: Float32Array;
  readonly output: Matrix;
  readonly outputBias: Float32Array;
}

const FORMAT = 'manylight-taste-5';

function invalid(reason: string): ManylightError {
  return new ManylightError('model-invalid', `The taste model cannot be used: ${reason}.`);
}

function record(data: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw invalid(`${what} is not an object`);
  return data as Readonly<Record<string, unknown>>;
}

function text(data: Readonly<Record<string, unknown>>, key: string): string {
  const value = data[key];
  if (typeof value !== 'string' || value === '') throw invalid(`its manifest has no "${key}"`);
  return value;
}

function positive(data: Readonly<Record<string, unknown>>, key: string): number {
  const value = data[key];
  if (typeof value !== 'number' || !(value > 0 && value <= 65536))
    throw invalid(`"${key}" is not a positive number`);
  return value;
}

function size(data: Readonly<Record<string, unknown>>, key: string): number {
  const value = positive(data, key);
  if (!Number.isInteger(value)) throw invalid(`"${key}" of its architecture is not a size`);
  return value;
}

function share(data: Readonly<Record<string, unknown>>, key: string): number {
  const value = positive(data, key);
  if (value > 1) throw invalid(`"${key}" is not a probability`);
  return value;
}

function chance(data: Readonly<Record<string, unknown>>, key: string): number {
  const value = share(data, key);
  if (value === 1) throw invalid(`"${key}" is certain, which leaves nothing to learn`);
  return value;
}

function parseStyleState(data: unknown): StyleState {
  const state = record(data, '"styles" of its "person"');
  if (state.kind === 'categorical')
    return { kind: 'categorical', temperature: positive(state, 'temperature') };
  if (state.kind === 'dirichlet')
    return { kind: 'dirichlet', concentration: positive(state, 'concentration') };
  if (state.kind === 'blend') {
    const [temperature, concentration] = [positive(state, 'temperature'), positive(state, 'concentration')];
    return { kind: 'blend', single: share(state, 'single'), temperature, concentration };
  }
  throw invalid(`it keeps a person in an unknown way, ${JSON.stringify(state.kind)}`);
}

function parsePerson(data: unknown): PersonState {
  const person = record(data, '"person"');
  const sliders = record(person.sliders, '"sliders" of its "person"');
  const { rates } = sliders;
  const isRate = (rate: unknown): rate is number => typeof rate === 'number' && rate > 0 && rate < 1;
  if (!Array.isArray(rates) || rates.length !== ADJUSTMENT_COUNT || !rates.every(isRate))
    throw invalid(`"rates" of its sliders are not ${ADJUSTMENT_COUNT} probabilities`);
  const own = record(person.own, '"own" of its "person"');
  const shareOf = (part: 'offset' | 'lean'): number => {
    const value = share(record(person[part], `"${part}" of its "person"`), 'share');
    if (value === 1) throw invalid(`"share" of its "${part}" leaves no variance to single edits`);
    return value;
  };
  return {
    styles: parseStyleState(person.styles),
    halfLife: positive(person, 'halfLife'),
    offset: { share: shareOf('offset') },
    sliders: { concentration: positive(sliders, 'concentration'), rates },
    lean: { share: shareOf('lean') },
    own: {
      prior: chance(own, 'prior'),
      temperature: positive(own, 'temperature'),
      lapse: chance(own, 'lapse'),
    },
  };
}

/** Rounding to what is shipped leaves sums a little off 1. */
function normalised(values: Float32Array): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0);
  return Float64Array.from(values, (value) => value / total);
}

/** A model from its manifest (parsed JSON) and weights. Throws `model-invalid`. */
export function parseTasteModel(manifest: unknown, weights: ArrayBuffer): TasteModel {
  const root = record(manifest, 'its manifest');
  const format = text(root, 'format');
  if (format !== FORMAT) throw invalid(`it has the format "${format}", and this Manylight reads "${FORMAT}"`);
  const shape = record(root.architecture, 'its architecture');
  const [features, embedding, axes] = [
    size(shape, 'features'),
    size(shape, 'embedding'),
    size(shape, 'axes'),
  ];
  const [hidden, styles, latent] = [size(shape, 'hidden'), size(shape, 'styles'), size(shape, 'latent')];
  if (embedding >= features) throw invalid('its features have no statistics');
  const mapped = axes + features - embedding;
  const tensors = unpackTensors('taste', root.tensors, weights);
  const take = (name: string, dimensions: readonly number[]) =>
    takeTensor('taste', tensors, name, dimensions);
  const layer = (name: string, inputs: number, outputs: number) =>
    matrix(take(name, [inputs, outputs]), inputs, outputs);
  return {
    version: text(root, 'version'),
    encoderVersion: text(root, 'encoderVersion'),
    looksVersion: text(root, 'looksVersion'),
    featureSize: features,
    styles,
    latent,
    prior: normalised(take('prior', [styles])),
    person: parsePerson(root.person),
    clamp: positive(root, 'clamp'),
    input: {
      mean: take('input.mean', [features]),
      projection: layer('input.projection', embedding, axes),
      scale: take('input.scale', [features - embedding]),
      limit: size(shape, 'limit'),
    },
    photo: layer('potential.photo', mapped, hidden),
    edit: layer('potential.edit', 2 * ADJUSTMENT_COUNT, hidden),
    bias: take('potential.bias', [hidden]),
    hidden: layer('potential.hidden', hidden, hidden),
    hiddenBias: take('potential.hiddenBias', [hidden]),
    output: layer('potential.output', hidden, styles),
    outputBias: take('potential.outputBias', [styles]),
  };
}
