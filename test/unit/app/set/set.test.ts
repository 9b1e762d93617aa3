import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { kindOfEdit } from '../../../../src/app/edit-state';
import {
  fromModelUnits,
  NEUTRAL,
  patchAdjustments,
  readStoredEdit,
  storeEdit,
  toModelUnits,
} from '../../../../src/edit';
import { adaptLook, placeOfEdit, placeOfTaste, stylesFor } from '../../../../src/looks';
import { randomPerson } from '../../../support/models';
import { moveSlider } from '../../../support/moveSlider';
import { badFile, contextOf, idOf, model, photoFile, startSession, type TestSession } from './session';

const set = ({ kernel }: TestSession) => kernel.state.getState().set;
const said = ({ kernel }: TestSession) => kernel.state.getState().messages.map(({ text }) => text);
const lastKind = ({ kernel }: TestSession) => kernel.state.getState().messages.at(-1)?.kind;
const current = ({ kernel }: TestSession) => kernel.current!;
const storedEdit = async ({ kernel }: TestSession, n: number) => (await kernel.store).edits.get(idOf(n));
const storedValues = async (session: TestSession, n: number) =>
  readStoredEdit((await storedEdit(session, n))!.edit);
const thumbnailsMade = (session: TestSession) =>
  vi.waitFor(() => expect(set(session).photos.every(({ thumbnail }) => thumbnail)).toBe(true));

