import type { Adjustments } from '../../edit';
import type { AdjustOptions } from './adjust';
import { adjustmentsOfPhoto, type CatalogPhoto } from './catalog';
import type { PhotoIndex } from './photo-index';
import type { Tally } from './reasons';

/** An edit of a catalogue that can be learnt from: its photo is at hand. */
export interface PlacedEdit {
  /** Where the photo is, as the index has it. */
  readonly path: string;
  readonly adjustments: Adjustments;
}

export interface PlaceOptions extends AdjustOptions {
  /** The files are renderings of the photos, so that raw ones can be learnt from too. */
  readonly rendering?: boolean;
}

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
  const file =
    photo.isRaw && !rendering ? ({ reason: 'raw' } as const) : index.find(photo.path, { rendering });
  if ('reason' in file) {
    skipped.add(file.reason);
    return undefined;
  }
  return { path: file.path, adjustments: found.adjustments };
}
