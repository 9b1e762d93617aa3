import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunStore } from '../../evaluation';

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    // Somebody else's process, which we may not signal, lives.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Finished runs as files of a folder, one a run; written through a second name, so that a killed run leaves none. A
 * claim is a file with the number of the process that made it; one of a process that is gone counts for nothing. All
 * processes that share a folder are of one machine.
 */
export async function openRuns(folder: string): Promise<RunStore> {
  await mkdir(folder, { recursive: true });
  const path = (key: string) => join(folder, `${key}.json`);
  const claimPath = (key: string) => join(folder, `${key}.claim`);
  const tryClaim = (key: string): Promise<boolean> =>
    writeFile(claimPath(key), String(process.pid), { flag: 'wx' }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
  return {
    async read<T>(key: string) {
      const text = await readFile(path(key), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : (JSON.parse(text) as T);
    },
    async write(key: string, run: unknown) {
      const own = `${path(key)}.${process.pid}`;
      await writeFile(own, JSON.stringify(run));
      await rename(own, path(key));
    },
    async claim(key: string) {
      if (await tryClaim(key)) return true;
      const owner = Number(await readFile(claimPath(key), 'utf8').catch(() => ''));
      if (owner > 0 && isAlive(owner)) return false;
      // Without a number it was just made or just released; an old one was left by a process that died meanwhile.
      const age = Date.now() - (await stat(claimPath(key)).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
      if (owner === 0 && age < 10_000) return false;
      await rm(claimPath(key), { force: true });
      return tryClaim(key);
    },
    release: (key: string) => rm(claimPath(key), { force: true }),
  };
}
