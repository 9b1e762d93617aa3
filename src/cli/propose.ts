import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { EncodedRaster } from '../colour';
import { ManylightError } from '../core';
import { analysePhoto, developReference, downscale } from '../develop/reference';
import { ADJUSTMENTS, type Adjustments } from '../edit';
import { distinctNames } from '../files';
import { readArguments, runCommand, usage, wholeNumber } from './command';
import { type SheetRow, writeContactSheet } from './contact-sheet';
import { readPhoto, writePhoto } from './image-io';
import { type KeptEdit, readHistory } from './kept-edits';
import { createProposer, type Proposed } from './proposer';

const USAGE =
  'npm run propose -- PHOTO... [--looks 6] [--seed N] [--edits history.json] [--out DIR] [--json FILE] [--side 2048]';

/** As many looks as 64 samples can still tell apart. */
const MOST_LOOKS = 24;

/** Longer side of the looks as they are written: the reference renderer takes its time. */
const LOOK_SIDE = 2048;

/** What a program reads: adjustments in slider units. */
function toJson(photo: string, looks: readonly Proposed[]) {
  return {
    photo,
    looks: looks.map(({ label, logProb, style, adjustments }) => ({
      label,
      logProb: Math.round(logProb * 1000) / 1000,
      style,
      adjustments,
    })),
  };
}

function table(photo: string, looks: readonly Proposed[]): string {
  const header = ['', 'log p', 'style', ...ADJUSTMENTS.map(({ label }) => label), 'look'];
  const rows = looks.map(({ label, logProb, style, adjustments }, i) => [
    String(i + 1),
    logProb.toFixed(2),
    style,
    ...ADJUSTMENTS.map(({ id }) => String(adjustments[id])),
    label,
  ]);
  const widths = header.map((_, c) => Math.max(...[header, ...rows].map((row) => row[c].length)));
  const line = (row: readonly string[]) =>
    row.map((cell, c) =>
      c === 2 || c === row.length - 1 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]),
    );
  return [photo, ...[header, ...rows].map((row) => line(row).join('  ').trimEnd())].join('\n');
}

/** Every look of a photo at the size of this raster, each in a file of its own, one after another. */
async function writeLooks(
  folder: string,
  name: string,
  raster: EncodedRaster,
  list: readonly Adjustments[],
): Promise<void> {
  const analysis = analysePhoto(raster);
  for (const [i, adjustments] of list.entries()) {
    const developed = developReference(raster, analysis, adjustments);
    await writePhoto(join(folder, `${name}-look-${i + 1}.jpg`), developed);
  }
}

async function propose(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(
    {
      looks: { type: 'string' },
      seed: { type: 'string' },
      edits: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'string' },
      side: { type: 'string' },
      help: { type: 'boolean' },
    },
    args,
  );
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (positionals.length === 0) throw usage(`Which photo? ${USAGE}`);
  const count = wholeNumber(values.looks, 'looks', 6, 1);
  if (count > MOST_LOOKS) throw usage(`--looks can be at most ${MOST_LOOKS}.`);
  const seed = wholeNumber(values.seed, 'seed', 1);
  const side = wholeNumber(values.side, 'side', LOOK_SIDE, 64);
  const history: readonly KeptEdit[] = values.edits === undefined ? [] : await readHistory(values.edits);
  if (values.out !== undefined) await mkdir(values.out, { recursive: true });

  const proposer = await createProposer(history);
  const names = distinctNames(positionals.map((path) => basename(path, extname(path))));
  const results: ReturnType<typeof toJson>[] = [];
  const rows: SheetRow[] = [];
  try {
    if (proposer.taste) {
      const styles = [...proposer.taste]
        .sort((a, b) => b.probability - a.probability)
        .map(({ style, probability }) => `${style} ${(100 * probability).toFixed(1)}%`);
      process.stdout.write(`Taste after ${history.length} edits: ${styles.join('; ')}\n`);
    }
    for (const [i, path] of positionals.entries()) {
      const raster = downscale(await readPhoto(path), side);
      const { before, looks } = await proposer.propose(raster, { count, seed });
      if (looks.length === 0) throw new ManylightError('model-invalid', `No look was found for ${path}.`);
      process.stdout.write(`${table(path, looks)}\n`);
      results.push(toJson(path, looks));
      if (values.out === undefined) continue;
      rows.push({
        label: path,
        cells: [
          { label: 'original', raster: before },
          ...looks.map(({ label, raster: developed }, n) => ({
            label: `${n + 1}. ${label}`,
            raster: developed,
          })),
        ],
      });
      const list = looks.map(({ adjustments }) => adjustments);
      await writeLooks(values.out, names[i], raster, list);
    }
  } finally {
    proposer.dispose();
  }
  if (values.out !== undefined)
    await writeContactSheet(join(values.out, 'contact-sheet.jpg'), rows, { cell: 300 });
  if (values.json !== undefined) {
    const { json } = values;
    await writeFile(json, `${JSON.stringify(results, null, 2)}\n`).catch(() => {
      throw usage(`${json} cannot be written.`);
    });
  }
}

await runCommand(propose);
