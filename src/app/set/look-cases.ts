import { isAbort, isBadPhoto, ManylightError, messageOf, type PhotoId } from '../../core';
import { NEUTRAL } from '../../edit';
import { STORED_SIDE } from '../autosave';
import type { EditBook } from '../edit-book';
import type { EditCases } from '../edit-cases';
import { commitEdit, kindOfEdit, lookId } from '../edit-state';
import type { PhotoFeatures } from '../engine-types';
import { whileIdle, whileOpen } from '../idle';
import type { Kernel } from '../kernel';
import type { LookCases } from '../look-cases';
import type { KnownTaste } from '../look-order';
import type { AdaptedLook, PlaceRequest, SharedPlace } from './engine-types';
import type { Member, Roster } from './roster';
import type { RunTask, TaskProgress } from './task';
import type { SetSession } from './types';
import type { Given, SetUndo } from './undo';
import { kindOfOutcome, looksWords } from './words';

export interface SetLookParts {
  readonly roster: Roster;
  readonly book: EditBook;
  readonly edits: Pick<EditCases, 'bring'>;
  /** The strip is to show the look that the open photo has got. */
  readonly looks: Pick<LookCases, 'suggestLooks'>;
  /** What is known of the person; absent before anything was learned. */
  readonly taste: { known(): Promise<KnownTaste | undefined> };
  readonly task: RunTask;
  /** A photo's edit has changed. */
  edited(id: PhotoId): Promise<void>;
  readonly offer: SetUndo['offer'];
}

/** A photo that is to get the look. */
interface Studied {
  readonly member: Member;
  readonly id: PhotoId;
  readonly features: PhotoFeatures;
  readonly neutral: Blob;
}

/** The open photo's edit, whose look the others are to have. */
interface Followed extends NonNullable<PlaceRequest['like']> {
  readonly id: PhotoId;
  readonly name: string;
}

interface Study {
  readonly studied: readonly Studied[];
  readonly left: number;
  readonly failed: readonly string[];
}

/** Whether one photo is the reason, so that the others can go on. */
function isOfPhoto(error: unknown): boolean {
  return isBadPhoto(error) || (error instanceof ManylightError && error.code === 'out-of-memory');
}

/** One look for a whole set, in the background; nothing is changed before all of it is known. */
export function createSetLookCases(kernel: Kernel, parts: SetLookParts): Pick<SetSession, 'editAll'> {
  const { roster, book, edits, looks, taste, task, edited, offer } = parts;
  const { engine } = kernel;

  async function study(
    followed: PhotoId | undefined,
    signal: AbortSignal,
    show: TaskProgress,
  ): Promise<Study> {
    const { members } = roster;
    const studied: Studied[] = [];
    const failed: string[] = [];
    const seen = new Set<PhotoId>();
    let left = 0;
    for (const [done, member] of members.entries()) {
      show('Looking at photos', done, members.length);
      await whileIdle(kernel, signal);
      const { file } = member;
      try {
        const id = await roster.identify(member, signal);
        if (seen.has(id)) continue;
        seen.add(id);
        if (kindOfEdit(await book.read(id)) === 'hand') {
          // The photo that the others follow is not left out.
          if (id !== followed) left += 1;
          continue;
        }
        // The slow part; a second look for all finds it done.
        if (!member.features || !member.neutral) {
          const request = { file, name: file.name, adjustments: NEUTRAL, longSide: STORED_SIDE };
          const { features, thumbnail } = await engine.job(signal, (job) => engine.study(job, request));
          member.features = features;
          member.neutral ??= thumbnail.blob;
        }
        studied.push({ member, id, features: member.features, neutral: member.neutral });
      } catch (error) {
        if (!isOfPhoto(error)) throw error;
        // Where memory was short it may be opened another time.
        if (isBadPhoto(error)) roster.show(member.key, { problem: messageOf(error) });
        failed.push(file.name);
      }
    }
    return { studied, left, failed };
  }

  /** The open photo's edit, where it is the person's own. */
  async function editToFollow(signal: AbortSignal): Promise<Followed | undefined> {
    const { current } = kernel;
    if (!current || kindOfEdit(current.edit) !== 'hand') return undefined;
    const { photo, edit } = current;
    current.features ??= await engine.job(signal, (job) => engine.features(job, photo.id));
    return { features: current.features, adjustments: edit.history.current, id: photo.id, name: photo.name };
  }

  /** Undefined when the photo was edited by hand meanwhile, or everything was erased. */
  async function give(
    id: PhotoId,
    { words, adjustments, thumbnail }: AdaptedLook,
    label: string,
    erasures: number,
  ) {
    const picture = (await (await kernel.store).photos.get(id))?.thumbnail;
    const kept = await book.read(id);
    if (erasures !== kernel.erasures) return undefined;
    // Only now, as another photo may have been opened meanwhile.
    const open = kernel.current?.photo.id === id ? kernel.current : undefined;
    const before = open?.edit ?? kept;
    if (kindOfEdit(before) === 'hand' || open?.gesture) return undefined;
    if (open) {
      edits.bring(label, adjustments, { words, adjustments, amount: 1, given: true });
      void looks.suggestLooks();
    } else {
      const look = { id: lookId(adjustments), words, adjustments, amount: 1, given: true };
      await book.write(id, commitEdit(before, label, adjustments, look), thumbnail.blob);
    }
    await edited(id);
    const given: Given = { id, before, after: await book.read(id), picture };
    return given;
  }

  async function run(signal: AbortSignal, show: TaskProgress): Promise<void> {
    show('Looking at photos', 0, roster.members.length);
    const { erasures } = kernel;
    const like = await editToFollow(signal);
    const known = await taste.known();
    const { studied, left, failed } = await study(like?.id, signal, show);
    const total = studied.length;
    const person = known?.belief;
    const given: Given[] = [];
    let shared: SharedPlace | undefined;
    if (total > 0) {
      shared = await engine.sharedPlace({ photos: studied.map(({ features }) => features), person, like });
      const { place } = shared;
      const adapted: AdaptedLook[] = [];
      for (const { member, features, neutral } of studied) {
        show('Fitting the look', adapted.length, total);
        await whileIdle(kernel, signal);
        const request = { place, person, features, neutral, name: member.file.name, longSide: STORED_SIDE };
        adapted.push(await engine.job(signal, (job) => engine.adapt(job, request)));
      }
      // From here on it is one step, which nothing stops half way.
      for (const [i, { id }] of studied.entries()) {
        await whileOpen(kernel);
        const one = await give(id, adapted[i], `Look for all: ${shared.style}`, erasures);
        if (one) given.push(one);
      }
      // That everything is erased is said already, and nothing of it is to be taken back.
      if (erasures !== kernel.erasures) return;
    }
    const outcome = {
      given: given.length,
      style: shared?.style ?? '',
      like: like?.name,
      left: left + total - given.length,
      failed,
    };
    offer(kindOfOutcome(failed.length, roster.members.length), looksWords(outcome), given);
  }

  return {
    editAll: () =>
      task('looks', async (signal, show) => {
        const { signal: ended } = roster;
        try {
          await run(signal, show);
        } catch (error) {
          if (!isAbort(error)) throw error;
          if (!ended.aborted) kernel.say('status', 'Stopped: no photo was changed.');
        }
      }),
  };
}
