import { isAbort, messageOf, type PhotoId, throwIfAborted } from '../core';
import { type Autosave, STORED_SIDE } from './autosave';
import type { EditBook } from './edit-book';
import type { EditCases } from './edit-cases';
import type { EditState } from './edit-state';
import type { PhotoSource, PreparedPhoto } from './engine-types';
import type { Kernel } from './kernel';
import type { LookCases } from './look-cases';
import { mark } from './marks';
import { pause } from './pause';
import type { Screen } from './screen';
import type { Session } from './session-types';
import type { RecentPhoto } from './state-types';
import type { TasteCases } from './taste-cases';
import type { TasteMemory } from './taste-memory';

/** How opening a photo ended; `replaced` when another came before it was open. */
export type Opened =
  | { readonly kind: 'open'; readonly id: PhotoId }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'replaced' };

export interface PhotoCases extends Pick<Session, 'openSample' | 'openRecent'> {
  /**
   * Opens a photo with its own edit; the edit of the one before is kept and recorded. With `inPlace` it is one that comes
   * in the place of the last, which did not open: what was said of that stays.
   */
  openFile(file: File, inPlace?: boolean): Promise<Opened>;
  /** Brings back the photo that was open last. */
  restore(): Promise<void>;
  listRecent(): Promise<void>;
}

export interface PhotoParts {
  readonly edits: EditCases;
  readonly looks: LookCases;
  readonly taste: TasteCases;
  readonly memory: TasteMemory;
  readonly screen: Screen;
  readonly autosave: Autosave;
  readonly book: EditBook;
  /** Another photo is open. */
  readonly entered: () => void;
}

/** How many recent photos are offered. */
const MAX_RECENT = 24;

/** What a photo that is left teaches may need models that are still on their way: the next one waits so long, in ms. */
const PARTING = 3_000;

const SAMPLE: PhotoSource = { kind: 'sample' };

