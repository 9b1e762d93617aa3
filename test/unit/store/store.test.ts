import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore, IDBOpenDBRequest } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PhotoId, ProfileId } from '../../../src/core';
import { NEUTRAL, patchAdjustments, storeEdit } from '../../../src/edit';
import {
  type DislikeRecord,
  type EditRecord,
  FIRST_PROFILE,
  type ObservationRecord,
  openStore,
  type PhotoRecord,
  type Store,
} from '../../../src/store';

const idOf = (n: number) => n.toString(16).padStart(64, '0') as PhotoId;

const photo = (n: number, opened = n): PhotoRecord => ({
  id: idOf(n),
  name: `photo-${n}.jpg`,
  added: n,
  opened,
  width: 40,
  height: 30,
});

const fileOf = (text: string) => new Blob([text], { type: 'image/jpeg' });

const edit = (n: number, exposure: number, changed = n): EditRecord => ({
  photo: idOf(n),
  edit: storeEdit(patchAdjustments(NEUTRAL, { exposure })),
  changed,
});

const first = FIRST_PROFILE.id;
const family = 'family' as ProfileId;

const observation = (n: number, when: number, profile = first): ObservationRecord => ({
  profile,
  photo: idOf(n),
  name: `photo-${n}.jpg`,
  when,
  edit: storeEdit(NEUTRAL),
  features: Float32Array.of(0.25, -1, n),
  encoderVersion: 'e1',
  potential: Float64Array.of(-0.5, 0.5),
  tasteVersion: 't1',
});

const dislike = (n: number, when: number, profile = first): DislikeRecord => ({
  profile,
  photo: idOf(n),
  name: `photo-${n}.jpg`,
  when,
  looks: [storeEdit(patchAdjustments(NEUTRAL, { temp: n }))],
  features: Float32Array.of(0.25, -1, n),
  encoderVersion: 'e1',
});

/** The next writes meet a full disk until the returned function is called. */
function fillDisk(): () => void {
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('No space.', 'QuotaExceededError');
  });
  return () => spy.mockRestore();
}

/** A disk with room for so many files of photos: while there are more, nothing is written. */
function limitDisk(files: number): void {
  const { put, delete: remove } = IDBObjectStore.prototype;
  const kept = new Set<unknown>();
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    const after = new Set(this.name === 'files' ? [...kept, key] : kept);
    if (after.size > files) throw new DOMException('No space.', 'QuotaExceededError');
    if (this.name === 'files') kept.add(key);
    return put.call(this, value, key);
  });
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, key) {
    if (this.name === 'files') kept.delete(key);
    return remove.call(this, key);
  });
}

beforeEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  globalThis.indexedDB = new IDBFactory();
});

