import { ADJUSTMENT_COUNT } from '../edit';
import { type FeatureMap, type JsonObject, type Manifest, type Matrix, readManifest } from '../prob';
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

/** How a person is kept, from the manifest's "person". */
function parsePerson({ root, invalid, record, positive }: Manifest): PersonState {
  const share = (data: JsonObject, key: string): number => {
    const value = positive(data, key);
    if (value > 1) throw invalid(`"${key}" is not a probability`);
    return value;
  };
  const chance = (data: JsonObject, key: string): number => {
    const value = share(data, key);
    if (value === 1) throw invalid(`"${key}" is certain, which leaves nothing to learn`);
    return value;
  };
  const styleState = (state: JsonObject): StyleState => {
    if (state.kind === 'categorical')
      return { kind: 'categorical', temperature: positive(state, 'temperature') };
    if (state.kind === 'dirichlet')
      return { kind: 'dirichlet', concentration: positive(state, 'concentration') };
    if (state.kind === 'blend') {
      const [temperature, concentration] = [positive(state, 'temperature'), positive(state, 'concentration')];
      return { kind: 'blend', single: share(state, 'single'), temperature, concentration };
    }
    throw invalid(`it keeps a person in an unknown way, ${JSON.stringify(state.kind)}`);
  };
  const person = record(root.person, '"person"');
  const part = (name: string) => record(person[name], `"${name}" of its "person"`);
  const sliders = part('sliders');
  const { rates } = sliders;
  const isRate = (rate: unknown): rate is number => typeof rate === 'number' && rate > 0 && rate < 1;
  if (!Array.isArray(rates) || rates.length !== ADJUSTMENT_COUNT || !rates.every(isRate))
    throw invalid(`"rates" of its sliders are not ${ADJUSTMENT_COUNT} probabilities`);
  const own = part('own');
  const shareOf = (name: 'offset' | 'lean'): number => {
    const value = share(part(name), 'share');
    if (value === 1) throw invalid(`"share" of its "${name}" leaves no variance to single edits`);
    return value;
  };
  return {
    styles: styleState(part('styles')),
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
export function parseTasteModel(data: unknown, weights: ArrayBuffer): TasteModel {
  const manifest = readManifest('taste', FORMAT, data);
  const { root, featureSize, mappedSize, text, positive, size } = manifest;
  const [hidden, styles, latent] = [size('hidden'), size('styles'), size('latent')];
  const { input, take, layer } = manifest.tensors(weights);
  return {
    version: text(root, 'version'),
    encoderVersion: text(root, 'encoderVersion'),
    looksVersion: text(root, 'looksVersion'),
    featureSize,
    styles,
    latent,
    prior: normalised(take('prior', [styles])),
    person: parsePerson(manifest),
    clamp: positive(root, 'clamp'),
    input,
    photo: layer('potential.photo', mappedSize, hidden),
    edit: layer('potential.edit', 2 * ADJUSTMENT_COUNT, hidden),
    bias: take('potential.bias', [hidden]),
    hidden: layer('potential.hidden', hidden, hidden),
    hiddenBias: take('potential.hiddenBias', [hidden]),
    output: layer('potential.output', hidden, styles),
    outputBias: take('potential.outputBias', [styles]),
  };
}
