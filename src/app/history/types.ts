import type { Adjustments } from '../../edit';

/** A file of the folder that a person picked; the path is within it. */
export interface PickedFile {
  readonly path: string;
  readonly file: File;
}

/** An edit that the folder or the catalogue tells of. */
export interface PlannedEdit {
  /** Which of the picked files it is an edit of. */
  readonly file: number;
  readonly adjustments: Adjustments;
  /** When it was made, as far as anything tells; milliseconds since 1970. */
  readonly when: number;
}

export interface HistoryPlan {
  /** Oldest first; each photo once, as it was last edited. */
  readonly edits: readonly PlannedEdit[];
  /** What is left out, and why, in words. */
  readonly skipped: readonly SkippedPhotos[];
}

export interface SkippedPhotos {
  readonly words: string;
  readonly count: number;
}

/** Told while a plan is made: photos looked at; of how many is not known while a catalogue is read. */
export type PlanProgress = (done: number, of: number | undefined) => void;

/** Reads settings in a worker of its own, so that a catalogue of a gigabyte keeps no frame waiting. */
export interface HistoryReader {
  plan(
    files: readonly PickedFile[],
    catalog: File | undefined,
    onProgress: PlanProgress,
  ): Promise<HistoryPlan>;
}