describe('the store on a working disk', () => {
  it('brings back a photo, its file, edit, observation and settings after a restart', async () => {
    const before = await openStore();
    expect(before.keeps).toEqual({ kept: true });
    await before.photos.add(photo(1), fileOf('bytes of one'));
    await before.edits.put(edit(1, 1.5));
    await before.observations.put(observation(1, 7));
    await before.settings.set('openPhoto', idOf(1));
    before.dispose();

    const second = await openStore();
    expect(await second.photos.get(idOf(1))).toEqual(photo(1));
    expect(await (await second.photos.file(idOf(1)))?.text()).toBe('bytes of one');
    expect((await second.edits.get(idOf(1)))?.edit.adjustments.exposure).toBe(1.5);
    const [observed] = await second.observations.list(first);
    expect(Array.from(observed.features)).toEqual([0.25, -1, 1]);
    expect(Array.from(observed.potential)).toEqual([-0.5, 0.5]);
    expect(await second.settings.get('openPhoto')).toBe(idOf(1));
    second.dispose();
  });

  it('lists photos by when they were opened, edits by change, observations by time', async () => {
    const store = await openStore();
    for (const n of [1, 3, 2]) await store.photos.add(photo(n, n * 10), fileOf('x'));
    await store.photos.update(idOf(1), { opened: 99 });
    expect((await store.photos.list()).map(({ opened }) => opened)).toEqual([99, 30, 20]);
    await store.edits.put(edit(1, 0, 5));
    await store.edits.put(edit(2, 0, 6));
    expect((await store.edits.list()).map(({ changed }) => changed)).toEqual([6, 5]);
    await store.observations.put(observation(1, 20));
    await store.observations.put(observation(2, 10));
    expect((await store.observations.list(first)).map(({ when }) => when)).toEqual([10, 20]);
    store.dispose();
  });

  it('keeps one edit and one observation a photo', async () => {
    const store = await openStore();
    await store.edits.put(edit(1, 1));
    await store.edits.put(edit(1, 2));
    expect((await store.edits.list()).map((row) => row.edit.adjustments.exposure)).toEqual([2]);
    store.dispose();
  });

  it('lets go of older photos with their files, but not of their edits and what they said of the taste', async () => {
    const store = await openStore();
    for (const n of [1, 3, 2]) await store.photos.add(photo(n), fileOf(`file ${n}`));
    await store.edits.put(edit(1, 1));
    await store.observations.put(observation(1, 1));
    await store.photos.keepNewest(3);
    expect(await store.photos.list()).toHaveLength(3);
    await store.photos.keepNewest(2);
    expect((await store.photos.list()).map(({ id }) => id)).toEqual([idOf(3), idOf(2)]);
    expect(await store.photos.file(idOf(1))).toBeUndefined();
    expect(await (await store.photos.file(idOf(2)))?.text()).toBe('file 2');
    expect(await store.edits.get(idOf(1))).toBeDefined();
    expect(await store.observations.list(first)).toHaveLength(1);
    store.dispose();
  });

  it('renews observations that are as they were read; what was forgotten or replaced meanwhile is not brought back', async () => {
    const store = await openStore();
    await store.learn({ observations: [1, 2, 3].map((n) => observation(n, n)), dislikes: [] });
    const renewed = (await store.observations.list(first)).map((row) => ({ ...row, tasteVersion: 't2' }));
    await store.unlearn(first, [idOf(1)]);
    await store.observations.put(observation(2, 20));
    await store.renew(renewed);
    const rows = await store.observations.list(first);
    expect(rows.map(({ photo: id, tasteVersion }) => [id, tasteVersion])).toEqual([
      [idOf(3), 't2'],
      [idOf(2), 't1'],
    ]);
    const erasing = store.eraseAll();
    await Promise.all([erasing, store.renew(renewed)]);
    expect(await store.observations.list(first)).toEqual([]);
    store.dispose();
  });

  it('does nothing when asked to change a photo that is not there', async () => {
    const store = await openStore();
    await store.photos.update(idOf(5), { opened: 1 });
    expect(await store.photos.list()).toEqual([]);
    store.dispose();
  });

  it('does not bring back a photo that is changed while everything is being erased', async () => {
    const store = await openStore();
    await store.photos.add(photo(1), fileOf('x'));
    // Both begin with what is there now.
    await Promise.all([store.eraseAll(), store.photos.update(idOf(1), { opened: 9 })]);
    expect(await store.photos.list()).toEqual([]);
    store.dispose();
  });

  it('erases everything, the database too, and goes on working', async () => {
    const store = await openStore();
    await store.photos.add(photo(1), fileOf('x'));
    await store.edits.put(edit(1, 1));
    await store.observations.put(observation(1, 1));
    await store.settings.set('openPhoto', idOf(1));
    await store.eraseAll();
    expect(await indexedDB.databases()).toEqual([]);
    expect(await store.photos.list()).toEqual([]);
    expect(await store.edits.list()).toEqual([]);
    expect(await store.observations.list(first)).toEqual([]);
    expect(await store.settings.get('openPhoto')).toBeUndefined();
    await store.edits.put(edit(2, 2));
    expect(await store.edits.list()).toHaveLength(1);
    store.dispose();
  });

  it('lets another tab erase, and then goes on', async () => {
    const [here, there] = [await openStore(), await openStore()];
    await here.edits.put(edit(1, 1));
    expect(await there.edits.list()).toHaveLength(1);
    await there.eraseAll();
    expect(await here.edits.list()).toEqual([]);
    await here.edits.put(edit(2, 1));
    expect(here.keeps).toEqual({ kept: true });
    expect(await there.edits.list()).toHaveLength(1);
    here.dispose();
    there.dispose();
  });
});

