import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adjustmentsPage } from './adjustments-page';
import { readArguments, runCommand } from './command';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

/** Writes docs/adjustments.md and its plots. */
export async function docsAdjustments(args: readonly string[]): Promise<void> {
  readArguments({}, args);
  await mkdir(join(DOCS, 'adjustments'), { recursive: true });
  for (const [path, text] of adjustmentsPage()) {
    await writeFile(join(DOCS, path), text);
    process.stdout.write(`docs/${path}\n`);
  }
}

await runCommand(docsAdjustments);
