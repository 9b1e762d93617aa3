import type { JobId } from '../engine-types';

/** The worker's side of abortable work: the page names a job, and may call it off by that name. */
export interface Jobs {
  run<T>(job: JobId, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  abort(job: JobId): void;
}

export function createJobs(): Jobs {
  const running = new Map<JobId, AbortController>();
  return {
    async run(job, work) {
      const controller = new AbortController();
      running.set(job, controller);
      try {
        return await work(controller.signal);
      } finally {
        running.delete(job);
      }
    },
    abort: (job) => running.get(job)?.abort(),
  };
}
