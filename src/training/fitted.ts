import { ManylightError } from '../core';
import { matrix, packTensors, type Tensor, takeTensor, unpackTensors } from '../prob';
import type { VaeShape } from './cgm-vae';
import type { Dataset } from './dataset';
import type { FittedLooks } from './fit-looks';
import { prepare } from './prepare';

/** The files of a finished looks run that a taste run starts from. */
export interface FittedFiles {
  readonly state: unknown;
  readonly bytes: ArrayBuffer;
}

/** What the taste run needs of a looks run. */
export type LooksForTaste = Pick<FittedLooks, 'shape' | 'values' | 'prepared' | 'floor' | 'shares'> & {
  readonly version: string;
};

export function packFitted(looks: FittedLooks): FittedFiles {
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
    state: { shape: looks.shape, limit: map.limit, version: looks.model.manifest.version, tensors: entries },
    bytes,
  };
}

/** Takes up a looks run again, on the dataset it was fitted to. Throws `data-invalid` or `model-invalid`. */
export async function unpackFitted(
  { state, bytes }: FittedFiles,
  dataset: Dataset,
  seed: number,
): Promise<LooksForTaste> {
  const saved = state as Partial<{
    shape: VaeShape;
    limit: number;
    version: string;
    tensors: unknown;
  }> | null;
  if (!saved?.shape || typeof saved.limit !== 'number' || typeof saved.version !== 'string') {
    throw new ManylightError('data-invalid', 'The looks run is not one that a taste run can start from.');
  }
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