describe('profiles', () => {
  it('each have their own rows of the same photo, and take them along when they go', async () => {
    const store = await openStore();
    expect(await store.profiles.list()).toEqual([FIRST_PROFILE]);
    await store.profiles.put(FIRST_PROFILE);
    await store.profiles.put({ id: family, name: 'Family', created: 5 });
    await store.observations.put(observation(1, 1));
    await store.observations.put(observation(1, 2, family));
    await store.dislikes.put(dislike(1, 3, family));
    await store.dislikes.put(dislike(2, 4));
    expect((await store.observations.list(first)).map(({ when }) => when)).toEqual([1]);
    expect((await store.observations.get(family, idOf(1)))?.when).toBe(2);
    expect((await store.dislikes.list(family)).map(({ when }) => when)).toEqual([3]);
    await store.profiles.remove(family);
    expect((await store.profiles.list()).map(({ name }) => name)).toEqual(['My taste']);
    expect(await store.observations.list(family)).toEqual([]);
    expect(await store.dislikes.list(family)).toEqual([]);
    expect(await store.observations.list(first)).toHaveLength(1);
    expect(await store.dislikes.list(first)).toHaveLength(1);
    store.dispose();
  });

  it('learn and unlearn many rows at once', async () => {
    const store = await openStore();
    await store.learn({
      profiles: [{ id: family, name: 'Family', created: 5 }],
      observations: [observation(1, 2, family), observation(2, 1, family)],
      dislikes: [dislike(1, 3, family)],
    });
    await store.learn({ observations: [], dislikes: [] });
    expect((await store.observations.list(family)).map(({ when }) => when)).toEqual([1, 2]);
    await store.unlearn(family, [idOf(1)]);
    expect((await store.observations.list(family)).map(({ when }) => when)).toEqual([1]);
    expect(await store.dislikes.list(family)).toEqual([]);
    store.dispose();
  });

  it('lay what a full disk refused over what it has, each profile for itself', async () => {
    const store = await openStore();
    await store.observations.put(observation(1, 1));
    const makeRoom = fillDisk();
    await store.observations.put(observation(2, 2));
    await store.observations.put(observation(1, 3, family));
    expect((await store.observations.list(first)).map(({ when }) => when)).toEqual([1, 2]);
    expect((await store.observations.list(family)).map(({ when }) => when)).toEqual([3]);
    makeRoom();
    store.dispose();
  });
});

describe('a database of the first version', () => {
  /** As Manylight made it before there were profiles. */
  async function makeFirstVersion(rows: readonly Omit<ObservationRecord, 'profile'>[]): Promise<void> {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('manylight', 1);
      request.onupgradeneeded = () => {
        for (const table of ['photos', 'files', 'edits', 'observations', 'settings']) {
          request.result.createObjectStore(table);
        }
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    await new Promise((resolve) => {
      const transaction = database.transaction(['observations', 'edits'], 'readwrite');
      for (const row of rows) transaction.objectStore('observations').put(row, row.photo);
      transaction.objectStore('edits').put(edit(1, 1.5), idOf(1));
      transaction.oncomplete = resolve;
    });
    database.close();
  }
  const old = (n: number, when: number) => {
    const { profile, ...row } = observation(n, when);
    return row;
  };

  it('is brought up to date: what was learned is the first profile’s, edits stay', async () => {
    await makeFirstVersion([old(0xf1, 2), old(2, 1), old(3, 3)]);
    const store = await openStore();
    expect(store.keeps).toEqual({ kept: true });
    const rows = await store.observations.list(first);
    expect(rows).toEqual([observation(2, 1), observation(0xf1, 2), observation(3, 3)]);
    expect((await store.edits.get(idOf(1)))?.edit.adjustments.exposure).toBe(1.5);
    await store.observations.remove(first, idOf(2));
    expect(await store.observations.list(first)).toHaveLength(2);
    expect(await store.profiles.list()).toEqual([FIRST_PROFILE]);
    store.dispose();
  });

  it('is waited for while it is brought up to date, however long that takes', async () => {
    await makeFirstVersion([old(1, 1)]);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { getAllKeys } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'getAllKeys').mockImplementationOnce(function (this: IDBObjectStore) {
      vi.advanceTimersByTime(60_000);
      return getAllKeys.call(this);
    });
    const store = await openStore();
    expect(store.keeps).toEqual({ kept: true });
    expect(await store.observations.list(first)).toEqual([observation(1, 1)]);
    store.dispose();
  });

  it('stays as it was where the migration fails, and the store says that nothing is kept', async () => {
    await makeFirstVersion([old(1, 1), old(2, 2)]);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const makeRoom = fillDisk();
    const failed = await openStore();
    expect(failed.keeps.kept).toBe(false);
    failed.dispose();
    makeRoom();
    const store = await openStore();
    expect(await store.observations.list(first)).toEqual([observation(1, 1), observation(2, 2)]);
    store.dispose();
  });
});

