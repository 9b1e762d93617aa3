import { expect, test } from 'vitest';
import { createAnalyser } from '../../../src/develop/analyser';
import { analysePhoto } from '../../../src/develop/reference';
import { type NodeHelper, startNodeHelper } from '../../support/fallbackHelpers';

const small = {
  width: 48,
  height: 32,
  space: 'srgb' as const,
  data: Uint8ClampedArray.from({ length: 48 * 32 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 37) % 251)),
};
const expected = analysePhoto(small);

/** Helpers of a test, to see what became of them. */
function watched() {
  const helpers: NodeHelper[] = [];
  const start = (): NodeHelper => {
    const helper = startNodeHelper();
    helpers.push(helper);
    return helper;
  };
  return { helpers, start, ended: () => helpers.every(({ worker }) => worker.threadId === -1) };
}

test('a worker finds what this thread would', async () => {
  const { helpers, start } = watched();
  const analyser = createAnalyser(start);
  expect(await analyser.analyse(small)).toEqual(expected);
  expect(helpers).toHaveLength(1);
  analyser.dispose();
});

test('without workers this thread does it', async () => {
  const analyser = createAnalyser(() => undefined);
  expect(await analyser.analyse(small)).toEqual(expected);
  analyser.dispose();
});

test('disposing lets what has begun end, and then the worker', async () => {
  const { start, ended } = watched();
  const analyser = createAnalyser(start);
  const running = analyser.analyse(small);
  analyser.dispose();
  expect(await running).toEqual(expected);
  await expect.poll(ended).toBe(true);
});

test('nothing is started for one that was disposed', () => {
  const { helpers, start } = watched();
  const analyser = createAnalyser(start);
  analyser.dispose();
  analyser.warm();
  expect(helpers).toHaveLength(0);
});

test('a worker that dies is no loss', async () => {
  const { helpers, start } = watched();
  const analyser = createAnalyser(start);
  analyser.warm();
  const running = analyser.analyse(small);
  await helpers[0].worker.terminate();
  expect(await running).toEqual(expected);
  expect(helpers.length).toBeGreaterThan(1);
  analyser.dispose();
});
