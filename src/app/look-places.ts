import { createSerialQueue, isAbort } from '../core';
import type { AdjustmentsPatch } from '../edit';
import { lookId } from './edit-state';
import type { LooksRequest } from './engine-types';
import type { Current, Kernel } from './kernel';
import { exchange, isAmong, type KnownTaste, markYours, seedFor } from './look-order';
import type { LookItem } from './state-types';

/** The places of the strip whose looks are not for the person. */
export interface LookPlaces {
  /** Marks the looks that go, and brings back what no longer has to. */
  markDislikes(): void;
  /** Finds others for the places of those that go; resolves when they are there. */
  replaceDisliked(): Promise<void>;
  /** Another strip comes, of the same photo or of another. */
  clear(photo: 'same' | 'another'): void;
}

/** Rounds of the seeds for looks that take another's place; More looks does not come so far. */
const REPLACEMENTS = 1_000_000;

export function createLookPlaces(
  kernel: Kernel,
  taste: { known(): Promise<KnownTaste | undefined> },
  lockedIn: (current: Current) => AdjustmentsPatch,
): LookPlaces {
  let searching = new AbortController();
  const queue = createSerialQueue();
  /** Looks that have gone, and what came in their places. */
  const away = new Map<string, { readonly item: LookItem; readonly by: string | undefined }>();
  /** Those that went from an earlier strip of this photo. */
  let earlier: readonly Pick<LookItem, 'words' | 'adjustments'>[] = [];

  const looks = () => kernel.state.getState().looks;
  const setItems = (items: readonly LookItem[]) => kernel.set({ looks: { ...looks(), items } });

  /** Like none of the others, and of the kind of the one that goes. */
  function requestFor(
    current: Current,
    { id, isYours }: LookItem,
    known: KnownTaste | undefined,
  ): LooksRequest {
    const others = looks().items.filter((item) => item.id !== id);
    const isOnlyOutsider = !isYours && others.every((item) => item.isYours);
    const { disliked } = current.edit;
    return {
      beside: others.map(({ words, adjustments }) => ({ words, adjustments })),
      seed: seedFor(current.photo.id, REPLACEMENTS + disliked.length),
      count: 1,
      person: known?.belief,
      locked: lockedIn(current),
      avoid: [...disliked, ...others.map(({ adjustments }) => adjustments)],
      // The person's own look gives way to another of theirs, and one from outside stays in the strip.
      only: isYours ? 'yours' : isOnlyOutsider ? 'others' : undefined,
    };
  }

  async function replace(current: Current, item: LookItem, signal: AbortSignal): Promise<void> {
    const known = await taste.known();
    const request = requestFor(current, item, known);
    const { engine, pictures } = kernel;
    const found = await engine.job(signal, (job) => engine.looks(job, current.photo.id, request));
    const isWanted = looks().items.some(({ id, isLeaving }) => id === item.id && isLeaving);
    const [next] = markYours(found.looks, known);
    if (signal.aborted || !isWanted) return;
    const shown: LookItem | undefined = next && {
      id: lookId(next.adjustments),
      words: next.words,
      adjustments: next.adjustments,
      isYours: next.isYours,
      thumbnail: pictures.make(next.thumbnail),
    };
    away.set(item.id, { item, by: shown?.id });
    setItems(exchange(looks().items, item.id, shown));
  }

  /** Undone: the look comes back to where it was. */
  function bringBack(id: string): void {
    const gone = away.get(id);
    if (!gone) return;
    away.delete(id);
    const { items, taken } = looks();
    const standIn = items.find((item) => item.id === gone.by);
    // What was taken meanwhile stays, and the look stands beside it.
    if (!standIn || standIn.id === taken) {
      setItems([...items, gone.item]);
    } else {
      kernel.pictures.release(standIn.thumbnail);
      setItems(exchange(items, standIn.id, gone.item));
    }
  }

  return {
    markDislikes() {
      const { current } = kernel;
      if (!current) return;
      const { disliked } = current.edit;
      for (const [id, { item }] of away) if (!isAmong(disliked, item.adjustments)) bringBack(id);
      const isBack = ({ adjustments }: Pick<LookItem, 'adjustments'>) => !isAmong(disliked, adjustments);
      for (const { words } of earlier.filter(isBack))
        kernel.say('status', `“${words}” may be proposed again.`);
      earlier = earlier.filter((look) => !isBack(look));
      const { items, taken } = looks();
      setItems(
        items.map((item) => {
          const isLeaving = item.id !== taken && isAmong(disliked, item.adjustments);
          return (item.isLeaving ?? false) === isLeaving ? item : { ...item, isLeaving };
        }),
      );
    },
    async replaceDisliked() {
      const { current } = kernel;
      if (!current || looks().phase !== 'ready') return;
      const signal = AbortSignal.any([searching.signal, current.closing.signal]);
      for (const { id } of looks().items.filter(({ isLeaving }) => isLeaving)) {
        await queue.run(async () => {
          // Undone, or replaced by an earlier call, while it waited for its turn.
          const item = looks().items.find((one) => one.id === id && one.isLeaving);
          if (!item || signal.aborted) return;
          try {
            await replace(current, item, signal);
          } catch (error) {
            if (isAbort(error) || signal.aborted) return;
            // It goes all the same; its place stays empty.
            setItems(exchange(looks().items, id, undefined));
            kernel.report(error);
          }
        });
      }
    },
    clear(photo) {
      searching.abort();
      searching = new AbortController();
      earlier = photo === 'same' ? [...earlier, ...[...away.values()].map(({ item }) => item)] : [];
      for (const { item } of away.values()) kernel.pictures.release(item.thumbnail);
      away.clear();
    },
  };
}