export function createPhotoCases(kernel: Kernel, parts: PhotoParts): PhotoCases {
  const { edits, looks, taste, memory, screen, autosave, book, entered } = parts;
  const { engine } = kernel;
  let opening: AbortController | undefined;
  /** How often a photo was asked for: what was looked up for an earlier one is not opened. */
  let asked = 0;
  /** Messages on what did not open: at this attempt, and at earlier ones, whose go once a photo opens. */
  let failures: readonly number[] = [];
  let earlierFailures: readonly number[] = [];

  function failed(message: number | undefined): void {
    if (message !== undefined) failures = [...failures, message];
  }

  function dismissEarlierFailures(): void {
    for (const message of earlierFailures) kernel.dismissMessage(message);
    earlierFailures = [];
  }

  /** The person moves on from the open photo; what fails here must not keep the next one from opening. */
  async function leave(): Promise<void> {
    const { current } = kernel;
    if (!current) return;
    edits.cancelDraft();
    await autosave.flush();
    await Promise.race([taste.record(current, 'moves-on'), pause(PARTING)]);
    // The hand may have gone on meanwhile.
    book.remember(current.photo.id, current.edit);
  }

  function enter(info: PreparedPhoto, edit: EditState): void {
    const { id, name, width, height } = info;
    const photo = { id, name, width, height };
    // Only now: had the next photo failed, the last one would go on.
    kernel.current?.closing.abort();
    kernel.current = {
      photo,
      edit,
      closing: new AbortController(),
      gesture: undefined,
      touched: false,
      erased: false,
      features: undefined,
    };
    looks.clear();
    kernel.set({ photo, phase: 'ready', openingName: '', comparing: false, histogram: undefined });
    edits.publish();
    screen.reset();
    taste.refreshRecorded();
    entered();
  }

  /** What follows the first frame, all at once: looks are what a person waits for. */
  async function follow(info: PreparedPhoto, file: Blob | undefined): Promise<void> {
    await screen.firstFrame();
    if (kernel.current?.photo.id !== info.id) return;
    await Promise.all([looks.suggestLooks(), keep(info, file).catch(kernel.report), memory.load()]);
    await listRecent();
  }

  async function keep(info: PreparedPhoto, file: Blob | undefined): Promise<void> {
    const thumbnail = await looks.showAsShot();
    const store = await kernel.store;
    const { id, name, width, height } = info;
    const now = Date.now();
    const known = await store.photos.get(id);
    if (kernel.current?.photo.id !== id || kernel.current.erased) return;
    if (known || !file) {
      await store.photos.update(id, { opened: now });
    } else {
      const size = { width, height };
      await store.photos.add({ id, name, ...size, added: now, opened: now, thumbnail }, file);
      // What is not offered any more would fill the disk unseen.
      await store.photos.keepNewest(MAX_RECENT + 1);
    }
    if (kernel.current.photo.id === id && !kernel.current.erased) await store.settings.set('openPhoto', id);
  }

  async function openSource(
    source: PhotoSource,
    name: string,
    file: Blob | undefined,
    inPlace = false,
  ): Promise<Opened> {
    asked += 1;
    opening?.abort();
    if (!inPlace) {
      earlierFailures = [...earlierFailures, ...failures];
      failures = [];
    }
    const own = new AbortController();
    opening = own;
    mark('open');
    kernel.set({ phase: 'opening', openingName: name });
    try {
      const id = await engine.job(own.signal, async (job) => {
        const prepared = await engine.prepare(job, source);
        // The same photo again changes nothing.
        if (prepared.id === kernel.current?.photo.id) {
          void engine.abort(job);
          return prepared.id;
        }
        const edit = await book.read(prepared.id);
        throwIfAborted(own.signal);
        await leave();
        throwIfAborted(own.signal);
        await engine.adopt(job);
        enter(prepared, edit);
        // At once: called off from now on, the photo is open all the same.
        void follow(prepared, prepared.file ?? file).catch(kernel.report);
        return prepared.id;
      });
      dismissEarlierFailures();
      return { kind: 'open', id };
    } catch (error) {
      if (isAbort(error)) return { kind: 'replaced' };
      failed(kernel.report(error));
      return { kind: 'failed', reason: messageOf(error) };
    } finally {
      if (opening === own) {
        opening = undefined;
        if (kernel.state.getState().phase === 'opening') {
          kernel.set({ phase: kernel.current ? 'ready' : 'empty', openingName: '' });
        }
      }
    }
  }

  async function listRecent(): Promise<void> {
    const photos = await (await kernel.store).photos.list();
    const old = kernel.state.getState().recent;
    const recent: RecentPhoto[] = photos
      .filter(({ id }) => id !== kernel.current?.photo.id)
      .slice(0, MAX_RECENT)
      .map(({ id, name, width, height, thumbnail }) => {
        const scale = STORED_SIDE / Math.max(width, height);
        return {
          id,
          name,
          thumbnail:
            thumbnail &&
            kernel.pictures.fromBlob(thumbnail, Math.round(width * scale), Math.round(height * scale)),
        };
      });
    kernel.set({ recent });
    for (const { thumbnail } of old) kernel.pictures.release(thumbnail);
  }

  async function openStored(id: PhotoId): Promise<boolean> {
    asked += 1;
    const own = asked;
    const store = await kernel.store;
    const [record, file] = await Promise.all([store.photos.get(id), store.photos.file(id)]);
    // The person was quicker.
    if (own !== asked) return true;
    if (!record || !file) return false;
    await openSource({ kind: 'file', file, name: record.name }, record.name, undefined);
    return true;
  }

  return {
    openFile: (file, inPlace) =>
      openSource({ kind: 'file', file, name: file.name }, file.name, file, inPlace),
    async openSample() {
      await openSource(SAMPLE, 'the sample', undefined);
    },
    async openRecent(id) {
      try {
        if (!(await openStored(id))) {
          failed(kernel.stay('alert', 'This photo is no longer kept on this device; open its file again.'));
          await listRecent();
        }
      } catch (error) {
        kernel.report(error);
      }
    },
    async restore() {
      try {
        const id = await (await kernel.store).settings.get('openPhoto');
        // The person was quicker.
        if (id && !opening && !kernel.current) await openStored(id);
      } catch (error) {
        kernel.report(error);
      }
    },
    listRecent,
  };
}
