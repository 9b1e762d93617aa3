import { readFile, rename, writeFile } from 'node:fs/promises';

/** Reads what an earlier run left, or undefined; a key that differs means that it was another job's. */
export async function readPart<T>(path: string, key: string): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const part = JSON.parse(text) as { key: string; value: T };
  return part.key === key ? part.value : undefined;
}

/** Writes through a second name, so that a killed run leaves no half part. */
export async function writePart(path: string, key: string, value: unknown): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify({ key, value }));
  await rename(`${path}.new`, path);
}
