import { createHash } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';

/** Sources a part. */
export const BATCH = 16;

/** One of several processes that make the parts of a set together. */
export interface Share {
  readonly which: number;
  readonly of: number;
}

export const ALL: Share = { which: 0, of: 1 };

/**
 * The first source of each batch of a share, in an order that jumps about (the golden ratio's multiples), so that
 * what is done at any time is a fair sample of all.
 */
export function batchesOf(sources: number, share: Share): number[] {
  const count = Math.ceil(sources / BATCH);
  const turn = (k: number) => (k * 0.6180339887498949) % 1;
  return Array.from({ length: count }, (_, k) => k)
    .sort((a, b) => turn(a) - turn(b))
    .filter((_, place) => place % share.of === share.which)
    .map((k) => k * BATCH);
}

/** The name of a batch's file. */
export function partName(kind: string, first: number, ending: string): string {
  return `${kind}-${String(first / BATCH).padStart(5, '0')}.${ending}`;
}

/** What was made of these files as they are now: it changes with their names, sizes and dates, and with what else is named. */
export async function keyOfFiles(paths: readonly string[], ...others: readonly unknown[]): Promise<string> {
  const files = await Promise.all(
    paths.map(async (path) => {
      const { size = 0, mtimeMs = 0 } = (await stat(path).catch(() => undefined)) ?? {};
      return [path, size, mtimeMs];
    }),
  );
  const text = JSON.stringify([...others, files]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Reads what an earlier run left, or undefined; a key that differs means that it was another job's. */
export async function readPart<T>(path: string, key: string): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const part = JSON.parse(text) as { key: string; value: T };
  return part.key === key ? part.value : undefined;
}

/** Writes through a second name, so that a killed run leaves no half part. */
export async function writePart(path: string, key: string, value: unknown): Promise<void> {
  // A name of its own, as processes that share the work may write the same part.
  const own = `${path}.${process.pid}`;
  await writeFile(own, JSON.stringify({ key, value }));
  await rename(own, path);
}
