import type { ExportedFile, ExportOptions } from '../export-types';
import type { Picture } from '../picture';

/**
 * Whose an edit is. none: every slider at 0. given: a set's look, as it came. hand: the person's, be it a look they took or
 * sliders they moved.
 */
export type EditKind = 'none' | 'given' | 'hand';

/** A photo of the set that was opened together. */
export interface SetPhoto {
  /** Its place in the set, from 0; the same for as long as the set is there. */
  readonly key: number;
  /** The file's name. */
  readonly name: string;
  /** The photo with its edit; undefined until it has been looked at. */
  readonly thumbnail: Picture | undefined;
  /** Whose its edit is; unknown until the file has been read. */
  readonly edit: EditKind | 'unknown';
  /** One sentence when the file cannot be opened, else empty. */
  readonly problem: string;
}

/** Work on all photos of the set, in the background. */
export interface SetTask {
  readonly kind: 'looks' | 'export';
  /** What is being done, for instance "Looking at photos". */
  readonly words: string;
  /** Photos. */
  readonly done: number;
  readonly total: number;
}

export interface SetState {
  /** Empty unless several photos were opened together; in the order of the files. */
  readonly photos: readonly SetPhoto[];
  /** The key of the one that is open; null when that is another photo. */
  readonly open: number | null;
  readonly task: SetTask | null;
}

/** What the session does for several photos. */
export interface SetSession {
  /**
   * Opens the first of the files that can be opened; several become the set, for as long as this tab has it open. The open
   * photo's edit is kept and recorded.
   */
  open(files: readonly File[]): Promise<void>;
  /** Opens a photo of the set with its own edit. */
  choosePhoto(key: number): Promise<void>;
  /** The next photo of the set (1) or the one before (-1). */
  stepPhoto(step: 1 | -1): Promise<void>;
  /** These photos of the set are in view: their thumbnails are made, and no others. */
  viewPhotos(keys: readonly number[]): void;
  /**
   * Gives one look to all photos of the set that nobody has edited by hand, fitted to each: the open photo's, where that is
   * edited by hand, else one in the person's taste. Each gets it as one entry of its history, or, when it is stopped
   * before its end, none does.
   */
  editAll(): Promise<void>;
  /**
   * Takes the last `editAll` of this set back: each photo that still has its look gets back the edit and the history that
   * it had before. What was changed, kept or exported by itself since stays. Offered by the message that reports it.
   */
  undoEditAll(): Promise<void>;
  /**
   * All photos of the set at full size with their edits, as one ZIP, in the background; the UI saves it. Nothing is
   * recorded: what was given to all was nobody's choice. Undefined when it was stopped or no photo could be exported.
   */
  exportAll(options: Omit<ExportOptions, 'signal'>): Promise<ExportedFile | undefined>;
  /** Stops what `state.set.task` says. */
  stopTask(): void;
}
