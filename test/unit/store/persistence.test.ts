import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());
beforeEach(() => vi.resetModules());

describe('asking the browser not to clear what is kept', () => {
  const ask = async (storage: unknown) => {
    vi.stubGlobal('navigator', { storage });
    return (await import('../../../src/store')).askToStay;
  };

  it('asks once, and not where it is promised already', async () => {
    const persist = vi.fn(async () => true);
    const askToStay = await ask({ persisted: async () => false, persist });
    expect(await Promise.all([askToStay(), askToStay()])).toEqual([true, true]);
    expect(persist).toHaveBeenCalledTimes(1);
    vi.resetModules();
    const unneeded = vi.fn();
    expect(await (await ask({ persisted: async () => true, persist: unneeded }))()).toBe(true);
    expect(unneeded).not.toHaveBeenCalled();
  });

  it('a refusal, and a browser that has nothing to ask, fail nothing', async () => {
    expect(await (await ask({ persisted: async () => false, persist: async () => false }))()).toBe(false);
    vi.resetModules();
    expect(await (await ask(undefined))()).toBe(false);
  });
});
