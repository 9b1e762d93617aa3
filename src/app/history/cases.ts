import { isAbort, isBadPhoto, ManylightError, messageOf, type ProfileId } from '../../core';
import { storeEdit } from '../../edit';
import { STORED_SIDE } from '../autosave';
import { whileIdle } from '../idle';
import type { Kernel } from '../kernel';
import type { Session } from '../session-types';
import type { HistoryState } from '../state-types';
import type { TasteCases } from '../taste-cases';
import type { TasteMemory } from '../taste-memory';
import { createHistoryReader } from './reader';
import { NO_HISTORY } from './state';
import type { HistoryPlan, PickedFile, PlannedEdit, SkippedPhotos } from './types';

export interface HistoryCases extends Pick<Session, 'startWithHistory' | 'stopHistory'> {
  /** Says when an import of an earlier visit was not finished. */
  restore(): Promise<void>;
  /** Everything was erased: nothing goes on, and nothing is remembered of it. */
  emptied(): void;
  dispose(): void;
}

/** What was learned is shown when this share more is known, and at least so many edits: it takes longer the more there are. */
const SHOW_AFTER = { share: 0.25, edits: 10 };

const UNDECODABLE = 'the photo cannot be decoded';
const KNOWN = 'already in your history';

function pick(files: readonly File[]): { folder: string; files: PickedFile[] } {
  const picked = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const folder = picked[0]?.path.includes('/') ? picked[0].path.split('/')[0] : 'your photos';
  return { folder, files: picked };
}

/** What a file was when it was imported: the same file with the same settings is not imported twice. */
function sourceOf({ path, file }: PickedFile, { adjustments }: PlannedEdit): string {
  return [path, file.size, file.lastModified, Object.values(adjustments).join(',')].join('|');
}

export function createHistoryCases(
  kernel: Kernel,
  taste: Pick<TasteCases, 'learn' | 'sources'>,
  memory: Pick<TasteMemory, 'load' | 'refresh' | 'profile'>,
): HistoryCases {
  let running: AbortController | undefined;

  const show = (change: Partial<HistoryState>) =>
    kernel.set({ history: { ...kernel.state.getState().history, ...change } });

  const addSkipped = (words: string, count: number) => {
    const { skipped } = kernel.state.getState().history;
    const others = skipped.filter((one) => one.words !== words);
    const before = skipped.find((one) => one.words === words)?.count ?? 0;
    const next: SkippedPhotos[] = [...others, { words, count: before + count }];
    show({ skipped: next.sort((a, b) => b.count - a.count) });
  };

  async function learn(
    picked: PickedFile,
    planned: PlannedEdit,
    profile: ProfileId,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { engine, erasures } = kernel;
    const { file } = picked;
    const { adjustments, when } = planned;
    const studied = await engine.job(signal, (job) =>
      engine.study(job, { file, name: file.name, adjustments, longSide: STORED_SIDE }),
    );
    const source = sourceOf(picked, planned);
    const imported = { profile, studied, name: file.name, adjustments, when, source };
    const isNew = await taste.learn(imported, signal);
    const store = await kernel.store;
    const hasEdit = await store.edits.get(studied.id);
    // Opened here one day, the photo stands as it was left, unless it has been edited here already, or is seen right now.
    const isOpen = kernel.current?.photo.id === studied.id;
    if (isNew && !hasEdit && !isOpen && erasures === kernel.erasures) {
      await store.edits.put({ photo: studied.id, edit: storeEdit(adjustments), changed: when });
    }
    return isNew;
  }

  async function importAll(
    files: readonly PickedFile[],
    plan: HistoryPlan,
    signal: AbortSignal,
  ): Promise<void> {
    // Whichever profile is in use when it began, even if another is by now.
    const profile = await memory.profile();
    const known = await taste.sources(profile);
    const fresh = plan.edits.filter((planned) => !known.has(sourceOf(files[planned.file], planned)));
    const before = plan.edits.length - fresh.length;
    show({ phase: 'importing', done: before, total: plan.edits.length, skipped: plan.skipped, message: '' });
    if (before > 0) addSkipped(KNOWN, before);
    let shown = 0;
    try {
      for (const [i, planned] of fresh.entries()) {
        await whileIdle(kernel, signal);
        try {
          const isNew = await learn(files[planned.file], planned, profile, signal);
          if (isNew) show({ learned: kernel.state.getState().history.learned + 1 });
          else addSkipped(KNOWN, 1);
        } catch (error) {
          if (!isBadPhoto(error)) throw error;
          addSkipped(UNDECODABLE, 1);
        }
        show({ done: before + i + 1 });
        const { learned } = kernel.state.getState().history;
        if (learned - shown >= Math.max(SHOW_AFTER.edits, shown * SHOW_AFTER.share)) {
          shown = learned;
          await memory.refresh();
        }
      }
    } finally {
      await memory.refresh();
    }
  }

  return {
    async startWithHistory(list, catalog) {
      if (running || list.length === 0) return;
      const own = new AbortController();
      running = own;
      const { signal } = own;
      const { folder, files } = pick(list);
      kernel.set({ history: { ...NO_HISTORY, phase: 'reading', folder } });
      try {
        const store = await kernel.store;
        await store.settings.set('historyImport', folder);
        await memory.load();
        const reader = createHistoryReader(signal);
        const plan = await reader.plan(files, catalog, (done, of) => show({ done, total: of ?? 0 }));
        await importAll(files, plan, signal);
        await store.settings.remove('historyImport');
        const { learned } = kernel.state.getState().history;
        show({ phase: 'done' });
        if (learned > 0) {
          kernel.say(
            'status',
            `Your taste has learned from ${learned === 1 ? 'one edit' : `${learned} edits`} of ${folder}.`,
          );
        }
      } catch (error) {
        if (own !== running) return;
        if (isAbort(error)) show({ phase: 'stopped' });
        else {
          if (!(error instanceof ManylightError)) console.error(error);
          show({ phase: 'failed', message: messageOf(error) });
        }
      } finally {
        if (own === running) running = undefined;
      }
    },
    stopHistory() {
      running?.abort();
      // What was stopped on purpose is not offered again.
      void kernel.store.then((store) => store.settings.remove('historyImport'));
    },
    async restore() {
      const folder = await (await kernel.store).settings.get('historyImport');
      if (folder !== undefined && !running) {
        kernel.set({ history: { ...NO_HISTORY, phase: 'unfinished', folder } });
      }
    },
    emptied() {
      running?.abort();
      running = undefined;
      kernel.set({ history: NO_HISTORY });
    },
    dispose: () => running?.abort(),
  };
}
