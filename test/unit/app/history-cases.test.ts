import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { EngineClient } from '../../../src/app/engine-client';
import { createHistoryCases } from '../../../src/app/history/cases';
import type { PlannedEdit } from '../../../src/app/history/types';
import { INITIAL_STATE } from '../../../src/app/initial-state';
import { type Current, createKernel } from '../../../src/app/kernel';
import { createPictures } from '../../../src/app/pictures';
import type { SessionState } from '../../../src/app/state-types';
import { ManylightError, type PhotoId } from '../../../src/core';
import { NEUTRAL, patchAdjustments, storeEdit } from '../../../src/edit';
import { type EditRecord, FIRST_PROFILE, openStore } from '../../../src/store';

/** What is found in the files, which a worker reads. */
const found = vi.hoisted(() => ({ edits: [] as unknown[] }));
vi.mock('../../../src/app/history/reader', () => ({
  createHistoryReader: () => ({ plan: async () => ({ edits: found.edits, skipped: [] }) }),
}));

/** Imports files of which the first so many are edits. */
async function importOf(
  edits: number,
  files: readonly string[],
  parts: Partial<EngineClient>,
  current?: Current,
) {
  const planned = (file: number): PlannedEdit => ({ file, adjustments: NEUTRAL, when: 0 });
  found.edits = Array.from({ length: edits }, (_, file) => planned(file));
  const kernel = createKernel({
    state: createStore<SessionState>(() => INITIAL_STATE),
    draft: createStore(() => NEUTRAL),
    engine: parts as EngineClient,
    store: openStore(),
    pictures: createPictures(),
  });
  kernel.current = current;
  kernel.set({ looks: { ...INITIAL_STATE.looks, phase: 'ready' } });
  const cases = createHistoryCases(
    kernel,
    { learn: async () => true, sources: async () => new Set() },
    { load: async () => undefined, refresh: async () => undefined, profile: async () => FIRST_PROFILE.id },
  );
  await cases.startWithHistory(files.map((name) => new File(['x'], name)));
  return kernel;
}

/** What is said once files have been imported of which the first so many are edits. */
async function saidAfter(edits: number): Promise<readonly string[]> {
  const job = (async () => ({ id: 'a' })) as unknown as EngineClient['job'];
  const kernel = await importOf(edits, ['a.jpg', 'b.jpg'], { job });
  expect(kernel.state.getState().history).toMatchObject({ phase: 'done', learned: edits });
  return kernel.state.getState().messages.map(({ text }) => text);
}

it('says how many edits were learned from, and nothing where there were none', async () => {
  expect(await saidAfter(2)).toEqual(['Your taste has learned from 2 edits of your photos.']);
  expect(await saidAfter(0)).toEqual([]);
});

it('leaves the edit of a photo that was edited here already, and goes on past a file that cannot be read', async () => {
  const { edits } = await openStore();
  const own: EditRecord = {
    photo: '1.jpg' as PhotoId,
    edit: storeEdit(patchAdjustments(NEUTRAL, { exposure: 1 })),
    changed: 5,
  };
  await edits.put(own);
  const kernel = await importOf(3, ['1.jpg', '2.jpg', '3.jpg'], {
    job: async (_signal, work) => work(1),
    async study(_job, { name }) {
      if (name === '2.jpg') throw new ManylightError('photo-unreadable', '“2.jpg” is not a photo.');
      return {
        id: name as PhotoId,
        features: { encoderVersion: 'e1', values: new Float32Array(1) },
        thumbnail: { blob: new Blob(['x']), width: 3, height: 2 },
      };
    },
  });
  expect(await edits.get(own.photo)).toEqual(own);
  expect(await edits.get('3.jpg' as PhotoId)).toMatchObject({ edit: storeEdit(NEUTRAL), changed: 0 });
  expect(kernel.state.getState().history).toMatchObject({
    phase: 'done',
    learned: 2,
    done: 3,
    skipped: [{ words: 'the photo cannot be decoded', count: 1 }],
  });
});

it('leaves a photo alone that is open, untouched: the edit would come in at the next return as another tab’s', async () => {
  const engine: Partial<EngineClient> = {
    job: async (_signal, work) => work(1),
    study: async (_job, { name }) => ({
      id: name as PhotoId,
      features: { encoderVersion: 'e1', values: new Float32Array(1) },
      thumbnail: { blob: new Blob(['x']), width: 3, height: 2 },
    }),
  };
  const open = { photo: { id: 'open.jpg' as PhotoId } } as Current;
  const kernel = await importOf(2, ['open.jpg', 'other.jpg'], engine, open);
  const { edits } = await kernel.store;
  expect(await edits.get('open.jpg' as PhotoId)).toBeUndefined();
  expect(await edits.get('other.jpg' as PhotoId)).toBeDefined();
  expect(kernel.state.getState().history.learned).toBe(2);
});
