import { ManylightError } from '../core';
import { matrix, packTensors, type Tensor, takeTensor, unpackTensors } from '../prob';
import type { VaeShape } from './cgm-vae';
import type { Dataset } from './dataset';
import { fingerprintOf } from './fingerprint';
import type { FittedLooks } from './fit-looks';
import { prepare } from './prepare';

/** The files of a finished looks run that a taste run starts from. */
export interface FittedFiles {
  readonly state: unknown;
  readonly bytes: ArrayBuffer;
}

/** fitted.json. */
type Saved = Partial<{
  shape: VaeShape;
  limit: number;
  version: string;
  encoderVersion: string;
  /** Its fingerprint. */
  dataset: string;
  tensors: unknown;
}>;

/** What the taste run needs of a looks run. */
export type LooksForTaste = Pick<FittedLooks, 'shape' | 'values' | 'prepared' | 'floor' | 'shares'> & {
  readonly version: string;
};

export async function packFitted(looks: FittedLooks, dataset: Dataset): Promise<FittedFiles> {
  const { map, table } = looks.prepared;
  const all = new Map<string, Tensor>();
  for (const [name, tensor] of looks.values) all.set(`vae/${name}`, tensor);
  const vector = (values: ArrayLike<number>): Tensor => ({
    shape: [values.length],
    values: Float32Array.from(values),
  });
  all.set('map/mean', vector(map.mean));
  all.set('map/projection', {
    shape: [map.projection.inputs, map.projection.outputs],
    values: map.projection.values,
  });
  all.set('map/scale', vector(map.scale));
  all.set('table/mean', vector(table.mean));
  all.set('table/deviation', vector(table.deviation));
  all.set('floor', vector(looks.floor));
  all.set('shares', vector(looks.shares));
  const { entries, bytes } = packTensors(all, 'float32');
  return {
    state: {
      ...{ shape: looks.shape, limit: map.limit, version: looks.model.manifest.version },
      ...{ encoderVersion: dataset.encoderVersion, dataset: await fingerprintOf(dataset) },
      tensors: entries,
    },
    bytes,
  };
}

/** Throws `data-invalid` unless a run is of this dataset; one of before these were kept says nothing. */
async function checkSame(saved: Saved, dataset: Dataset): Promise<void> {
  const { encoderVersion = dataset.encoderVersion } = saved;
  if (encoderVersion !== dataset.encoderVersion) {
    throw new ManylightError(
      'data-invalid',
      `The looks run was fitted to features of encoder ${encoderVersion}, and the dataset has those of ${dataset.encoderVersion}.`,
    );
  }
  if (saved.dataset !== undefined && saved.dataset !== (await fingerprintOf(dataset))) {
    throw new ManylightError('data-invalid', 'The looks run was fitted to another dataset.');
  }
}

/** Takes up a looks run again, on the dataset it was fitted to. Throws `data-invalid` or `model-invalid`. */
export async function unpackFitted(
  { state, bytes }: FittedFiles,
  dataset: Dataset,
  seed: number,
): Promise<LooksForTaste> {
  const saved = state as Saved | null;
  if (!saved?.shape || typeof saved.limit !== 'number' || typeof saved.version !== 'string') {
    throw new ManylightError('data-invalid', 'The looks run is not one that a taste run can start from.');
  }
  await checkSame(saved, dataset);
  const tensors = unpackTensors('looks', saved.tensors, bytes);
  const vector = (name: string): Float32Array => {
    const size = tensors.get(name)?.values.length ?? 0;
    return takeTensor('looks', tensors, name, [size]);
  };
  const projection = tensors.get('map/projection');
  if (!projection || vector('map/mean').length !== dataset.featureSize) {
    throw new ManylightError(
      'data-invalid',
      'The looks run was fitted to other features than this dataset has.',
    );
  }
  const [embedding, axes] = projection.shape;
  const map = {
    mean: vector('map/mean'),
    projection: matrix(projection.values, embedding, axes),
    scale: vector('map/scale'),
    limit: saved.limit,
  };
  const standard = {
    mean: Float64Array.from(vector('table/mean')),
    deviation: Float64Array.from(vector('table/deviation')),
  };
  const values = new Map(
    [...tensors]
      .filter(([name]) => name.startsWith('vae/'))
      .map(([name, tensor]) => [name.slice(4), { shape: [...tensor.shape], values: tensor.values }]),
  );
  return {
    shape: saved.shape,
    values,
    prepared: await prepare(dataset, { embedding, axes, seed, earlier: { map, ...standard } }),
    floor: vector('floor'),
    shares: Float64Array.from(vector('shares')),
    version: saved.version,
  };
}
