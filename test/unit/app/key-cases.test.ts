import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { EngineClient } from '../../../src/app/engine-client';
import { INITIAL_STATE } from '../../../src/app/initial-state';
import { createKernel } from '../../../src/app/kernel';
import { createKeyCases } from '../../../src/app/key-cases';
import { createPictures } from '../../../src/app/pictures';
import type { SessionState } from '../../../src/app/state-types';
import { type Adjustments, NEUTRAL } from '../../../src/edit';
import { openStore } from '../../../src/store';

/** A visit, on the database that there is. */
function visit() {
  const kernel = createKernel({
    state: createStore<SessionState>(() => INITIAL_STATE),
    draft: createStore<Adjustments>(() => NEUTRAL),
    engine: {} as EngineClient,
    store: openStore(),
    pictures: createPictures(),
  });
  return {
    keys: createKeyCases(kernel),
    singleKeys: () => kernel.state.getState().singleKeys,
  };
}

/** What a next visit finds, once the disk has it. */
async function expectNext(singleKeys: boolean): Promise<void> {
  await vi.waitFor(async () => {
    const next = visit();
    await next.keys.restore();
    expect(next.singleKeys()).toBe(singleKeys);
  });
}

it('single keys work until they are switched off, which the next visit knows', async () => {
  globalThis.indexedDB = new IDBFactory();
  const { keys, singleKeys } = visit();
  await keys.restore();
  expect(singleKeys()).toBe(true);
  keys.setSingleKeys(false);
  expect(singleKeys()).toBe(false);
  await expectNext(false);
  keys.setSingleKeys(true);
  expect(singleKeys()).toBe(true);
  await expectNext(true);
});

it('what the person switches while the setting is being read stands; with everything erased it is as at first', async () => {
  globalThis.indexedDB = new IDBFactory();
  const { keys, singleKeys } = visit();
  const restored = keys.restore();
  keys.setSingleKeys(false);
  await restored;
  expect(singleKeys()).toBe(false);
  keys.emptied();
  expect(singleKeys()).toBe(true);
});
