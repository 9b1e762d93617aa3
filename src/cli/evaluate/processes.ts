import { spawn } from 'node:child_process';
import { ManylightError } from '../../core';

/**
 * More processes that fit what this command is to fit: the same command, with --work, which ends when nothing is left to
 * do. They share the folder of runs (run-folder.ts).
 */
export function startWorkers(count: number, args: readonly string[]): { ended(): Promise<void> } {
  const ends = Array.from({ length: count }, () => {
    const own = args.flatMap((arg, i) =>
      /^--processes(=|$)/.test(arg) || args[i - 1] === '--processes' ? [] : [arg],
    );
    const [, script] = process.argv;
    const child = spawn(process.execPath, [...process.execArgv, script, ...own, '--work'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) resolve();
        else reject(new ManylightError('usage', `A working process ended with code ${code}.`));
      });
    });
  });
  // One that fails early is told of at the end: what it left undone is done by the others.
  for (const end of ends) end.catch(() => undefined);
  return {
    async ended() {
      await Promise.all(ends);
    },
  };
}
