import { ManylightError } from '../../core';
import type { Cell } from './database';
import { parseLua } from './lua';
import { type DevelopSettings, settingsOfLua, settingsOfXmp } from './settings';
import { parseXmp } from './xmp';

/** Settings of one photo are kilobytes; a length past this is no length. */
const MAX_INFLATED = 16 * 2 ** 20;

const bad = (reason: string, cause?: unknown) =>
  new ManylightError('data-invalid', `The develop settings cannot be read: ${reason}.`, { cause });

async function inflate(bytes: Uint8Array, length: number): Promise<string> {
  if (length > MAX_INFLATED) throw bad('they say that they are larger than any real ones');
  const whole = new Uint8Array(length);
  let at = 0;
  try {
    const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('deflate'));
    const reader = stream.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      if (at + value.length > length) {
        await reader.cancel();
        throw new RangeError('longer than it says');
      }
      whole.set(value, at);
      at += value.length;
    }
  } catch (cause) {
    throw bad('they are compressed and damaged', cause);
  }
  return new TextDecoder().decode(whole.subarray(0, at));
}

/** A column that Lightroom writes as text, as the text's bytes, or compressed: four bytes of length, then zlib. */
export async function textOfCell(cell: Cell): Promise<string> {
  if (typeof cell === 'string') return cell;
  if (!(cell instanceof Uint8Array)) return '';
  if (cell.length > 6 && (cell[4] & 0x0f) === 8 && (cell[4] * 256 + cell[5]) % 31 === 0) {
    const length = new DataView(cell.buffer, cell.byteOffset).getUint32(0);
    return inflate(cell.subarray(4), length);
  }
  return new TextDecoder().decode(cell);
}

/** Settings as a catalogue holds them: Lightroom's own table, or XMP. Undefined when there are none. */
export async function settingsOfCell(cell: Cell): Promise<DevelopSettings | undefined> {
  const text = (await textOfCell(cell)).trim();
  if (text === '') return undefined;
  return text.startsWith('<') ? settingsOfXmp(parseXmp(text)) : settingsOfLua(parseLua(text));
}
