import { invariant, isAbort, ManylightError } from '../core';
import { type Adjustments, NEUTRAL, patchAdjustments, sameAdjustments } from '../edit';
import { AS_SHOT, lookId, valuesOf } from './edit-state';
import type { FoundLook } from './engine-types';
import { NO_LOOKS } from './initial-state';
import type { Current, Kernel } from './kernel';
import { hasOwnLook, type KnownTaste, markYours, seedFor } from './look-order';
import { createLookPlaces, type LookPlaces } from './look-places';
import { mark } from './marks';
import type { Session } from './session-types';
import type { LookItem, LooksState } from './state-types';

export interface LookCases
  extends Pick<Session, 'suggestLooks' | 'moreLooks' | 'moreLikeThis'>,
    Pick<LookPlaces, 'markDislikes' | 'replaceDisliked'> {
  /** Finds looks again where other values are locked than those that were asked for last. */
  reconsider(): void;
  /** Everything is proposed anew, as at first: the taste is another one. */
  startOver(): void;
  /** Empties the strip: another photo comes. */
  clear(): void;
  /** Shows the untouched photo in the strip, and gives its picture. */
  showAsShot(): Promise<Blob>;
}

/** What the taste tells the looks. */
export interface TasteOfLooks {
  /** Resolves when the history has been read; absent before anything was learned, or without a model. */
  known(): Promise<KnownTaste | undefined>;
}

const COUNT = 6;
const SHOWN_SIDE = 320;

/** A look that stays in the strip whatever is found. */
type Pinned = Pick<LookItem, 'id' | 'words' | 'adjustments' | 'isYours'>;

/** `gone` is told when the look that was being looked at is not in the strip any more. */
export function createLookCases(kernel: Kernel, taste: TasteOfLooks, gone: () => void): LookCases {
  let finding: AbortController | undefined;
  let round = 0;
  /** The look that variations were asked of. */
  let like: Pinned | undefined;
  /** The locked values that were asked for last. */
  let asked = '';

  const looks = () => kernel.state.getState().looks;
  const setLooks = (change: Partial<LooksState>) => kernel.set({ looks: { ...looks(), ...change } });
  const lockedIn = ({ edit }: Current) => valuesOf(edit.history.current, kernel.state.getState().locked);

  const toItem = (look: Pinned, thumbnail: FoundLook['thumbnail']): LookItem => ({
    id: look.id,
    words: look.words,
    adjustments: look.adjustments,
    isYours: look.isYours,
    thumbnail: kernel.pictures.make(thumbnail),
  });

  const places = createLookPlaces(kernel, taste, lockedIn);

  async function search(
    current: Current,
    signal: AbortSignal,
  ): Promise<Pick<LooksState, 'items' | 'densities'>> {
    const { engine } = kernel;
    const { id } = current.photo;
    if (!current.features) {
      current.features = await engine.job(signal, (job) => engine.features(job, id));
      mark('features');
    }
    const known = await taste.known();
    const locked = lockedIn(current);
    const held = (adjustments: Adjustments) => patchAdjustments(adjustments, locked);
    const first = like && { ...like, adjustments: held(like.adjustments) };
    // The look that the edit stands on stays, whatever a person of this taste is proposed by now.
    const { look } = current.edit;
    const taken = look && { ...look, adjustments: held(look.adjustments), isYours: false };
    const request = {
      seed: seedFor(id, round),
      count: first ? COUNT - 1 : COUNT,
      person: known?.belief,
      yoursFirst: hasOwnLook(known),
      avoid: current.edit.disliked,
      locked,
      like: first && { words: first.words, adjustments: first.adjustments },
      beside:
        taken && taken.id !== first?.id
          ? [{ words: taken.words, adjustments: taken.adjustments }]
          : undefined,
    };
    const found = await engine.job(signal, (job) => engine.looks(job, id, request));
    const nameOf = (adjustments: Adjustments) =>
      taken && sameAdjustments(adjustments, taken.adjustments) ? taken.id : lookId(adjustments);
    const proposed = markYours(found.looks, known).map((item) => ({
      ...item,
      id: nameOf(item.adjustments),
    }));
    const last = taken && [first, ...proposed].every((item) => item?.id !== taken.id) ? taken : undefined;
    const pinned = [first, last].filter((item) => item !== undefined);
    const pictures =
      pinned.length === 0
        ? []
        : await engine.thumbnails(
            id,
            pinned.map(({ adjustments }) => adjustments),
            SHOWN_SIDE,
          );
    signal.throwIfAborted();
    const kept = pinned.map((item, i) => toItem(item, pictures[i]));
    const items = proposed.map((item) => toItem(item, item.thumbnail));
    return {
      items: first ? [kept[0], ...items, ...kept.slice(1)] : [...items, ...kept],
      densities: found.densities,
    };
  }

  async function find(): Promise<void> {
    const { current } = kernel;
    if (!current) return;
    finding?.abort();
    places.clear('same');
    const own = new AbortController();
    finding = own;
    asked = JSON.stringify(lockedIn(current));
    const signal = AbortSignal.any([own.signal, current.closing.signal]);
    setLooks({ phase: 'finding', message: 'Finding looks for this photo.' });
    try {
      const { items, densities } = await search(current, signal);
      if (signal.aborted) {
        for (const { thumbnail } of items) kernel.pictures.release(thumbnail);
        return;
      }
      for (const { thumbnail } of looks().items) kernel.pictures.release(thumbnail);
      const { previewed } = looks();
      const isThere = previewed === AS_SHOT || items.some(({ id }) => id === previewed);
      setLooks({
        phase: 'ready',
        message: '',
        items,
        densities,
        previewed: isThere ? previewed : null,
      });
      if (!isThere) gone();
      // Turned down while they were being found.
      places.markDislikes();
      void places.replaceDisliked();
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
    markDislikes: places.markDislikes,
    replaceDisliked: places.replaceDisliked,
    startOver() {
      round = 0;
      like = undefined;
      void find();
    },
    async moreLooks() {
      round += 1;
      like = undefined;
      await find();
    },
    async moreLikeThis(wanted) {
      const id = wanted ?? looks().taken;
      const look = looks().items.find((item) => item.id === id);
      if (!look) return;
      round += 1;
      like = look;
      await find();
    },
    reconsider() {
      const { phase } = looks();
      if (!kernel.current || (phase !== 'ready' && phase !== 'finding')) return;
      if (JSON.stringify(lockedIn(kernel.current)) !== asked) void find();
    },
    clear() {
      finding?.abort();
      places.clear('another');
      round = 0;
      like = undefined;
      const { items, asShot } = looks();
      for (const picture of [asShot, ...items.map(({ thumbnail }) => thumbnail)]) {
        kernel.pictures.release(picture);
      }
      kernel.set({ looks: NO_LOOKS, locked: [] });
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
