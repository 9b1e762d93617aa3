/** Where finished work is kept, so that hours of it can be stopped, taken up again, and shared by processes. */
export interface RunStore {
  read<T>(key: string): Promise<T | undefined>;
  write(key: string, run: unknown): Promise<void>;
  /** Takes a piece of work for this process; false where another, which still lives, has it. */
  claim(key: string): Promise<boolean>;
  release(key: string): Promise<void>;
}

/** A piece of work whose outcome the store keeps under its key. */
export interface Job {
  readonly key: string;
  run(): unknown;
}

const LOOK_AGAIN_MS = 1000;

const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));

/**
 * Returns once all these jobs are in the store, having done those that no other process had taken. What another leaves
 * undone, as it was stopped, is taken over.
 */
export async function finishJobs(jobs: readonly Job[], store: RunStore): Promise<void> {
  let left = jobs;
  while (left.length > 0) {
    let worked = false;
    const others: Job[] = [];
    for (const job of left) {
      if ((await store.read(job.key)) !== undefined) continue;
      if (!(await store.claim(job.key))) {
        others.push(job);
        continue;
      }
      try {
        // Another may have finished it between our look and our claim.
        if ((await store.read(job.key)) === undefined) await store.write(job.key, await job.run());
      } finally {
        await store.release(job.key);
      }
      worked = true;
    }
    left = others;
    if (left.length > 0 && !worked) await pause();
  }
}
