import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRuns } from '../../../src/cli/evaluate/run-folder';
import { finishJobs } from '../../../src/evaluation/jobs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manylight-'));
});
afterEach(() => rm(folder, { recursive: true }));

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];

test('two that work on one folder do each job once, and both end when all are done', async () => {
  const done: string[] = [];
  const work = async (who: string) => {
    const store = await openRuns(folder);
    const jobs = KEYS.map((key) => ({
      key,
      run() {
        done.push(key);
        return { by: who };
      },
    }));
    await finishJobs(jobs, store);
    return Promise.all(KEYS.map((key) => store.read(key)));
  };
  const [one, two] = await Promise.all([work('one'), work('two')]);
  expect([...done].sort()).toEqual(KEYS);
  expect(one).toEqual(two);
  expect((await readdir(folder)).sort()).toEqual(KEYS.map((key) => `${key}.json`));
});

test('a job that a living process holds is left to it; that of a dead one is taken over', async () => {
  const store = await openRuns(folder);
  expect(await store.claim('a')).toBe(true);
  expect(await store.claim('a')).toBe(false);
  await store.release('a');
  expect(await store.claim('a')).toBe(true);
  // No process has this number: it is above the most that a system gives.
  await writeFile(join(folder, 'b.claim'), '999999999');
  expect(await store.claim('b')).toBe(true);
});

test('a job that fails is not kept, and is free again', async () => {
  const store = await openRuns(folder);
  const job = {
    key: 'a',
    run(): unknown {
      throw new Error('broken');
    },
  };
  await expect(finishJobs([job], store)).rejects.toThrow('broken');
  expect(await store.read('a')).toBeUndefined();
  expect(await store.claim('a')).toBe(true);
});
