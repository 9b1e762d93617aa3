import { invariant, isAbort, ManylightError } from '../core';
import { NEUTRAL } from '../edit';
import { lookId } from './edit-state';
import type { FoundLook } from './engine-types';
import { NO_LOOKS } from './initial-state';
import type { Current, Kernel } from './kernel';
import { markYours, seedFor } from './look-order';
import { mark } from './marks';
import type { LookItem, LooksState, Session } from './session-types';

export interface LookCases extends Pick<Session, 'suggestLooks' | 'moreLooks'> {
  /** Empties the strip: another photo comes. */
  clear(): void;
  /** Shows the untouched photo in the strip, and gives its picture. */
  showAsShot(): Promise<Blob>;
}

/** What the taste tells the looks. */
export interface TasteOfLooks {
  /** Resolves when the history has been read; the weights are absent before any observation, or without a model. */
  weights(): Promise<Float64Array | undefined>;
}

const COUNT = 6;
const SHOWN_SIDE = 320;

export function createLookCases(kernel: Kernel, taste: TasteOfLooks): LookCases {
  let finding: AbortController | undefined;
  let round = 0;

  const looks = () => kernel.state.getState().looks;
  const setLooks = (change: Partial<LooksState>) => kernel.set({ looks: { ...looks(), ...change } });

  const toItem = (look: Omit<FoundLook, 'style'> & { isYours: boolean }): LookItem => ({
    id: lookId(look.adjustments),
    words: look.words,
    adjustments: look.adjustments,
    isYours: look.isYours,
    thumbnail: kernel.pictures.make(look.thumbnail),
  });

  /** The look that the edit stands on stays in the strip, whatever a person of this taste is proposed by now. */
  async function takenBefore({ photo, edit }: Current, found: readonly FoundLook[]): Promise<LookItem[]> {
    const { look } = edit;
    if (!look || found.some(({ adjustments }) => lookId(adjustments) === look.id)) return [];
    const [thumbnail] = await kernel.engine.thumbnails(photo.id, [look.adjustments], SHOWN_SIDE);
    return [toItem({ ...look, thumbnail, isYours: false })];
  }

  async function search(current: Current, signal: AbortSignal): Promise<LookItem[]> {
    const { engine } = kernel;
    const { id } = current.photo;
    if (!current.features) {
      current.features = await engine.job(signal, (job) => engine.features(job, id));
      mark('features');
    }
    const styleWeights = await taste.weights();
    const request = { seed: seedFor(id, round), count: COUNT, styleWeights };
    const found = await engine.job(signal, (job) => engine.looks(job, id, request));
    const kept = await takenBefore(current, found);
    signal.throwIfAborted();
    return [...markYours(found, styleWeights).map(toItem), ...kept];
  }

  async function find(): Promise<void> {
    const { current } = kernel;
    if (!current) return;
    finding?.abort();
    const own = new AbortController();
    finding = own;
    const signal = AbortSignal.any([own.signal, current.closing.signal]);
    setLooks({ phase: 'finding', message: 'Finding looks for this photo.' });
    try {
      const items = await search(current, signal);
      if (signal.aborted) {
        for (const { thumbnail } of items) kernel.pictures.release(thumbnail);
        return;
      }
      for (const { thumbnail } of looks().items) kernel.pictures.release(thumbnail);
      setLooks({ phase: 'ready', message: '', items, previewed: null });
      mark('looks');
    } catch (error) {
      if (isAbort(error) || signal.aborted) return;
      if (!(error instanceof ManylightError)) console.error(error);
      const reason = error instanceof ManylightError ? error.message : 'Finding looks failed.';
      setLooks({ phase: 'unavailable', message: `${reason} Sliders and export work without looks.` });
    }
  }

  return {
    suggestLooks: find,
    async moreLooks() {
      round += 1;
      await find();
    },
    clear() {
      finding?.abort();
      round = 0;
      const { items, asShot } = looks();
      for (const picture of [asShot, ...items.map(({ thumbnail }) => thumbnail)]) {
        kernel.pictures.release(picture);
      }
      kernel.set({ looks: NO_LOOKS });
    },
    async showAsShot() {
      const { current } = kernel;
      invariant(current, 'an open photo');
      const [picture] = await kernel.engine.thumbnails(current.photo.id, [NEUTRAL], SHOWN_SIDE);
      if (kernel.current === current) setLooks({ asShot: kernel.pictures.make(picture) });
      return picture.blob;
    },
  };
}
