import { isAbort, isBadPhoto, ManylightError, messageOf } from '../../core';
import { NEUTRAL, sameAdjustments } from '../../edit';
import { STORED_SIDE } from '../autosave';
import type { EditBook } from '../edit-book';
import { whileIdle } from '../idle';
import type { Kernel } from '../kernel';
import type { Member, Roster } from './roster';

/** The filmstrip's pictures: made one at a time, of what is in view, while the person is at nothing else. */
export interface Thumbnails {
  view(keys: readonly number[]): void;
  /** Something may be missing or out of date now. */
  refresh(): void;
}

export function createThumbnails(kernel: Kernel, roster: Roster, book: Pick<EditBook, 'read'>): Thumbnails {
  const { engine } = kernel;
  let inView: ReadonlySet<number> = new Set();
  let running = false;
  /** What failed though the photo is not at fault: left to the next time that something may be missing. */
  const later = new Set<Member>();

  const problemOf = (key: number) => kernel.state.getState().set.photos[key]?.problem ?? '';

  const isWanted = (member: Member): boolean => {
    const { key, neutral, adjustments, shown } = member;
    if (!inView.has(key) || problemOf(key) !== '' || later.has(member)) return false;
    return !neutral || !shown || (adjustments !== undefined && !sameAdjustments(adjustments, shown));
  };

  /** The photo's file is decoded once; what its edit makes of it is developed from that small picture. */
  async function look(member: Member, signal: AbortSignal): Promise<void> {
    const { file } = member;
    const request = { file, name: file.name, adjustments: NEUTRAL, longSide: STORED_SIDE };
    const { id, thumbnail } = await engine.job(signal, (job) => engine.glance(job, request));
    member.id = id;
    member.neutral = thumbnail.blob;
    member.shown = NEUTRAL;
    roster.show(member.key, { thumbnail: kernel.pictures.make(thumbnail) });
    roster.edited(id, await book.read(id));
  }

  async function develop(member: Member, neutral: Blob, signal: AbortSignal): Promise<void> {
    const { file, adjustments = NEUTRAL } = member;
    const request = { file: neutral, name: file.name, adjustments, longSide: STORED_SIDE };
    const { thumbnail } = await engine.job(signal, (job) => engine.glance(job, request));
    member.shown = adjustments;
    roster.show(member.key, { thumbnail: kernel.pictures.make(thumbnail) });
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    for (let member = roster.members.find(isWanted); member; member = roster.members.find(isWanted)) {
      const { signal } = roster;
      try {
        await whileIdle(kernel, signal);
        if (!isWanted(member)) continue;
        if (member.neutral) await develop(member, member.neutral, signal);
        else await look(member, signal);
      } catch (error) {
        later.add(member);
        // Of a set that is over.
        if (signal.aborted || isAbort(error)) continue;
        // The filmstrip says why.
        if (isBadPhoto(error)) roster.show(member.key, { problem: messageOf(error) });
        else if (!(error instanceof ManylightError)) console.error(error);
      }
    }
    running = false;
  }

  const tryAgain = (): void => {
    later.clear();
    void run();
  };

  return {
    view(keys) {
      inView = new Set(keys);
      tryAgain();
    },
    refresh: tryAgain,
  };
}
