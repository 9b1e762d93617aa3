import { ManylightError } from '../../core';
import type { Adjustments } from '../../edit';
import { adjustmentsOf } from './adjust';
import { embeddedPackets, textOf } from './packet';
import { isRawFile, keyOf, stemOf } from './photo-index';
import type { Reason, Tally } from './reasons';
import { type DevelopSettings, settingsOfXmp } from './settings';
import { firstTime } from './time';
import { parseXmp, type Xmp } from './xmp';

/** A file of a folder, read when it is asked for. */
export interface FolderFile {
  readonly path: string;
  bytes(): Promise<Uint8Array>;
  /** When it was last written, milliseconds since 1970. */
  written(): Promise<number>;
}

/** A photo whose XMP says how it was edited. */
export interface EditedPhoto<File extends FolderFile> {
  readonly file: File;
  readonly adjustments: Adjustments;
  /** When the settings were written, or where nothing tells, the photo's file; milliseconds since 1970. */
  readonly changed: number;
  /** Tools were used as well that Manylight does not have. */
  readonly isBeyond: boolean;
}

interface Said {
  readonly settings: DevelopSettings | undefined;
  /** Undefined when nothing tells. */
  readonly changed: number | undefined;
}

/** A sidecar names the kind of file it was written for: that of a raw photo is not of the JPEG beside it. */
function isSidecarOf(xmp: Xmp, photo: string): boolean {
  const written = xmp.fields.photoshop.get('SidecarForExtension') ?? '';
  return written === '' || photo.toLowerCase().endsWith(`.${written.toLowerCase()}`);
}

function said(xmp: Xmp): Said {
  const { xmp: basic, crs } = xmp.fields;
  return {
    // A preset that lies beside a photo says nothing of it.
    settings: crs.has('PresetType') ? undefined : settingsOfXmp(xmp),
    changed: firstTime(basic.get('MetadataDate'), basic.get('ModifyDate')),
  };
}

/** Throws `photo-unreadable` where the disk or the browser does not give it: it went away, or nobody may read it. */
async function bytesOf(file: FolderFile): Promise<Uint8Array> {
  try {
    return await file.bytes();
  } catch (cause) {
    throw new ManylightError('photo-unreadable', `${file.path} could not be read.`, { cause });
  }
}

/** The settings of a photo: its sidecar's, or else its own. Throws where one cannot be read. */
async function settingsOf(photo: FolderFile, sidecars: readonly FolderFile[]): Promise<Said> {
  for (const sidecar of sidecars) {
    const xmp = parseXmp(textOf(await bytesOf(sidecar)));
    const found = said(xmp);
    if (isSidecarOf(xmp, photo.path) && found.settings) return found;
  }
  for (const packet of embeddedPackets(await bytesOf(photo))) {
    const found = said(parseXmp(packet));
    if (found.settings) return found;
  }
  return { settings: undefined, changed: undefined };
}

/** Why settings could not be read, where that is the file's fault. */
function reasonOf(error: unknown): Reason {
  if (!(error instanceof ManylightError)) throw error;
  return error.code === 'photo-unreadable' ? 'unread' : 'unreadable';
}

/**
 * The photos of a folder whose XMP, embedded or in sidecars (`a.xmp` or `a.jpg.xmp`), says how they were edited, one by
 * one; what has none is counted in `skipped`. @param onProgress told how many photos of how many were looked at
 */
export async function* editedPhotos<File extends FolderFile>(
  files: readonly File[],
  isDecodable: (path: string) => boolean,
  skipped: Tally,
  onProgress: (done: number, of: number) => void = () => undefined,
): AsyncGenerator<EditedPhoto<File>> {
  const sidecarsByStem = new Map<string, File[]>();
  for (const file of files) {
    if (!/\.xmp$/i.test(file.path)) continue;
    const stem = stemOf(file.path);
    sidecarsByStem.set(stem, [...(sidecarsByStem.get(stem) ?? []), file]);
  }
  const owned = new Set<File>();
  const photos = files.filter(({ path }) => isDecodable(path) || isRawFile(path));
  for (const [i, file] of photos.entries()) {
    onProgress(i, photos.length);
    const sidecars = [keyOf(file.path), stemOf(file.path)].flatMap((key) => sidecarsByStem.get(key) ?? []);
    for (const sidecar of sidecars) owned.add(sidecar);
    if (isRawFile(file.path)) {
      skipped.add('raw');
      continue;
    }
    let own: Said;
    try {
      own = await settingsOf(file, sidecars);
    } catch (error) {
      skipped.add(reasonOf(error));
      continue;
    }
    const found = adjustmentsOf(own.settings);
    if ('refused' in found) {
      skipped.add(found.refused);
      continue;
    }
    const isBeyond = (own.settings?.beyond.length ?? 0) > 0;
    const changed = own.changed ?? (await file.written());
    yield { file, adjustments: found.adjustments, changed, isBeyond };
  }
  const sidecars = [...sidecarsByStem.values()].flat();
  const alone = sidecars.filter((sidecar) => !owned.has(sidecar)).length;
  if (alone > 0) skipped.add('sidecar-alone', alone);
}
