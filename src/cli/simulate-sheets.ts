import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { analysePhoto, developReference, downscale } from '../develop/reference';
import type { NEUTRAL } from '../edit';
import { makeVariants, prepareSource, prepareVariant, type SceneKind, STYLE_NAMES } from '../training';
import { type SheetCell, type SheetRow, writeContactSheet } from './contact-sheet';
import { readSource, type SimulationJob } from './simulate-work';

const CELL = 190;
const ROWS = 6;

/** Contact sheets of every photo: a variant of it, its honest correction, and every style at full strength. */
export async function writeStyleSheets(
  paths: readonly string[],
  scenes: readonly SceneKind[],
  job: SimulationJob,
  folder: string,
  note: (line: string) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  let rows: SheetRow[] = [];
  for (const [group, path] of paths.entries()) {
    const raster = await readSource(path);
    const source = prepareSource(raster, scenes[group], job.seed + group);
    const variants = makeVariants(raster, { group, count: job.variants, seed: job.seed });
    const { raster: faulty, fault } = variants[group % variants.length];
    const bench = prepareVariant(source, faulty);
    const small = downscale(faulty, CELL);
    const analysis = analysePhoto(small);
    const cells: SheetCell[] = [{ label: fault.kind, raster: small }];
    const show = (label: string, adjustments: typeof NEUTRAL) =>
      cells.push({ label, raster: developReference(small, analysis, adjustments) });
    show(`honest ${bench.honest.miss.toFixed(2)}`, bench.honest.adjustments);
    STYLE_NAMES.forEach((name, style) => {
      if (!source.wishes[style]) return;
      const { adjustments, miss } = bench.full(style);
      show(`${name} ${miss.toFixed(2)}`, adjustments);
    });
    rows.push({ label: `${basename(path)} (${source.scene})`, cells });
    if (rows.length === ROWS || group === paths.length - 1) {
      const sheet = join(folder, `styles-${String(Math.floor(group / ROWS)).padStart(3, '0')}.jpg`);
      await writeContactSheet(sheet, rows, { cell: CELL });
      note(sheet);
      rows = [];
    }
  }
}
