import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { analysePhoto, developReference } from '../develop/reference';
import { ADJUSTMENTS, NEUTRAL } from '../edit';
import { readArguments, runCommand, usage, wholeNumber } from './command';
import { type SheetRow, writeContactSheet } from './contact-sheet';
import { readPhoto } from './image-io';

const USAGE = 'npm run sheets -- PHOTO... --out FOLDER [--long-side 360] [--only ID]';

/** Shares of a slider's range that a sheet shows; 0 is the photo itself. */
const SHARES = [-1, -0.5, 0, 0.5, 1];

/** A contact sheet a slider: photos down, settings across, to judge the sliders by eye. */
export async function sliderSheets(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(
    {
      out: { type: 'string' },
      'long-side': { type: 'string' },
      only: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
    args,
  );
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (positionals.length === 0 || values.out === undefined)
    throw usage(`Photos and --out are needed: ${USAGE}`);
  const longSide = wholeNumber(values['long-side'], 'long-side', 360, 1);
  const photos = await Promise.all(positionals.map((path) => readPhoto(path, { longSide })));
  const analyses = photos.map(analysePhoto);
  await mkdir(values.out, { recursive: true });
  for (const { id, label, max } of ADJUSTMENTS) {
    if (values.only && !values.only.includes(id)) continue;
    const rows: SheetRow[] = photos.map((photo, i) => ({
      label: `${label}: ${basename(positionals[i], extname(positionals[i]))}`,
      cells: SHARES.map((share) => ({
        label: String(share * max),
        raster: developReference(photo, analyses[i], { ...NEUTRAL, [id]: share * max }),
      })),
    }));
    const path = join(values.out, `${id}.jpg`);
    await writeContactSheet(path, rows, { cell: longSide });
    process.stdout.write(`${path}\n`);
  }
}

await runCommand(sliderSheets);
