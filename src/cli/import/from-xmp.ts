import { readFile } from 'node:fs/promises';
import { extname, relative, sep } from 'node:path';
import { ManylightError } from '../../core';
import {
  adjustmentsOf,
  type DevelopSettings,
  embeddedPackets,
  type Found,
  parseXmp,
  settingsOfXmp,
  textOf,
  type Xmp,
} from '../../files/history';
import { filesBelow } from './folder';
import { type ImportPlan, isDecodable, isRawFile, type PlannedPhoto, stemOf, Tally } from './plan';

/** A sidecar names the kind of file it was written for: that of a raw photo is not of the JPEG beside it. */
function isSidecarOf(xmp: Xmp, photo: string): boolean {
  const written = xmp.fields.photoshop.get('SidecarForExtension');
  return (
    written === undefined || written === '' || written.toLowerCase() === extname(photo).slice(1).toLowerCase()
  );
}

interface Said {
  readonly settings: DevelopSettings | undefined;
  /** When the settings were written, as text that sorts. */
  readonly changed: string;
}

function said(xmp: Xmp): Said {
  const { xmp: basic } = xmp.fields;
  return {
    settings: settingsOfXmp(xmp),
    changed: basic.get('MetadataDate') ?? basic.get('ModifyDate') ?? '',
  };
}

/** The settings of a photo: its sidecar's, or else its own. Throws `data-invalid` where one cannot be read. */
async function settingsOf(photo: string, sidecars: readonly string[]): Promise<Said> {
  for (const sidecar of sidecars) {
    const xmp = parseXmp(textOf(await readFile(sidecar)));
    const found = said(xmp);
    if (isSidecarOf(xmp, photo) && found.settings) return found;
  }
  for (const packet of embeddedPackets(await readFile(photo))) {
    const found = said(parseXmp(packet));
    if (found.settings) return found;
  }
  return { settings: undefined, changed: '' };
}

/**
 * A folder of photos with XMP, embedded or in sidecars (`a.xmp` or `a.jpg.xmp`). All are one person's, or each folder
 * right below is a person's own. Edits come in the order in which they were written.
 */
export async function planXmp(folder: string, personPerFolder: boolean): Promise<ImportPlan> {
  const files = await filesBelow(folder);
  const sidecarsByStem = new Map<string, string[]>();
  for (const path of files.filter((name) => /\.xmp$/i.test(name))) {
    const stem = stemOf(path);
    sidecarsByStem.set(stem, [...(sidecarsByStem.get(stem) ?? []), path]);
  }
  const sidecarsOf = (photo: string) => [
    ...(sidecarsByStem.get(photo.toLowerCase()) ?? []),
    ...(sidecarsByStem.get(stemOf(photo)) ?? []),
  ];
  const people = new Map<string, number>();
  const personOf = (photo: string): number => {
    const [first, ...more] = relative(folder, photo).split(sep);
    const name = personPerFolder && more.length > 0 ? first : '';
    if (!people.has(name)) people.set(name, people.size);
    return people.get(name)!;
  };

  const skipped = new Tally();
  const owned = new Set<string>();
  const found: (PlannedPhoto & { changed: string })[] = [];
  let beyond = 0;
  for (const path of files.filter((name) => isDecodable(name) || isRawFile(name))) {
    const sidecars = sidecarsOf(path);
    for (const sidecar of sidecars) owned.add(sidecar);
    if (isRawFile(path)) {
      skipped.add('raw');
      continue;
    }
    let judged: Found;
    let own: Said;
    try {
      own = await settingsOf(path, sidecars);
      judged = adjustmentsOf(own.settings);
    } catch (error) {
      if (!(error instanceof ManylightError)) throw error;
      skipped.add('unreadable');
      continue;
    }
    if ('refused' in judged) {
      skipped.add(judged.refused);
      continue;
    }
    if (own.settings && own.settings.beyond.length > 0) beyond++;
    const edit = { person: personOf(path), time: 0, adjustments: judged.adjustments };
    found.push({ path, edits: [edit], changed: own.changed });
  }
  const alone = [...sidecarsByStem.values()].flat().filter((sidecar) => !owned.has(sidecar));
  if (alone.length > 0) skipped.add('sidecar-alone', alone.length);

  const inOrder = [...found].sort((a, b) => (a.changed === b.changed ? 0 : a.changed < b.changed ? -1 : 1));
  const times = new Map(inOrder.map((photo, time) => [photo.path, time]));
  const photos = found.map(({ path, edits }) => ({
    path,
    edits: edits.map((edit) => ({ ...edit, time: times.get(path)! })),
  }));
  return { population: 'xmp', photos, skipped, beyond };
}
