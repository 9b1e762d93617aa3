import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManylightError } from '../core';
import { DATASET_FILES, type Dataset, parseDataset } from '../training';

/** Throws `data-invalid` with the path where it cannot be read. */
export async function bytesOf(path: string): Promise<ArrayBuffer> {
  try {
    const file = await readFile(path);
    return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
  } catch (cause) {
    throw new ManylightError('data-invalid', `${path} could not be read.`, { cause });
  }
}

export async function jsonOf(path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await bytesOf(path));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ManylightError('data-invalid', `${path} is not JSON.`, { cause });
  }
}

/** A dataset folder, checked. */
export async function readDataset(folder: string): Promise<Dataset> {
  const [features, groups, edits, index] = await Promise.all(
    [DATASET_FILES.features, DATASET_FILES.groups, DATASET_FILES.edits, DATASET_FILES.index].map((name) =>
      bytesOf(join(folder, name)),
    ),
  );
  return parseDataset(await jsonOf(join(folder, 'dataset.json')), { features, groups, edits, index });
}