describe('a set of photos', () => {
  it('is what several files opened at once are; the first is open', async () => {
    const session = startSession();
    await session.sets.open([1, 2, 3].map(photoFile));
    expect(set(session)).toMatchObject({ open: 0, task: null });
    expect(set(session).photos.map(({ name }) => name)).toEqual(['1.jpg', '2.jpg', '3.jpg']);
    expect(current(session).photo.name).toBe('1.jpg');
    expect(said(session)).toEqual([]);
  });

  it('one file is none, and ends the set, but only when it opens', async () => {
    const session = startSession();
    await session.sets.open([1, 2].map(photoFile));
    await session.sets.open([badFile('bad.txt')]);
    expect(set(session).photos).toHaveLength(2);
    await session.sets.open([photoFile(4)]);
    expect(set(session)).toEqual({ photos: [], open: null, task: null });
    expect(current(session).photo.name).toBe('4.jpg');
  });

  it('steps of a hand that does not rest go as far as they say, and what they pass is not opened', async () => {
    const session = startSession();
    const { sets, asked } = session;
    await sets.open([1, 2, 3, 4, 5].map(photoFile));
    asked.length = 0;
    await Promise.all([sets.stepPhoto(1), sets.stepPhoto(1), sets.stepPhoto(1)]);
    expect(set(session).open).toBe(3);
    expect(current(session).photo.name).toBe('4.jpg');
    expect(asked.filter((what) => what.startsWith('open'))).toEqual(['open 2.jpg', 'open 4.jpg']);
    await sets.stepPhoto(-1);
    expect(set(session).open).toBe(2);
  });

  it('a photo that is chosen opens with its own edit and history; the one left is kept and goes to the taste', async () => {
    const session = startSession();
    const { sets, edits, left } = session;
    await sets.open([1, 2].map(photoFile));
    moveSlider(edits, 'exposure', 0.7);
    await sets.stepPhoto(1);
    expect(set(session).open).toBe(1);
    expect(left.map(({ photo }) => photo.name)).toEqual(['1.jpg']);
    expect(await storedValues(session, 1)).toMatchObject({ exposure: 0.7 });
    expect(current(session).edit.history.current).toEqual(NEUTRAL);
    await sets.stepPhoto(1);
    expect(set(session).open).toBe(1);
    await sets.choosePhoto(0);
    expect(current(session).edit.history.current.exposure).toBe(0.7);
    edits.undo();
    expect(current(session).edit.history.current).toEqual(NEUTRAL);
  });

  it('an edit that another tab made meanwhile is what opens', async () => {
    const session = startSession();
    const { sets, edits, kernel } = session;
    await sets.open([1, 2].map(photoFile));
    moveSlider(edits, 'exposure', 0.7);
    await sets.choosePhoto(1);
    const other = patchAdjustments(NEUTRAL, { contrast: 11 });
    await (await kernel.store).edits.put({ photo: idOf(1), edit: storeEdit(other), changed: Date.now() });
    await sets.choosePhoto(0);
    expect(current(session).edit.history).toMatchObject({ current: other, done: [] });
  });

  it('settings are copied from one photo to another, and are then the person’s own', async () => {
    const session = startSession();
    const { sets, copying } = session;
    await sets.open([1, 2, 3].map(photoFile));
    copying.pasteSettings();
    expect(current(session).edit.history.done).toEqual([]);
    await sets.editAll();
    copying.copySettings();
    const { current: copied } = current(session).edit.history;
    await sets.choosePhoto(1);
    copying.pasteSettings();
    expect(current(session).edit.history.current).toEqual(copied);
    expect(current(session).edit.history.done.at(-1)?.label).toBe('Paste settings');
    expect(kindOfEdit(current(session).edit)).toBe('hand');
  });

  it('what cannot be opened says so once and stays marked; the first that can is shown', async () => {
    const session = startSession();
    await session.sets.open([badFile('a.txt'), photoFile(2), photoFile(3)]);
    expect(set(session).open).toBe(1);
    expect(set(session).photos[0].problem).toBe('“a.txt” is not a photo.');
    expect(said(session)).toEqual(['“a.txt” is not a photo.']);
    await session.sets.choosePhoto(0);
    expect(set(session).open).toBe(1);
    expect(current(session).photo.name).toBe('2.jpg');
  });

  it('what did not open is no longer spoken of once another photo has opened', async () => {
    const session = startSession();
    const { sets, photos } = session;
    for (const name of ['a.txt', 'b.txt']) await sets.open([badFile(name)]);
    expect(said(session)).toEqual(['“a.txt” is not a photo.', '“b.txt” is not a photo.']);
    await sets.open([photoFile(1)]);
    expect(said(session)).toEqual([]);
    // Of those opened together it stays until the next attempt.
    await sets.open([badFile('c.txt')]);
    await sets.open([badFile('d.txt'), photoFile(2), photoFile(3)]);
    expect(said(session)).toEqual(['“d.txt” is not a photo.']);
    await sets.choosePhoto(2);
    expect(said(session)).toEqual([]);
    await photos.openRecent(idOf(99));
    expect(said(session)).toEqual(['This photo is no longer kept on this device; open its file again.']);
    await sets.choosePhoto(1);
    expect(said(session)).toEqual([]);
  });

  it('the next photo is the next that can be opened', async () => {
    const session = startSession();
    const { sets } = session;
    await sets.open([photoFile(1), badFile('b.txt'), badFile('c.txt'), photoFile(4)]);
    sets.viewPhotos([1, 2]);
    await vi.waitFor(() => expect(set(session).photos[2].problem).not.toBe(''));
    await sets.stepPhoto(1);
    expect(set(session).open).toBe(3);
    await sets.stepPhoto(-1);
    expect(set(session).open).toBe(0);
    await sets.stepPhoto(-1);
    expect(set(session).open).toBe(0);
    expect(said(session)).toEqual([]);
  });

  it('thumbnails are made of what is in view, once each, and follow the edits', async () => {
    const session = startSession();
    const { sets, edits, asked } = session;
    await sets.open([1, 2, 3, 4].map(photoFile));
    sets.viewPhotos([1, 2]);
    await vi.waitFor(() => expect(set(session).photos[2].thumbnail).toBeDefined());
    expect(asked.filter((what) => what.startsWith('glance'))).toEqual(['glance 2.jpg', 'glance 3.jpg']);
    sets.viewPhotos([0, 1, 2, 3]);
    await thumbnailsMade(session);
    moveSlider(edits, 'contrast', 30);
    await vi.waitFor(() => expect(asked.at(-1)).toBe('develop 1.jpg'));
    expect(set(session).photos.map(({ edit }) => edit)).toEqual(['hand', 'none', 'none', 'none']);
    expect(asked.filter((what) => what.startsWith('glance'))).toHaveLength(4);
  });

  it('a photo in view that cannot be opened is marked without a message', async () => {
    const session = startSession();
    await session.sets.open([photoFile(1), badFile('b.txt')]);
    session.sets.viewPhotos([0, 1]);
    await vi.waitFor(() => expect(set(session).photos[1].problem).toBe('“b.txt” is not a photo.'));
    expect(said(session)).toEqual([]);
  });
});

