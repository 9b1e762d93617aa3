import type { Kernel } from '../kernel';
import type { SetTask } from './types';

export type TaskProgress = (words: string, done: number, total: number) => void;

/**
 * Runs the one task that a set may have at a time; its signal ends with the set, or when the task is stopped. A task that has
 * been called off, but not ended yet, is waited for.
 */
export type RunTask = (
  kind: SetTask['kind'],
  work: (signal: AbortSignal, show: TaskProgress) => Promise<void>,
) => Promise<void>;

export interface Tasks {
  readonly run: RunTask;
  stop(): void;
}

/** @param signal of the set that there is now */
export function createTasks(kernel: Kernel, signal: () => AbortSignal): Tasks {
  let running:
    | { readonly own: AbortController; readonly signal: AbortSignal; readonly ended: Promise<void> }
    | undefined;
  const set = () => kernel.state.getState().set;
  return {
    async run(kind, work) {
      const ending = signal();
      while (running?.signal.aborted) await running.ended;
      if (running || ending.aborted || set().photos.length === 0) return;
      const own = new AbortController();
      let end = () => {};
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      running = { own, signal: AbortSignal.any([own.signal, ending]), ended };
      const show: TaskProgress = (words, done, total) => {
        if (!ending.aborted) kernel.set({ set: { ...set(), task: { kind, words, done, total } } });
      };
      try {
        await work(running.signal, show);
      } catch (error) {
        kernel.report(error);
      } finally {
        running = undefined;
        kernel.set({ set: { ...set(), task: null } });
        end();
      }
    },
    stop: () => running?.own.abort(),
  };
}
