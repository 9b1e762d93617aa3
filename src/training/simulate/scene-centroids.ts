import { SCENE_KINDS, type SceneKind } from './scene';

/** What photos of each kind look like to the encoder: a mean direction a kind, of centred embeddings. */
export interface SceneCentroids {
  readonly centre: Float64Array;
  readonly directions: ReadonlyMap<SceneKind, Float64Array>;
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** From photos whose kind is known; kinds with fewer than five photos are left out. */
export function sceneCentroids(
  known: readonly { readonly embedding: Float32Array; readonly scene: SceneKind }[],
  size: number,
): SceneCentroids {
  const centre = new Float64Array(size);
  for (const { embedding } of known) {
    for (let i = 0; i < size; i++) centre[i] += embedding[i] / known.length;
  }
  const directions = new Map<SceneKind, Float64Array>();
  for (const kind of SCENE_KINDS) {
    const members = known.filter(({ scene }) => scene === kind);
    if (members.length < 5) continue;
    const mean = new Float64Array(size);
    for (const { embedding } of members) {
      const direction = unit(Float64Array.from(centre, (value, i) => embedding[i] - value));
      for (let i = 0; i < size; i++) mean[i] += direction[i];
    }
    directions.set(kind, unit(mean));
  }
  return { centre, directions };
}

/** The kind whose direction is nearest, by cosine. */
export function nearestScene(centroids: SceneCentroids, embedding: Float32Array): SceneKind {
  const direction = unit(Float64Array.from(centroids.centre, (value, i) => embedding[i] - value));
  let best: SceneKind = 'object';
  let most = Number.NEGATIVE_INFINITY;
  for (const [kind, towards] of centroids.directions) {
    let cosine = 0;
    for (let i = 0; i < direction.length; i++) cosine += direction[i] * towards[i];
    if (cosine > most) [best, most] = [kind, cosine];
  }
  return best;
}
