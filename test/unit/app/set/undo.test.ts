import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { EditState } from '../../../../src/app/edit-state';
import { readStoredEdit, sameAdjustments } from '../../../../src/edit';
import { FIRST_PROFILE } from '../../../../src/store';
import { moveSlider } from '../../../support/moveSlider';
import { badFile, idOf, photoFile, startSession, type TestSession } from './session';

const said = ({ kernel }: TestSession) => kernel.state.getState().messages.map(({ text }) => text);
const offers = ({ kernel }: TestSession) =>
  kernel.state.getState().messages.filter((message) => message.offers === 'undo-edit-all');
const numbersTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const states = ({ book }: TestSession, count: number) =>
  Promise.all(numbersTo(count).map((n) => book.read(idOf(n))));

async function openSet(count: number): Promise<TestSession> {
  const session = startSession();
  await session.sets.open(numbersTo(count).map(photoFile));
  return session;
}

const isOther = (a: EditState, b: EditState) =>
  !sameAdjustments(a.history.current, b.history.current) || a.look?.id !== b.look?.id;

/** What a person may have done to a photo before. */
const doings = {
  nothing: () => undefined,
  hand: ({ edits }: TestSession) => moveSlider(edits, 'exposure', 0.4),
  'taken back': ({ edits }: TestSession) => {
    moveSlider(edits, 'tint', 8);
    edits.undo();
  },
  'not for me': ({ edits, kernel }: TestSession) =>
    edits.dislike({ words: 'Warmer', adjustments: { ...kernel.current!.edit.history.current, temp: 50 } }),
};

describe('taking back a look for all', () => {
  it('gives back every edit and every history', async () => {
    const doing = fc.constantFrom(...(Object.keys(doings) as (keyof typeof doings)[]));
    await fc.assert(
      fc.asyncProperty(
        fc.array(doing, { minLength: 2, maxLength: 4 }),
        fc.boolean(),
        fc.nat(),
        async (done, isSecond, last) => {
          const count = done.length;
          const session = await openSet(count);
          const { sets, kernel } = session;
          for (const [key, what] of done.entries()) {
            await sets.choosePhoto(key);
            doings[what](session);
          }
          if (isSecond) {
            // A look for all of before: the open photo's, which was turned to by hand.
            moveSlider(session.edits, 'temp', 30);
            await sets.editAll();
            moveSlider(session.edits, 'temp', -30);
          }
          await sets.choosePhoto(last % count);
          await session.autosave.flush();
          const before = await states(session, count);
          const offered = offers(session).length;
          await sets.editAll();
          const after = await states(session, count);
          const changed = after.filter((state, i) => isOther(state, before[i])).length;
          expect(offers(session).length).toBe(changed > 0 ? 1 : offered);
          if (changed === 0) return;
          await sets.undoEditAll();
          await session.autosave.flush();
          expect(await states(session, count)).toEqual(before);
          const { edits } = await kernel.store;
          for (const [i, n] of numbersTo(count).entries()) {
            const stored = await edits.get(idOf(n));
            if (stored) expect(readStoredEdit(stored.edit)).toEqual(before[i].history.current);
          }
          expect(said(session).at(-1)).toBe(
            `Edit all is undone: ${changed === 1 ? '1 photo is as it was' : `${changed} photos are as they were`} before.`,
          );
          expect(offers(session)).toEqual([]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('leaves alone what was changed since, and what was undone before', async () => {
    const session = await openSet(4);
    const { sets, edits } = session;
    await sets.editAll();
    moveSlider(edits, 'contrast', 33);
    await sets.choosePhoto(1);
    edits.undo();
    const [changed, undone] = await states(session, 2);
    await sets.undoEditAll();
    expect((await states(session, 2)).slice(0, 2)).toEqual([changed, undone]);
    expect(said(session).at(-1)).toBe(
      'Edit all is undone: 2 photos are as they were before. 1 that was changed or kept since stays as it is.',
    );
    // It was for once.
    await sets.undoEditAll();
    expect(said(session)).toHaveLength(1);
  });

  it('a look undone and brought back is as it was given', async () => {
    const session = await openSet(2);
    const before = await states(session, 2);
    await session.sets.editAll();
    session.edits.undo();
    session.edits.redo();
    await session.sets.undoEditAll();
    expect(await states(session, 2)).toEqual(before);
  });

  it('looks that were turned down since stay so', async () => {
    const session = await openSet(2);
    const { sets, edits, kernel } = session;
    await sets.editAll();
    const look = { ...kernel.current!.edit.history.current, temp: 77 };
    edits.dislike({ words: 'Warm', adjustments: look });
    await sets.undoEditAll();
    expect(kernel.current!.edit).toMatchObject({ disliked: [look], look: null, history: { done: [] } });
  });

  it('what was kept by itself stays', async () => {
    const session = await openSet(3);
    const { sets, kernel, book } = session;
    await sets.editAll();
    const kept = await book.read(idOf(2));
    const { observations, edits } = await kernel.store;
    const { edit } = (await edits.get(idOf(2)))!;
    await observations.put({ profile: FIRST_PROFILE.id, photo: idOf(2), edit } as never);
    await sets.undoEditAll();
    expect(await book.read(idOf(2))).toEqual(kept);
    expect(said(session).at(-1)).toMatch(
      /2 photos are as they were before\. 1 that was changed or kept since stays/,
    );
  });

  it('the pictures of photos that are kept are those of before', async () => {
    const session = await openSet(2);
    const { sets, kernel } = session;
    const { photos } = await kernel.store;
    const picture = new Blob(['as it was']);
    const about = { name: '2.jpg', added: 1, opened: 1, width: 3, height: 2 };
    await photos.add({ id: idOf(2), ...about, thumbnail: picture }, new Blob(['file']));
    await sets.editAll();
    expect(await (await photos.get(idOf(2)))!.thumbnail!.text()).toBe('small');
    await sets.undoEditAll();
    expect(await (await photos.get(idOf(2)))!.thumbnail!.text()).toBe('as it was');
  });

  it('the offer stays until the next look for all that changes something, and ends with the set', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true });
    try {
      const session = startSession();
      const { sets, edits } = session;
      await sets.open([photoFile(1), photoFile(2), badFile('b.txt')]);
      await sets.editAll();
      const [first] = offers(session);
      expect(first.kind).toBe('status');
      await vi.advanceTimersByTimeAsync(60_000);
      expect(offers(session)).toEqual([first]);
      moveSlider(edits, 'temp', -80);
      await sets.editAll();
      const [second, ...others] = offers(session);
      expect(others).toEqual([]);
      expect(second.id).toBeGreaterThan(first.id);
      await sets.open([3, 4].map(photoFile));
      expect(offers(session)).toEqual([]);
      await sets.undoEditAll();
      expect((await session.book.read(idOf(2))).look?.given).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});
