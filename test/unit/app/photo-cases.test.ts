import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { moveSlider } from '../../support/moveSlider';
import { idOf, photoFile, startSession } from './set/session';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('opening photos', () => {
  it('what the person opens comes before what was open last', async () => {
    const before = startSession();
    await before.photos.openFile(photoFile(1));
    await vi.waitFor(async () =>
      expect(await (await before.kernel.store).settings.get('openPhoto')).toBe(idOf(1)),
    );
    const { kernel, photos } = startSession({ keepDatabase: true });
    await Promise.all([photos.restore(), photos.openFile(photoFile(2))]);
    expect(kernel.current?.photo.name).toBe('2.jpg');
    await photos.openRecent(idOf(1));
    expect(kernel.current?.photo.name).toBe('1.jpg');
    await Promise.all([photos.openRecent(idOf(2)), photos.openFile(photoFile(3))]);
    expect(kernel.current?.photo.name).toBe('3.jpg');
    expect(kernel.state.getState().messages).toEqual([]);
  });

  it('does not wait for a taste that cannot learn yet', async () => {
    const session = startSession();
    const { kernel, photos } = session;
    await photos.openFile(photoFile(1));
    session.recording = () => new Promise(() => undefined);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const opened = photos.openFile(photoFile(2));
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(500);
      expect(kernel.current?.photo.name).toBe('2.jpg');
    });
    expect(await opened).toMatchObject({ kind: 'open' });
  });

  it('offers the 24 that were opened last beside the open one, and lets go of older ones', async () => {
    const { kernel, photos } = startSession();
    const store = await kernel.store;
    for (let n = 1; n <= 27; n++) {
      vi.setSystemTime(n);
      await photos.openFile(photoFile(n));
      await vi.waitFor(async () => expect(await store.settings.get('openPhoto')).toBe(idOf(n)), {
        interval: 2,
      });
    }
    const names = (last: number) => Array.from({ length: 24 }, (_, i) => `${last - i}.jpg`);
    await photos.listRecent();
    expect(kernel.state.getState().recent.map(({ name }) => name)).toEqual(names(26));
    expect(await store.photos.list()).toHaveLength(25);
    // Before a photo is open there is one more to choose from.
    const after = startSession({ keepDatabase: true });
    await after.photos.listRecent();
    expect(after.kernel.state.getState().recent.map(({ name }) => name)).toEqual(names(27));
  });

  it('calls off what runs for the photo that is left; the same photo again goes on', async () => {
    const { kernel, photos } = startSession();
    await photos.openFile(photoFile(1));
    const first = kernel.current!;
    expect(await photos.openFile(photoFile(1))).toEqual({ kind: 'open', id: idOf(1) });
    expect(kernel.current).toBe(first);
    expect(first.closing.signal.aborted).toBe(false);
    await photos.openFile(photoFile(2));
    expect(first.closing.signal.aborted).toBe(true);
  });

  it('keeps nothing of a photo when everything is erased while it is on its way to the disk', async () => {
    const { kernel, photos } = startSession();
    const store = await kernel.store;
    const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
    await photos.openFile(photoFile(1));
    kernel.current!.erased = true;
    await pause();
    expect(await store.photos.list()).toEqual([]);
    const tidying = vi.spyOn(store.photos, 'keepNewest').mockImplementation(async () => {
      kernel.current!.erased = true;
    });
    await photos.openFile(photoFile(2));
    await vi.waitFor(() => expect(tidying).toHaveBeenCalled());
    await pause();
    expect(await store.settings.get('openPhoto')).toBeUndefined();
  });

  it('keeps the thumbnail of an edit once, when the hand has come to rest', async () => {
    const { kernel, photos, edits } = startSession();
    const store = await kernel.store;
    await photos.openFile(photoFile(1));
    await vi.waitFor(async () => expect(await store.settings.get('openPhoto')).toBe(idOf(1)));
    const update = vi.spyOn(store.photos, 'update');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    moveSlider(edits, 'exposure', 0.5);
    await vi.advanceTimersByTimeAsync(1000);
    moveSlider(edits, 'exposure', 1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(update).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2000);
    expect(update.mock.calls).toEqual([[idOf(1), { thumbnail: expect.any(Blob) }]]);
  });
});
