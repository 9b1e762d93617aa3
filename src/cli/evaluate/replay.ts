import { readFile } from 'node:fs/promises';
import { ManylightError } from '../../core';
import type { RawEdit } from '../../evaluation';
import type { Figure } from './figure';
import { openModels } from './people';

const COLUMNS = [
  'Temperature',
  'Tint',
  'Exposure2012',
  'Contrast2012',
  'Highlights2012',
  'Shadows2012',
  'Whites2012',
  'Blacks2012',
  'Clarity2012',
  'Vibrance',
  'Saturation',
] as const;

/** Lightroom settings of raw photos, one a line in order of time, under the names that XMP has for them. */
async function readEdits(path: string): Promise<RawEdit[]> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new ManylightError('data-invalid', `${path} could not be read.`, { cause });
  });
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const names = (head ?? '').split(',').map((name) => name.trim());
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new ManylightError('data-invalid', `${path} has no column ${missing.join(', ')}.`);
  return lines.map((line, i) => {
    const cells = line.split(',').map(Number);
    const edit = Object.fromEntries(COLUMNS.map((name) => [name, cells[names.indexOf(name)]]));
    const bad =
      COLUMNS.find((name) => !Number.isFinite(edit[name])) ??
      (edit.Temperature > 0 ? undefined : 'Temperature');
    if (bad) throw new ManylightError('data-invalid', `Line ${i + 2} of ${path} has no number for ${bad}.`);
    return edit;
  });
}

/** A real person's edits, one step ahead. */
export const replayFigure: Figure = {
  usage: '--replay FILE.csv [--looks RUN --taste RUN]',
  check: () => undefined,
  async run(values, note) {
    const edits = await readEdits(values.replay!);
    const { looks, taste } = await openModels(values);
    note(`${edits.length} edits`);
    const { replay, replayPage, replayText } = await import('../../evaluation');
    const result = replay(looks, taste, edits);
    return { text: replayText(result), data: result, section: replayPage(result) };
  },
};