describe('a set after a reload', () => {
  const offers = ({ kernel }: TestSession) =>
    kernel.state.getState().messages.filter((message) => message.offers === 'open-again');

  it('has to be opened again, which is said once, and the edits are there', async () => {
    const before = startSession();
    await before.sets.open([1, 2, 3].map(photoFile));
    moveSlider(before.edits, 'exposure', 0.7);
    await before.autosave.flush();
    await vi.waitFor(async () => expect(await (await before.kernel.store).settings.get('openSet')).toBe(3));
    const after = startSession({ keepDatabase: true });
    await after.photos.openFile(photoFile(2));
    await after.sets.restore();
    expect(offers(after).map(({ text }) => text)).toEqual([
      'To go on with the 3 photos that were open together, open them again; their edits are kept.',
    ]);
    await after.sets.open([1, 2].map(photoFile));
    expect(offers(after)).toEqual([]);
    expect(current(after).edit.history.current.exposure).toBe(0.7);
    await vi.waitFor(async () => expect(await (await after.kernel.store).settings.get('openSet')).toBe(2));
    const next = startSession({ keepDatabase: true });
    await next.photos.openFile(photoFile(2));
    await next.sets.restore();
    expect(said(next)[0]).toMatch(/^To go on with the 2 photos/);
    const last = startSession({ keepDatabase: true });
    await last.photos.openFile(photoFile(2));
    await last.sets.restore();
    expect(said(last)).toEqual([]);
  });

  it('is not spoken of when it was ended, or when there is one already', async () => {
    const before = startSession();
    await before.sets.open([1, 2].map(photoFile));
    await before.sets.open([photoFile(3)]);
    const { settings } = await before.kernel.store;
    await vi.waitFor(async () => expect(await settings.get('openSet')).toBeUndefined());
    const after = startSession({ keepDatabase: true });
    await after.photos.openFile(photoFile(3));
    await after.sets.restore();
    expect(said(after)).toEqual([]);
    await after.sets.open([1, 2].map(photoFile));
    await after.sets.restore();
    expect(said(after)).toEqual([]);
  });
});

