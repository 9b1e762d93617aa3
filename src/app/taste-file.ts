import { ManylightError, type PhotoId } from '../core';
import { readStoredEdit, type StoredEdit } from '../edit';
import type { DislikeRecord, ObservationRecord } from '../store';

/** What a taste file holds of one photo: docs/taste-file.md is the format for people and programs. */
export type FiledObservation = Omit<
  ObservationRecord,
  'profile' | 'potential' | 'tasteVersion' | 'thumbnail'
>;
export type FiledDislikes = Omit<DislikeRecord, 'profile'>;

export interface TasteFile {
  /** The profile's name. */
  readonly name: string;
  readonly observations: readonly FiledObservation[];
  readonly dislikes: readonly FiledDislikes[];
}

export const TASTE_FORMAT = 'manylight-taste';
export const TASTE_FILE_VERSION = 1;

/** Base64 of float32 values, little-endian. */
function encodeFeatures(values: Float32Array): string {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** JSON of a taste: no picture, and no name of a folder; only files' own names. */
export function writeTasteFile({ name, observations, dislikes }: TasteFile, now: Date): string {
  const when = (time: number) => new Date(time).toISOString();
  const file = {
    format: TASTE_FORMAT,
    version: TASTE_FILE_VERSION,
    written: now.toISOString(),
    profile: { name },
    edits: observations.map((row) => ({
      photo: row.photo,
      name: row.name,
      when: when(row.when),
      edit: row.edit,
      ...(row.look !== undefined && { look: row.look }),
      ...(row.asShown && { asShown: row.asShown }),
      encoder: row.encoderVersion,
      features: encodeFeatures(row.features),
    })),
    notForMe: dislikes.map((row) => ({
      photo: row.photo,
      name: row.name,
      when: when(row.when),
      looks: row.looks,
      encoder: row.encoderVersion,
      features: encodeFeatures(row.features),
    })),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** The reason why a file is refused, without its name. */
class Refusal extends Error {}

const refuse = (reason: string): never => {
  throw new Refusal(reason);
};

type Fields = Readonly<Record<string, unknown>>;

function fields(data: unknown, what: string): Fields {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return refuse(`${what} is no object`);
  return data as Fields;
}

function text(data: Fields, key: string, what: string, longest = 1000): string {
  const value = data[key];
  if (typeof value !== 'string' || value === '' || value.length > longest) {
    return refuse(`${what} has no usable “${key}”`);
  }
  return value;
}

function list(data: Fields, key: string): readonly unknown[] {
  const value = data[key];
  return Array.isArray(value) ? value : refuse(`it has no list of “${key}”`);
}

function isSaid(data: Fields, key: string, what: string): boolean {
  const value = data[key] ?? false;
  return typeof value === 'boolean' ? value : refuse(`${what} has no usable “${key}”`);
}

function time(data: Fields, what: string): number {
  const value = Date.parse(text(data, 'when', what));
  return Number.isFinite(value) ? value : refuse(`${what} has no usable “when”`);
}

/** Far more numbers than any encoder gives. */
const MOST_FEATURES = 65_536;

function features(data: Fields, what: string): Float32Array {
  let bytes: string;
  try {
    bytes = atob(text(data, 'features', what, MOST_FEATURES * 6));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse(`${what} has damaged “features”`);
  }
  const view = new DataView(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)).buffer);
  if (view.byteLength === 0 || view.byteLength % 4 !== 0) return refuse(`${what} has damaged “features”`);
  const values = Float32Array.from({ length: view.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true));
  return values.every(Number.isFinite) ? values : refuse(`${what} has damaged “features”`);
}

function storedEdit(data: unknown, what: string): StoredEdit {
  try {
    readStoredEdit(data);
  } catch (error) {
    return refuse(`${what} cannot be read: ${error instanceof Error ? error.message : 'it is damaged.'}`);
  }
  const { version, adjustments } = data as StoredEdit;
  return { version, adjustments };
}

function common(data: Fields, what: string) {
  const photo = text(data, 'photo', what);
  if (!/^[0-9a-f]{64}$/.test(photo)) refuse(`${what} does not say which photo it is of`);
  return {
    photo: photo as PhotoId,
    name: text(data, 'name', what),
    when: time(data, what),
    encoderVersion: text(data, 'encoder', what),
    features: features(data, what),
  };
}

function observation(data: unknown, index: number): FiledObservation {
  const what = `edit ${index + 1}`;
  const row = fields(data, what);
  return {
    ...common(row, what),
    edit: storedEdit(row.edit, what),
    ...(row.look !== undefined && { look: text(row, 'look', what) }),
    ...(isSaid(row, 'asShown', what) && { asShown: true as const }),
  };
}

/** More looks of one photo than anybody would turn down. */
const MOST_LOOKS = 500;

function dislikes(data: unknown, index: number): FiledDislikes {
  const what = `entry ${index + 1} of “notForMe”`;
  const row = fields(data, what);
  const looks = list(row, 'looks');
  if (looks.length === 0 || looks.length > MOST_LOOKS) refuse(`${what} has no usable “looks”`);
  return { ...common(row, what), looks: looks.map((look) => storedEdit(look, what)) };
}

function parse(json: string): TasteFile {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return refuse('it is not JSON');
  }
  const root = fields(data, 'what is in it');
  if (root.format !== TASTE_FORMAT) refuse('it is no taste that Manylight wrote');
  const { version } = root;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return refuse('it does not say which version it is of');
  }
  if (version > TASTE_FILE_VERSION) {
    refuse(
      `a newer Manylight wrote it (version ${version}, known up to ${TASTE_FILE_VERSION}); reload this page`,
    );
  }
  return {
    name: text(fields(root.profile, 'its profile'), 'name', 'its profile'),
    observations: list(root, 'edits').map(observation),
    dislikes: list(root, 'notForMe').map(dislikes),
  };
}

/** Reads a taste file whole, or throws `data-invalid` with one sentence that names the file and the reason. */
export function readTasteFile(json: string, fileName: string): TasteFile {
  try {
    return parse(json);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const reason = error.message.replace(/\.$/, '');
    throw new ManylightError('data-invalid', `“${fileName}” was not imported: ${reason}.`, { cause: error });
  }
}

/**
 * The filed rows that are news: of two records of one photo the newer counts. What is here wins a tie, so that importing
 * a file twice changes nothing.
 */
export function newestOf<Row extends { readonly photo: PhotoId; readonly when: number }>(
  filed: readonly Row[],
  here: readonly { readonly photo: PhotoId; readonly when: number }[],
): Row[] {
  const known = new Map(here.map(({ photo, when }) => [photo, when]));
  const news = new Map<PhotoId, Row>();
  for (const row of filed) {
    const other = news.get(row.photo)?.when ?? known.get(row.photo);
    if (other === undefined || row.when > other) news.set(row.photo, row);
  }
  return [...news.values()];
}