describe('the store when the disk does not take it', () => {
  it('holds in memory what a full disk refuses, and says so once', async () => {
    const store = await openStore();
    await store.edits.put(edit(1, 1));
    const heard: unknown[] = [];
    store.subscribe((keeps) => heard.push(keeps));
    fillDisk();
    await store.photos.add(photo(2), fileOf('big'));
    await store.edits.put(edit(2, 2));
    expect(store.keeps).toEqual({ kept: false, isFull: true, reason: expect.stringContaining('full') });
    expect(heard).toEqual([store.keeps]);
    expect(await (await store.photos.file(idOf(2)))?.text()).toBe('big');
    expect((await store.edits.list()).map(({ photo: id }) => id).sort()).toEqual([idOf(1), idOf(2)]);
    store.dispose();
  });

  it('lets photos that are only offered again make room, the oldest first, but not their edits', async () => {
    const store = await openStore();
    limitDisk(3);
    for (const n of [2, 1, 3]) await store.photos.add(photo(n), fileOf(`file ${n}`));
    await store.edits.put(edit(1, 1));
    await store.photos.add(photo(4), fileOf('file 4'));
    expect(store.keeps).toEqual({ kept: true });
    store.dispose();
    const again = await openStore();
    expect((await again.photos.list()).map(({ id }) => id)).toEqual([4, 3, 2].map(idOf));
    expect(await again.photos.file(idOf(1))).toBeUndefined();
    expect(await (await again.photos.file(idOf(4)))?.text()).toBe('file 4');
    expect(await again.edits.get(idOf(1))).toEqual(edit(1, 1));
    again.dispose();
  });

  it('leaves the open photo and the last one where they are, and holds in memory what does not fit then', async () => {
    const store = await openStore();
    for (const n of [1, 2, 3]) await store.photos.add(photo(n), fileOf(`file ${n}`));
    await store.settings.set('openPhoto', idOf(1));
    fillDisk();
    await store.edits.put(edit(4, 2));
    expect(store.keeps).toMatchObject({ kept: false, isFull: true });
    expect(await store.edits.get(idOf(4))).toEqual(edit(4, 2));
    expect((await store.photos.list()).map(({ id }) => id)).toEqual([3, 1].map(idOf));
    store.dispose();
  });

  it('does not bring back the row of a photo that made room, though a change of it was held in memory', async () => {
    const store = await openStore();
    for (const n of [1, 2]) await store.photos.add(photo(n), fileOf(`file ${n}`));
    await store.settings.set('openPhoto', idOf(1));
    const emptyDisk = fillDisk();
    await store.photos.update(idOf(1), { name: 'renamed.jpg' });
    expect(store.keeps.kept).toBe(false);
    emptyDisk();
    await store.settings.set('openPhoto', idOf(2));
    limitDisk(0);
    await store.photos.add(photo(3), fileOf('file 3'));
    vi.restoreAllMocks();
    await store.edits.remove(idOf(9));
    expect((await store.photos.list()).map(({ id }) => id)).toEqual([3, 2].map(idOf));
    store.dispose();
  });

  it('shows the newest of a row that is on disk and in memory, and a removal too', async () => {
    const store = await openStore();
    await store.edits.put(edit(1, 1));
    const emptyDisk = fillDisk();
    await store.edits.put(edit(1, 2));
    expect((await store.edits.list()).map((row) => row.edit.adjustments.exposure)).toEqual([2]);
    emptyDisk();
    await store.edits.remove(idOf(1));
    expect(await store.edits.list()).toEqual([]);
    expect(await store.edits.get(idOf(1))).toBeUndefined();
    store.dispose();
  });

  it('writes what it holds once a removal has made room, and says that it keeps again', async () => {
    const store = await openStore();
    await store.photos.add(photo(1), fileOf('old'));
    const emptyDisk = fillDisk();
    await store.photos.add(photo(2), fileOf('new'));
    expect(store.keeps.kept).toBe(false);
    emptyDisk();
    await store.photos.keepNewest(1);
    expect(store.keeps).toEqual({ kept: true });
    store.dispose();
    const again = await openStore();
    expect(await (await again.photos.file(idOf(2)))?.text()).toBe('new');
    again.dispose();
  });

  it('writes what a passing failure left in memory as soon as something is written again', async () => {
    const store = await openStore();
    const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('The disk stumbled.', 'UnknownError');
    });
    await store.edits.put(edit(1, 1));
    expect(store.keeps.kept).toBe(false);
    spy.mockRestore();
    await store.edits.put(edit(2, 2));
    expect(store.keeps).toEqual({ kept: true });
    store.dispose();
    const again = await openStore();
    expect((await again.edits.list()).map(({ photo: id }) => id).sort()).toEqual([idOf(1), idOf(2)]);
    again.dispose();
  });

  it('keeps all of a write or none of it', async () => {
    const store = await openStore();
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      if (this.name === 'files') throw new DOMException('No space.', 'QuotaExceededError');
      return put.call(this, value, key);
    });
    await store.photos.add(photo(1), fileOf('x'));
    store.dispose();
    vi.restoreAllMocks();
    const again = await openStore();
    expect(await again.photos.list()).toEqual([]);
    again.dispose();
  });

  it('works in memory where IndexedDB is blocked', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('Denied.', 'SecurityError');
    });
    const store = await openStore();
    expect(store.keeps).toEqual({
      kept: false,
      isFull: false,
      reason: expect.stringContaining('does not allow storage'),
    });
    await store.photos.add(photo(1), fileOf('x'));
    await store.settings.set('openPhoto', idOf(1));
    expect(await store.photos.list()).toEqual([photo(1)]);
    expect(await store.settings.get('openPhoto')).toBe(idOf(1));
    await store.eraseAll();
    expect(await store.photos.list()).toEqual([]);
    store.dispose();
  });

  it('works in memory where the storage does not answer', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => new IDBOpenDBRequest());
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let store: Store | undefined;
    void openStore().then((opened) => {
      store = opened;
    });
    await vi.advanceTimersByTimeAsync(6_000);
    expect(store?.keeps).toMatchObject({ kept: false, reason: expect.stringContaining('does not answer') });
    await store?.edits.put(edit(1, 1));
    expect(await store?.edits.get(idOf(1))).toEqual(edit(1, 1));
  });

  it('keeps again once everything has been erased from a full disk', async () => {
    const store = await openStore();
    const makeRoom = fillDisk();
    await store.edits.put(edit(1, 1));
    expect(store.keeps.kept).toBe(false);
    await store.eraseAll();
    makeRoom();
    expect(store.keeps).toEqual({ kept: true });
    expect(await store.edits.list()).toEqual([]);
    store.dispose();
  });

  it('works in memory beside a database of a newer Manylight, and leaves that alone', async () => {
    const newer = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('manylight', 99);
      request.onsuccess = () => resolve(request.result);
    });
    newer.close();
    const store = await openStore();
    expect(store.keeps).toEqual({
      kept: false,
      isFull: false,
      reason: expect.stringContaining('newer Manylight'),
    });
    expect((await indexedDB.databases())[0].version).toBe(99);
    store.dispose();
  });

  it('stops calling back when asked to', async () => {
    const store = await openStore();
    const listener = vi.fn();
    store.subscribe(listener)();
    fillDisk();
    await store.edits.put(edit(1, 1));
    expect(listener).not.toHaveBeenCalled();
    store.dispose();
  });
});
