import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Kernel } from '../../../../src/app/kernel';
import type { Member, Roster } from '../../../../src/app/set/roster';
import { createThumbnails } from '../../../../src/app/set/thumbnails';
import { ManylightError } from '../../../../src/core';
import { idOf, photoFile, startSession, type TestSession } from './session';

const set = ({ kernel }: TestSession) => kernel.state.getState().set;
const said = ({ kernel }: TestSession) => kernel.state.getState().messages.map(({ text }) => text);
const problems = (session: TestSession) => set(session).photos.map(({ problem }) => problem);
/** As the session does it. */
const eraseEverything = async ({ kernel, sets, book }: TestSession) => {
  kernel.erasures += 1;
  sets.stopTask();
  await (await kernel.store).eraseAll();
  book.emptied();
  await sets.emptied();
};

afterEach(() => void vi.restoreAllMocks());

describe('what goes wrong with a photo of a set that is not the fault of its file', () => {
  it('leaves its thumbnail to a later try', async () => {
    const session = startSession();
    const { kernel, sets } = session;
    await sets.open([1, 2].map(photoFile));
    const glance = vi.spyOn(kernel.engine, 'glance');
    glance.mockRejectedValueOnce(new ManylightError('gpu-lost', 'The graphics device stopped.'));
    sets.viewPhotos([1]);
    await vi.waitFor(() => expect(glance).toHaveBeenCalledTimes(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(glance).toHaveBeenCalledTimes(1);
    expect(problems(session)).toEqual(['', '']);
    sets.viewPhotos([1]);
    await vi.waitFor(() => expect(set(session).photos[1].thumbnail).toBeDefined());
  });

  it('leaves it out of a look for all, but does not mark it as one that cannot be opened', async () => {
    const session = startSession();
    const { kernel, sets } = session;
    await sets.open([1, 2, 3].map(photoFile));
    const study = vi.spyOn(kernel.engine, 'study');
    study.mockRejectedValueOnce(new ManylightError('out-of-memory', 'There is not enough memory.'));
    await sets.editAll();
    expect(said(session).at(-1)).toMatch(/^2 photos have one look now .* “1.jpg” could not be opened.$/);
    expect(problems(session)).toEqual(['', '', '']);
  });
});

describe('the thumbnails of a set that is over', () => {
  const member = { key: 0, file: photoFile(1) } as Member;

  it('are given up, though its photos are still known', async () => {
    const { kernel, book } = startSession();
    const signal = AbortSignal.abort();
    let asked = 0;
    const roster = {
      get members() {
        asked += 1;
        // Else it would go on for ever, and no test could say so.
        if (asked > 100) throw new Error('it never ends');
        return [member];
      },
      signal,
    } as unknown as Roster;
    createThumbnails(kernel as Kernel, roster, book).view([0]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(asked).toBeLessThan(5);
  });
});

it('a set has no photos any more once the session ends', async () => {
  const session = startSession();
  const { sets, asked } = session;
  await sets.open([1, 2].map(photoFile));
  sets.dispose();
  asked.length = 0;
  sets.viewPhotos([0, 1]);
  await sets.choosePhoto(1);
  expect(asked).toEqual([]);
});

describe('a task on a set', () => {
  it('waits for one that was called off with the set before', async () => {
    const session = startSession();
    const { kernel, sets } = session;
    await sets.open([1, 2].map(photoFile));
    const { adapt } = kernel.engine;
    let goOn = () => {};
    vi.spyOn(kernel.engine, 'adapt').mockImplementationOnce(async (job, request) => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return adapt(job, request);
    });
    const old = sets.editAll();
    await vi.waitFor(() => expect(set(session).task?.words).toBe('Fitting the look'));
    await sets.open([3, 4].map(photoFile));
    const next = sets.editAll();
    goOn();
    await Promise.all([old, next]);
    expect(said(session)).toEqual([expect.stringMatching(/^2 photos have one look now/)]);
    const { edits } = await kernel.store;
    expect(await edits.get(idOf(4))).toBeDefined();
    expect(await edits.get(idOf(2))).toBeUndefined();
    expect(set(session).task).toBeNull();
  });

  it('begins once after one that was stopped, however often it is asked for', async () => {
    const session = startSession();
    const { sets } = session;
    await sets.open([1, 2].map(photoFile));
    let again: Promise<unknown> | undefined;
    session.beforeAdapting = () => {
      sets.stopTask();
      again ??= Promise.all([sets.editAll(), sets.editAll()]);
      session.beforeAdapting = () => undefined;
    };
    await sets.editAll();
    await again;
    expect(said(session)).toEqual([
      'Stopped: no photo was changed.',
      expect.stringMatching(/^2 photos have one look now/),
    ]);
  });
});

describe('everything is erased', () => {
  const keptEdits = async ({ kernel }: TestSession) => (await kernel.store).edits.list();

  it('while a look is being given to all: nothing is kept, and nothing can be taken back', async () => {
    const session = startSession();
    const { kernel, sets } = session;
    await sets.open([1, 2, 3].map(photoFile));
    await vi.waitFor(async () => expect(await (await kernel.store).settings.get('openPhoto')).toBe(idOf(1)));
    const { photos } = await kernel.store;
    const { get } = photos;
    vi.spyOn(photos, 'get').mockImplementation(async (id) => {
      if (id === idOf(2)) await eraseEverything(session);
      return get(id);
    });
    await sets.editAll();
    expect(await keptEdits(session)).toEqual([]);
    expect(said(session)).toEqual([]);
  });

  it('while a look for all is being taken back: nothing is kept', async () => {
    const session = startSession();
    const { kernel, sets } = session;
    await sets.open([1, 2, 3].map(photoFile));
    await sets.editAll();
    const { observations } = await kernel.store;
    const { get } = observations;
    vi.spyOn(observations, 'get').mockImplementation(async (profile, id) => {
      if (id === idOf(2)) await eraseEverything(session);
      return get(profile, id);
    });
    await sets.undoEditAll();
    expect(await keptEdits(session)).toEqual([]);
    expect(said(session)).toEqual([]);
  });
});
