import { expect, test } from 'vitest';
import { once } from '../../../src/core';

test('loads once for all who ask, and again after a failure', async () => {
  let calls = 0;
  const load = once(async () => {
    calls += 1;
    if (calls === 1) throw new Error('not yet');
    return calls;
  });
  await expect(Promise.all([load(), load()])).rejects.toThrow('not yet');
  expect(calls).toBe(1);
  expect(await Promise.all([load(), load(), load()])).toEqual([2, 2, 2]);
  expect(await load()).toBe(2);
});
