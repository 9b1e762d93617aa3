import { isAbort, ManylightError, messageOf } from '../../core';
import { distinctNames, exportName } from '../../files';
import type { EditBook } from '../edit-book';
import type { ExportedFile } from '../export-types';
import type { Kernel } from '../kernel';
import type { PackRequest } from './engine-types';
import type { Roster } from './roster';
import type { RunTask, TaskProgress } from './task';
import type { SetSession } from './types';
import { exportWords, kindOfOutcome } from './words';

export interface SetExportCases extends Pick<SetSession, 'exportAll'> {
  /** The worker's progress, 0..1. */
  progressed(job: number, fraction: number): void;
}

export interface SetExportParts {
  readonly roster: Roster;
  readonly book: Pick<EditBook, 'read'>;
  readonly task: RunTask;
}

const ZIP_NAME = 'photos-manylight.zip';

/** All photos of the set with their edits, as one file. */
export function createSetExportCases(kernel: Kernel, { roster, book, task }: SetExportParts): SetExportCases {
  const { engine } = kernel;
  let running: { readonly job: number; readonly show: (fraction: number) => void } | undefined;

  /** Every photo with the edit that it has now. */
  async function plan(signal: AbortSignal, show: TaskProgress) {
    const { members } = roster;
    const photos: Omit<PackRequest['photos'][number], 'exportName'>[] = [];
    const failed: string[] = [];
    for (const [done, member] of members.entries()) {
      const { file, key } = member;
      show('Reading photos', done, members.length);
      try {
        const id = await roster.identify(member, signal);
        const { history } = await book.read(id);
        photos.push({ file, name: file.name, adjustments: history.current });
      } catch (error) {
        if (!(error instanceof ManylightError)) throw error;
        roster.show(key, { problem: messageOf(error) });
        failed.push(file.name);
      }
    }
    return { photos, failed };
  }

  return {
    progressed(job, fraction) {
      if (running?.job === job) running.show(fraction);
    },
    async exportAll(options) {
      let exported: ExportedFile | undefined;
      await task('export', async (signal, show) => {
        const { signal: ended } = roster;
        try {
          const { photos, failed: unread } = await plan(signal, show);
          const names = distinctNames(photos.map(({ name }) => exportName(name, options.format)));
          const packed = await engine.job(signal, (job) => {
            running = {
              job,
              show: (fraction) => show('Exporting', Math.floor(fraction * photos.length), photos.length),
            };
            return engine.pack(job, {
              photos: photos.map((photo, i) => ({ ...photo, exportName: names[i] })),
              options,
            });
          });
          const failed = [...unread, ...packed.failed];
          const count = roster.members.length - failed.length;
          if (packed.zip) exported = { blob: packed.zip, name: ZIP_NAME };
          const words = exportWords(count, ZIP_NAME, failed);
          // What failed is to be read at leisure.
          if (failed.length > 0) kernel.stay(kindOfOutcome(failed.length, roster.members.length), words);
          else kernel.say('status', words);
        } catch (error) {
          if (!isAbort(error)) throw error;
          if (!ended.aborted) kernel.say('status', 'Stopped: nothing was exported.');
        } finally {
          running = undefined;
        }
      });
      return exported;
    },
  };
}
