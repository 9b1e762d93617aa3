import { basename, join } from 'node:path';
import { EMBEDDING_SIZE } from '../encoder';
import { nearestScene, type SceneKind, sceneCentroids, sceneOfWordNet } from '../training';
import { loadEncoder } from './models';
import { keyOfFiles, readPart, writePart } from './parts';
import { readSource } from './simulate-work';

/** Photos with a known class that say what a kind looks like. */
const EXAMPLES = 400;

/**
 * What each photo is of: by its class where its name holds one, else by the kind whose photos look most alike to the
 * encoder. Where no photo has a class there is nothing to compare with, and all are objects.
 */
export async function judgeScenes(
  paths: readonly string[],
  parts: string,
  note: (line: string) => void,
): Promise<SceneKind[]> {
  const named = paths.map((path) => sceneOfWordNet(basename(path)));
  const known = named.flatMap((scene, i) => (scene ? [{ path: paths[i], scene }] : []));
  const unknown = paths.filter((_, i) => named[i] === undefined);
  if (unknown.length === 0 || known.length === 0) return named.map((scene) => scene ?? 'object');

  const encoder = await loadEncoder();
  const embed = async (path: string) =>
    (await encoder.features(await readSource(path))).values.subarray(0, EMBEDDING_SIZE);
  try {
    const cache = join(parts, 'scenes.json');
    const key = await keyOfFiles(paths, encoder.version);
    const earlier = await readPart<SceneKind[]>(cache, key);
    if (earlier) return earlier;

    const stride = Math.max(1, Math.floor(known.length / EXAMPLES));
    const examples = [];
    for (const { path, scene } of known.filter((_, i) => i % stride === 0)) {
      examples.push({ embedding: await embed(path), scene });
    }
    const centroids = sceneCentroids(examples, EMBEDDING_SIZE);
    note(`kinds of scene from ${examples.length} photos`);
    const scenes: SceneKind[] = [];
    for (const [i, path] of paths.entries()) {
      scenes.push(named[i] ?? nearestScene(centroids, await embed(path)));
    }
    await writePart(cache, key, scenes);
    return scenes;
  } finally {
    encoder.dispose();
  }
}
