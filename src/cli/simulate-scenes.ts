import { basename } from 'node:path';
import { type SceneKind, sceneOfWordNet } from '../training';

/** What each photo is of: by its class where its name holds one; 'object' where nothing is known. */
export async function judgeScenes(
  paths: readonly string[],
  _parts: string,
  _note: (line: string) => void,
): Promise<SceneKind[]> {
  return paths.map((path) => sceneOfWordNet(basename(path)) ?? 'object');
}
