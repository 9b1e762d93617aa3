import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PhotoId } from '../../../src/core';
import { NEUTRAL, patchAdjustments, storeEdit } from '../../../src/edit';
import { type EditRecord, type ObservationRecord, openStore, type PhotoRecord } from '../../../src/store';

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

const observation = (n: number, when: number): ObservationRecord => ({
  photo: idOf(n),
  name: `photo-${n}.jpg`,
  when,
  edit: storeEdit(NEUTRAL),
  features: Float32Array.of(0.25, -1, n),
  encoderVersion: 'e1',
  potential: Float64Array.of(-0.5, 0.5),
  tasteVersion: 't1',
});

/** The next writes meet a full disk until the returned function is called. */
function fillDisk(): () => void {
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('No space.', 'QuotaExceededError');
  });
  return () => spy.mockRestore();
}

beforeEach(() => {
  vi.restoreAllMocks();
  globalThis.indexedDB = new IDBFactory();
});

describe('the store on a working disk', () => {
  it('brings back a photo, its file, edit, observation and settings after a restart', async () => {
    const first = await openStore();
    expect(first.keeps).toEqual({ kept: true });
    await first.photos.add(photo(1), fileOf('bytes of one'));
    await first.edits.put(edit(1, 1.5));
    await first.observations.put(observation(1, 7));
    await first.settings.set('openPhoto', idOf(1));
    first.dispose();

    const second = await openStore();
    expect(await second.photos.get(idOf(1))).toEqual(photo(1));
    expect(await (await second.photos.file(idOf(1)))?.text()).toBe('bytes of one');
    expect((await second.edits.get(idOf(1)))?.edit.adjustments.exposure).toBe(1.5);
    const [observed] = await second.observations.list();
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
    expect((await store.observations.list()).map(({ when }) => when)).toEqual([10, 20]);
    store.dispose();
  });

  it('keeps one edit and one observation a photo', async () => {
    const store = await openStore();
    await store.edits.put(edit(1, 1));
    await store.edits.put(edit(1, 2));
    expect((await store.edits.list()).map((row) => row.edit.adjustments.exposure)).toEqual([2]);
    store.dispose();
  });

  it('takes a photo away with its file and edit, but not what it said of the taste', async () => {
    const store = await openStore();
    await store.photos.add(photo(1), fileOf('x'));
    await store.edits.put(edit(1, 1));
    await store.observations.put(observation(1, 1));
    await store.photos.remove(idOf(1));
    expect(await store.photos.list()).toEqual([]);
    expect(await store.photos.file(idOf(1))).toBeUndefined();
    expect(await store.edits.get(idOf(1))).toBeUndefined();
    expect(await store.observations.list()).toHaveLength(1);
    store.dispose();
  });

  it('does nothing when asked to change a photo that is not there', async () => {
    const store = await openStore();
    await store.photos.update(idOf(5), { opened: 1 });
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
    expect(await store.observations.list()).toEqual([]);
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

describe('the store when the disk does not take it', () => {
  it('holds in memory what a full disk refuses, and says so once', async () => {
    const store = await openStore();
    await store.edits.put(edit(1, 1));
    const heard: unknown[] = [];
    store.subscribe((keeps) => heard.push(keeps));
    fillDisk();
    await store.photos.add(photo(2), fileOf('big'));
    await store.edits.put(edit(2, 2));
    expect(store.keeps).toEqual({ kept: false, reason: expect.stringContaining('full') });
    expect(heard).toEqual([store.keeps]);
    expect(await (await store.photos.file(idOf(2)))?.text()).toBe('big');
    expect((await store.edits.list()).map(({ photo: id }) => id).sort()).toEqual([idOf(1), idOf(2)]);
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
    await store.photos.remove(idOf(1));
    expect(store.keeps).toEqual({ kept: true });
    store.dispose();
    const again = await openStore();
    expect(await (await again.photos.file(idOf(2)))?.text()).toBe('new');
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
    expect(store.keeps).toEqual({ kept: false, reason: expect.stringContaining('does not allow storage') });
    await store.photos.add(photo(1), fileOf('x'));
    await store.settings.set('openPhoto', idOf(1));
    expect(await store.photos.list()).toEqual([photo(1)]);
    expect(await store.settings.get('openPhoto')).toBe(idOf(1));
    await store.eraseAll();
    expect(await store.photos.list()).toEqual([]);
    store.dispose();
  });

  it('works in memory beside a database of a newer Manylight, and leaves that alone', async () => {
    const newer = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('manylight', 99);
      request.onsuccess = () => resolve(request.result);
    });
    newer.close();
    const store = await openStore();
    expect(store.keeps).toEqual({ kept: false, reason: expect.stringContaining('newer Manylight') });
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