describe('one look for a set', () => {
  it('is of one style for all, at one place, by the models’ own maths, in the person’s taste', async () => {
    const person = { ...randomPerson(3), own: 1 };
    const session = startSession({ person });
    const numbers = [1, 2, 3, 4];
    await session.sets.open(numbers.map(photoFile));
    await session.sets.editAll();
    const contexts = numbers.map(contextOf);
    const place = placeOfTaste(model, contexts, person);
    const sums = model.styles.map((_, s) =>
      contexts.reduce((sum, context) => sum + Math.log(stylesFor(model, context, person.styles)[s]), 0),
    );
    expect(place.style).toBe(sums.indexOf(Math.max(...sums)));
    const wanted = contexts.map((context) => fromModelUnits(adaptLook(model, context, place, person)));
    expect(current(session).edit.history.current).toEqual(wanted[0]);
    for (const [i, n] of numbers.entries()) {
      const stored = await vi.waitFor(async () => {
        const record = await storedEdit(session, n);
        expect(record).toBeDefined();
        return record!;
      });
      expect(readStoredEdit(stored.edit)).toEqual(wanted[i]);
      expect(stored.look).toMatchObject({ words: 'Warmer', given: true, amount: 1 });
    }
    expect(set(session).task).toBeNull();
    expect(said(session)).toEqual([
      `4 photos have one look now (${model.styles[place.style].name}), fitted to each.`,
    ]);
  });

  it('each photo has it as one entry that Undo takes back, and none is told to the taste as the person’s', async () => {
    const session = startSession();
    const { sets, edits } = session;
    await sets.open([1, 2].map(photoFile));
    await sets.editAll();
    for (const key of [0, 1]) {
      await sets.choosePhoto(key);
      const { edit } = current(session);
      expect(edit.history.done.map(({ label }) => label)).toEqual([
        expect.stringMatching(/^Look for all: Style/),
      ]);
      expect(kindOfEdit(edit)).toBe('given');
      edits.undo();
      expect(current(session).edit.history.current).toEqual(NEUTRAL);
      edits.redo();
      expect(kindOfEdit(current(session).edit)).toBe('given');
    }
    moveSlider(edits, 'tint', 9);
    expect(kindOfEdit(current(session).edit)).toBe('hand');
  });

  it('edits by hand stay; the open one’s look is what the others get, fitted to each', async () => {
    const session = startSession();
    const { sets, edits } = session;
    await sets.open([1, 2, 3, 4].map(photoFile));
    moveSlider(edits, 'exposure', -1.3);
    await sets.choosePhoto(1);
    moveSlider(edits, 'temp', 35);
    moveSlider(edits, 'contrast', 20);
    const own = current(session).edit.history.current;
    await sets.editAll();
    expect(current(session).edit.history.current).toEqual(own);
    expect(await storedValues(session, 1)).toMatchObject({ exposure: -1.3 });
    const place = placeOfEdit(model, contextOf(2), toModelUnits(own), undefined);
    for (const n of [3, 4]) {
      expect(await storedValues(session, n)).toEqual(
        fromModelUnits(adaptLook(model, contextOf(n), place, undefined)),
      );
    }
    expect(said(session)).toEqual([
      '2 photos have the look of “2.jpg” now, fitted to each. 1 that is edited by hand stays as it is.',
    ]);
    // Another look in the open photo, and the others follow it again.
    moveSlider(edits, 'temp', -35);
    await sets.editAll();
    const again = placeOfEdit(model, contextOf(2), toModelUnits({ ...own, temp: -35 }), undefined);
    expect(await storedValues(session, 3)).toEqual(
      fromModelUnits(adaptLook(model, contextOf(3), again, undefined)),
    );
    // What is known of a photo is known.
    expect(session.asked.filter((what) => what.startsWith('study')).sort()).toEqual([
      'study 3.jpg',
      'study 4.jpg',
    ]);
  });

  it('a file that cannot be opened is named, and the others get the look', async () => {
    const session = startSession();
    await session.sets.open([photoFile(1), badFile('b.txt'), photoFile(3)]);
    await session.sets.editAll();
    expect(said(session).at(-1)).toMatch(/^2 photos have one look now .* “b.txt” could not be opened.$/);
    expect(lastKind(session)).toBe('status');
    expect(set(session).photos[1].problem).toBe('“b.txt” is not a photo.');
  });

  it('stopped before its end it has changed nothing', async () => {
    const session = startSession();
    const { sets } = session;
    await sets.open([1, 2, 3].map(photoFile));
    session.beforeAdapting = () => sets.stopTask();
    await sets.editAll();
    expect(said(session)).toEqual(['Stopped: no photo was changed.']);
    expect(current(session).edit.history.current).toEqual(NEUTRAL);
    for (const n of [1, 2, 3]) expect(await storedEdit(session, n)).toBeUndefined();
    expect(set(session).task).toBeNull();
  });

  it('what the hand did meanwhile stays', async () => {
    const session = startSession();
    const { sets, edits } = session;
    await sets.open([1, 2].map(photoFile));
    session.beforeAdapting = () => moveSlider(edits, 'whites', 12);
    await sets.editAll();
    expect(current(session).edit.history.current).toEqual(patchAdjustments(NEUTRAL, { whites: 12 }));
    expect(said(session).at(-1)).toMatch(
      /^1 photo has one look .* 1 that is edited by hand stays as it is.$/,
    );
  });

  it('ends with the set when another one is opened meanwhile', async () => {
    const session = startSession();
    const { sets } = session;
    await sets.open([1, 2, 3].map(photoFile));
    let next: Promise<void> | undefined;
    session.beforeAdapting = () => {
      next ??= sets.open([4, 5].map(photoFile));
    };
    await sets.editAll();
    await next;
    // Nobody stopped it.
    expect(said(session)).toEqual([]);
    for (const n of [1, 2, 3, 4, 5]) expect(await storedEdit(session, n)).toBeUndefined();
    expect(set(session)).toMatchObject({ open: 0, task: null });
  });

  it('counts a photo that is in the set twice once', async () => {
    const session = startSession();
    await session.sets.open([1, 2, 2].map(photoFile));
    await session.sets.editAll();
    expect(said(session).at(-1)).toMatch(/^2 photos/);
  });

  it('does nothing without a set', async () => {
    const session = startSession();
    await session.sets.open([photoFile(1)]);
    await session.sets.editAll();
    expect(session.asked).toEqual(['open 1.jpg']);
    expect(said(session)).toEqual([]);
  });
});

