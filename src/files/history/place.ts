import type { Adjustments } from '../../edit';
import type { AdjustOptions } from './adjust';
import { adjustmentsOfPhoto, type CatalogPhoto } from './catalog';
import type { FoundPhoto, PhotoIndex } from './photo-index';
import type { Reason, Tally } from './reasons';
import { firstTime } from './time';

/** An edit of a catalogue that can be learnt from: its photo is at hand, as the index has it. */
export interface PlacedEdit extends FoundPhoto {
  readonly photo: CatalogPhoto;
  readonly adjustments: Adjustments;
  /** When the photo was last changed, or else taken, milliseconds since 1970; undefined when nothing tells. */
  readonly changed: number | undefined;
}

export interface PlaceOptions extends AdjustOptions {
  /** The files are renderings of the photos, so that raw ones can be learnt from too. */
  readonly rendering?: boolean;
}

const fileOf = (
  { path, isRaw }: CatalogPhoto,
  index: PhotoIndex,
  rendering: boolean,
): FoundPhoto | { reason: Reason } =>
  isRaw && !rendering ? { reason: 'raw' } : index.find(path, { rendering });

/** The edit of a catalogue's photo; undefined, and why in the tally, where nothing can be learnt from it. */
export function placeEdit(
  photo: CatalogPhoto,
  index: PhotoIndex,
  skipped: Tally,
  { rendering = false, ...options }: PlaceOptions = {},
): PlacedEdit | undefined {
  const found = adjustmentsOfPhoto(photo, options);
  if ('refused' in found) {
    skipped.add(found.refused);
    return undefined;
  }
  const file = fileOf(photo, index, rendering);
  if ('reason' in file) {
    skipped.add(file.reason);
    return undefined;
  }
  const changed = photo.changed ?? firstTime(photo.capturedAt);
  return { ...file, photo, adjustments: found.adjustments, changed };
}

/** The catalogue's file that a file at hand is; undefined where several agree with it alike. */
interface Owner {
  readonly file: number | undefined;
  readonly folders: number;
}

/** By path. Photos that nobody edited count as well: a file that is theirs is nobody else's. */
function ownersOf(photos: readonly CatalogPhoto[], index: PhotoIndex): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>();
  for (const photo of photos) {
    const found = fileOf(photo, index, false);
    if ('reason' in found) continue;
    const { path, folders } = found;
    const owner = owners.get(path);
    if (!owner || folders > owner.folders) owners.set(path, { file: photo.file, folders });
    else if (folders === owner.folders && photo.file !== owner.file)
      owners.set(path, { file: undefined, folders });
  }
  return owners;
}

/**
 * The edits of a catalogue, in its order. Cameras use a name again and again, and of the photos of one name only one is
 * the file at hand: the one whose folders agree with it most, with its virtual copies.
 */
export function placeEdits(
  photos: readonly CatalogPhoto[],
  index: PhotoIndex,
  skipped: Tally,
): readonly PlacedEdit[] {
  const owners = ownersOf(photos, index);
  return photos.flatMap((photo) => {
    const placed = placeEdit(photo, index, skipped);
    if (!placed) return [];
    const owner = owners.get(placed.path)!;
    if (owner.file === photo.file) return [placed];
    const isTie = owner.file === undefined && owner.folders === placed.folders;
    skipped.add(isTie ? 'ambiguous' : 'missing');
    return [];
  });
}
