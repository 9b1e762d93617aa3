import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where benches put what they need and the project does not. */
const FOLDER = fileURLToPath(new URL('../../../.cache/bench', import.meta.url));

/**
 * Installs packages, each with its version, into .cache/bench, out loud, unless they are there.
 * @returns the folder of their node_modules, or why there is none
 */
export async function installOnDemand(
  packages: Readonly<Record<string, string>>,
): Promise<{ readonly folder: string } | { readonly missing: string }> {
  const folder = join(FOLDER, 'node_modules');
  const wanted = Object.entries(packages).filter(([name]) => !existsSync(join(folder, name)));
  if (wanted.length === 0) return { folder };
  const specs = wanted.map(([name, version]) => `${name}@${version}`);
  console.log(`Installing ${specs.join(', ')} into .cache/bench, for this bench alone...`);
  await mkdir(FOLDER, { recursive: true });
  if (!existsSync(join(FOLDER, 'package.json'))) {
    await writeFile(join(FOLDER, 'package.json'), '{ "private": true }\n');
  }
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--save-exact', ...specs], {
    cwd: FOLDER,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0 ? { folder } : { missing: `npm could not install ${specs.join(', ')}` };
}

/** The version of a package that `installOnDemand` installed. */
export function versionOfPackage(folder: string, name: string): string {
  return JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')).version;
}

/** Whether a command is on the PATH, by the first line of its own version; undefined when it is not. */
export function versionOf(command: string, args: readonly string[]): string | undefined {
  // Some tell their version with an exit code that is not 0.
  const { error, stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000 });
  return error ? undefined : stdout.split('\n')[0].trim() || undefined;
}

/** Runs a command quietly and gives its milliseconds and what it said. @throws with that when it fails */
export async function timeCommand(
  command: string,
  args: readonly string[],
): Promise<{ readonly taken: number; readonly said: string }> {
  const start = performance.now();
  let said = '';
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
      });
    }
    child.on('error', reject);
    child.on('exit', resolve);
  });
  if (code !== 0) throw new Error(`${command} failed (${code}):\n${said}`);
  return { taken: performance.now() - start, said };
}