describe('an export of a set', () => {
  it('has every photo with the edit that it has now, under a name of its own', async () => {
    const session = startSession();
    const { sets, edits, packed } = session;
    await sets.open([photoFile(1), new File(['photo 2'], '1.png'), photoFile(3)]);
    moveSlider(edits, 'exposure', 1);
    await sets.choosePhoto(2);
    moveSlider(edits, 'tint', 5);
    const left = session.left.length;
    const file = await sets.exportAll({ format: 'jpeg', quality: 0.8 });
    expect(file?.name).toBe('photos-manylight.zip');
    expect(packed[0].options).toEqual({ format: 'jpeg', quality: 0.8 });
    expect(packed[0].photos.map(({ exportName }) => exportName)).toEqual([
      '1-manylight.jpg',
      '1-manylight-2.jpg',
      '3-manylight.jpg',
    ]);
    expect(packed[0].photos.map(({ adjustments }) => adjustments)).toEqual([
      patchAdjustments(NEUTRAL, { exposure: 1 }),
      NEUTRAL,
      patchAdjustments(NEUTRAL, { tint: 5 }),
    ]);
    expect(said(session)).toEqual(['3 photos are in photos-manylight.zip.']);
    expect(session.left).toHaveLength(left);
    expect(set(session).task).toBeNull();
  });

  it('tells how many photos are read before it begins to write them', async () => {
    const session = startSession();
    await session.sets.open([1, 2, 3].map(photoFile));
    const steps: string[] = [];
    session.kernel.state.subscribe(({ set: { task } }) => {
      const step = task ? `${task.words}: ${task.done} of ${task.total}` : '';
      if (step !== '' && step !== steps.at(-1)) steps.push(step);
    });
    await session.sets.exportAll({ format: 'png' });
    expect(steps).toEqual(['Reading photos: 0 of 3', 'Reading photos: 1 of 3', 'Reading photos: 2 of 3']);
  });

  it('does not begin while a look for all is being found', async () => {
    const session = startSession();
    const { sets, packed } = session;
    await sets.open([1, 2].map(photoFile));
    await Promise.all([sets.editAll(), sets.exportAll({ format: 'png' })]);
    expect(packed).toEqual([]);
    expect(said(session)).toEqual([expect.stringMatching(/^2 photos have one look now/)]);
  });

  it('names what failed, and stops when it is told to', async () => {
    const session = startSession();
    const { sets } = session;
    await sets.open([photoFile(1), badFile('b.txt'), photoFile(9)]);
    await sets.exportAll({ format: 'png' });
    expect(said(session)).toEqual([
      '1 photo is in photos-manylight.zip. “b.txt” and “9.jpg” could not be exported.',
    ]);
    // Most of it failed.
    expect(lastKind(session)).toBe('alert');
    session.beforePacking = () => sets.stopTask();
    expect(await sets.exportAll({ format: 'png' })).toBeUndefined();
    expect(said(session).at(-1)).toBe('Stopped: nothing was exported.');
  });

  it('is news where most went well, which stays to be read', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const session = startSession();
      await session.sets.open([photoFile(1), badFile('b.txt'), photoFile(3)]);
      await session.sets.exportAll({ format: 'png' });
      expect(lastKind(session)).toBe('status');
      vi.advanceTimersByTime(60_000);
      expect(said(session)).toEqual(['2 photos are in photos-manylight.zip. “b.txt” could not be exported.']);
    } finally {
      vi.useRealTimers();
    }
  });
});
