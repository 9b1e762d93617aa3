import { type Adjustments, parseAdjustments } from '../edit';
import { readJson } from './adjustments-option';
import { usage } from './command';

/** An edit that a person kept: the photo's path, and the sliders. */
export interface KeptEdit {
  readonly photo: string;
  readonly adjustments: Adjustments;
}

/** Reads `[{photo, adjustments}]`, in order; paths are from where the command runs. */
export async function readHistory(path: string): Promise<KeptEdit[]> {
  const data = await readJson(path);
  if (!Array.isArray(data)) throw usage(`${path} must hold a list of {photo, adjustments}.`);
  return data.map((entry: unknown, i) => {
    const { photo, adjustments } = (entry ?? {}) as { photo?: unknown; adjustments?: unknown };
    if (typeof photo !== 'string') throw usage(`Entry ${i + 1} of ${path} names no photo.`);
    return { photo, adjustments: parseAdjustments(adjustments) };
  });
}
