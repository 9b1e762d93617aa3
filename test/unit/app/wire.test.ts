import { describe, expect, it } from 'vitest';
import { fromOutcome, toOutcome } from '../../../src/app/wire';
import { isAbort, ManylightError, throwIfAborted } from '../../../src/core';

const across = async (work: () => Promise<unknown>) => fromOutcome(structuredClone(await toOutcome(work)));

describe('outcomes across the worker boundary', () => {
  it('carries values', async () => {
    expect(await across(async () => Float32Array.of(1, 2))).toEqual(Float32Array.of(1, 2));
  });

  it('keeps the code and the sentence of what is known to go wrong', async () => {
    const failure = await across(async () => {
      throw new ManylightError('photo-empty', '“a.jpg” is empty.');
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ManylightError);
    expect(failure).toMatchObject({ code: 'photo-empty', message: '“a.jpg” is empty.' });
  });

  it('an abort stays an abort, and a bug a bug', async () => {
    const abort = await across(async () => throwIfAborted({ aborted: true })).catch(
      (error: unknown) => error,
    );
    expect(isAbort(abort)).toBe(true);
    const bug = await across(async () => {
      throw new TypeError('x is undefined');
    }).catch((error: unknown) => error);
    expect(bug).toBeInstanceOf(Error);
    expect(bug).not.toBeInstanceOf(ManylightError);
    expect(isAbort(bug)).toBe(false);
  });
});
