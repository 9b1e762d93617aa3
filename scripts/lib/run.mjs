import { spawn } from 'node:child_process';

export const ROOT = new URL('../..', import.meta.url);

/**
 * Runs a command in the project's folder with its output streamed to ours.
 * @param {string} command @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, minutes?: number, quiet?: boolean }} [options] `minutes`: it is ended after
 *   so long; `quiet`: its output is dropped
 * @returns {Promise<number>} its exit code; 127 when it could not be started, 124 when it was ended
 */
export function run(command, args, { env = {}, minutes, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: quiet ? 'ignore' : 'inherit',
      env: { ...process.env, ...env },
      // npm and npx are scripts on Windows, which only a shell starts.
      shell: process.platform === 'win32',
    });
    let isOver = false;
    const timer = minutes
      ? setTimeout(() => {
          isOver = true;
          console.error(`${command} took more than ${minutes} minutes and was ended.`);
          child.kill('SIGTERM');
          setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
        }, minutes * 60_000)
      : undefined;
    const end = (/** @type {number} */ code) => {
      clearTimeout(timer);
      resolve(isOver ? 124 : code);
    };
    child.on('error', () => end(127));
    child.on('exit', (code) => end(code ?? 1));
  });
}
