import type { Adjustments } from '../../edit';
import type { Tally } from '../../files/history';

/** One person's edit of a photo; `time` orders a person's edits. */
export interface PlannedEdit {
  readonly person: number;
  readonly time: number;
  readonly adjustments: Adjustments;
}

/** A photo to be looked at, and the edits that people made of it. */
export interface PlannedPhoto {
  readonly path: string;
  readonly edits: readonly PlannedEdit[];
}

export interface ImportPlan {
  /** As dataset.json names it. */
  readonly population: 'fivek' | 'xmp' | 'catalogue';
  readonly photos: readonly PlannedPhoto[];
  readonly skipped: Tally;
  /** Edits that also used tools which Manylight does not have; they are imported all the same. */
  readonly beyond: number;
}

/** What the command line can decode. */
export const isDecodable = (path: string): boolean => /\.(jpe?g|png|webp|avif|tiff?)$/i.test(path);
