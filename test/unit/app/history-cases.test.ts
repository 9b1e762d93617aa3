import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { EngineClient } from '../../../src/app/engine-client';
import { createHistoryCases } from '../../../src/app/history/cases';
import type { PlannedEdit } from '../../../src/app/history/types';
import { INITIAL_STATE } from '../../../src/app/initial-state';
import { createKernel } from '../../../src/app/kernel';
import { createPictures } from '../../../src/app/pictures';
import type { SessionState } from '../../../src/app/state-types';
import { NEUTRAL } from '../../../src/edit';
import { FIRST_PROFILE, openStore } from '../../../src/store';

/** What is found in the files, which a worker reads. */
const found = vi.hoisted(() => ({ edits: [] as unknown[] }));
vi.mock('../../../src/app/history/reader', () => ({
  createHistoryReader: () => ({ plan: async () => ({ edits: found.edits, skipped: [] }) }),
}));

/** What is said once files have been imported of which the first so many are edits. */
async function saidAfter(edits: number): Promise<readonly string[]> {
  const planned = (file: number): PlannedEdit => ({ file, adjustments: NEUTRAL, when: 0 });
  found.edits = Array.from({ length: edits }, (_, file) => planned(file));
  const kernel = createKernel({
    state: createStore<SessionState>(() => INITIAL_STATE),
    draft: createStore(() => NEUTRAL),
    engine: { job: async () => ({ id: 'a' }) } as unknown as EngineClient,
    store: openStore(),
    pictures: createPictures(),
  });
  const cases = createHistoryCases(
    kernel,
    { learn: async () => true, sources: async () => new Set() },
    { load: async () => undefined, refresh: async () => undefined, profile: async () => FIRST_PROFILE.id },
  );
  await cases.startWithHistory([new File(['x'], 'a.jpg'), new File(['x'], 'b.jpg')]);
  expect(kernel.state.getState().history).toMatchObject({ phase: 'done', learned: edits });
  return kernel.state.getState().messages.map(({ text }) => text);
}

it('says how many edits were learned from, and nothing where there were none', async () => {
  expect(await saidAfter(2)).toEqual(['Your taste has learned from 2 edits of your photos.']);
  expect(await saidAfter(0)).toEqual([]);
});
