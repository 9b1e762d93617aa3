import type { PhotoId, ProfileId } from '../core';
import type { AdjustmentId, Adjustments, AdjustmentsPatch } from '../edit';
import type { SliderDensities } from '../looks';
import type { ExportedFile, ExportOptions } from './export-types';
import type { Picture } from './picture';
import type { SetSession, SetState } from './set/types';
import type { TasteState } from './taste-types';

export type { ExportedFile, ExportFormat, ExportOptions } from './export-types';

/** A store that can be read and watched, never written: what zustand's `useStore(api, selector)` takes. */
export interface Readable<T> {
  getState(): T;
  getInitialState(): T;
  /** Calls back after every change; returns the way to stop. */
  subscribe(listener: (state: T, previous: T) => void): () => void;
}

/** How frames reach the screen: presented from the worker, read back to a 2D canvas, or drawn on the CPU. */
export type Renderer = 'webgpu-offscreen' | 'webgpu-readback' | 'reference';

export interface Capability {
  /** Unknown until the worker has asked for a GPU. */
  readonly renderer: Renderer | undefined;
  /** One sentence for people, for instance "Renders on the graphics card." Empty until known. */
  readonly words: string;
}

/** Whether edits, taste and recent photos outlive this tab. */
export type StorageState =
  | { readonly phase: 'opening' }
  | { readonly phase: 'kept' }
  | { readonly phase: 'not-kept'; readonly reason: string };

export interface OpenPhoto {
  readonly id: PhotoId;
  /** The file's name. */
  readonly name: string;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
}

/** The committed edit, as a view of its history. */
export interface EditView {
  /** What the sliders rest at; while a gesture runs, `session.draft` is ahead of it. */
  readonly adjustments: Adjustments;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What Undo takes back and Redo brings back, for instance "Exposure"; empty when there is nothing. */
  readonly undoLabel: string;
  readonly redoLabel: string;
  /** Every slider at 0. */
  readonly neutral: boolean;
}

export interface LookItem {
  readonly id: string;
  /** What it does to this photo, for instance "Brighter, warmer, softer". */
  readonly words: string;
  readonly adjustments: Adjustments;
  readonly thumbnail: Picture;
  /** It is of the style that the person's taste leads to; false while fewer than three edits are known. */
  readonly isYours: boolean;
  /** It is not for the person, and another is being found for its place. */
  readonly isLeaving?: boolean;
}

export interface LooksState {
  /** idle: no photo. unavailable: `message` says what is missing; everything else works. */
  readonly phase: 'idle' | 'finding' | 'ready' | 'unavailable';
  /** One sentence when finding or unavailable, else empty. */
  readonly message: string;
  /**
   * The likeliest pictures first; the taken look is always among them, at the end where it is of an earlier list. After
   * `moreLikeThis` that look comes first and variations of it follow. While more are being found the earlier ones stay
   * here, so that nothing jumps.
   */
  readonly items: readonly LookItem[];
  /** Where people of this taste set each free slider for this photo, given the locked ones; empty until it is known. */
  readonly densities: SliderDensities;
  /** The neutral photo at the size of the looks' thumbnails, for "As shot"; from the first frame on. */
  readonly asShot: Picture | undefined;
  /** The look that the edit stands on, or none. */
  readonly taken: string | null;
  /** Shown on the big photo without being taken (hover, focus). */
  readonly previewed: string | null;
  /** How much of the taken look: 0 neutral, 1 the look, up to 1.5 past it. */
  readonly amount: number;
}

/** Counts of the shown photo's 8-bit values, at preview size. */
export interface Histogram {
  /** Each [256]. Luminance is of the encoded value (luma weights of the photo's space). */
  readonly red: Uint32Array;
  readonly green: Uint32Array;
  readonly blue: Uint32Array;
  readonly luminance: Uint32Array;
  /** Fractions 0..1 of pixels with every channel at 0, and with any channel at 255. */
  readonly shadowsClipped: number;
  readonly highlightsClipped: number;
}

/** fit: the whole photo. Else device pixels to one photo pixel: 1 and 2 are 100% and 200%, fingers and wheel go between. */
export type Zoom = 'fit' | number;

export interface ViewState {
  readonly zoom: Zoom;
  /** The photo's point, as fractions 0..1 of its width and height, that is in the middle of the canvas. */
  readonly centre: { readonly x: number; readonly y: number };
  /**
   * Where the photo lies on the canvas now, in CSS pixels of the canvas (may reach outside it when zoomed);
   * undefined until a photo and a viewport are known.
   */
  readonly photoBox:
    | { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
    | undefined;
  /** Before and after side by side: the share of the photo's width, from the left, shown as shot; null when off. */
  readonly split: number | null;
  /** Clipped pixels are painted over. */
  readonly clipping: boolean;
}

/** An import of edits made elsewhere (start with a history). */
export interface HistoryState {
  /**
   * reading: settings are gathered. importing: photos are looked at, one by one, in the background. unfinished: an
   * earlier visit was interrupted; picking the folder again goes on. failed: `message` says why.
   */
  readonly phase: 'idle' | 'reading' | 'importing' | 'done' | 'stopped' | 'failed' | 'unfinished';
  /** The picked folder's name. */
  readonly folder: string;
  /** Photos read or looked at; `total` is 0 while it is not known. */
  readonly done: number;
  readonly total: number;
  /** Edits that became part of the person's history. */
  readonly learned: number;
  /** What was left out, and why, in words. */
  readonly skipped: readonly { readonly words: string; readonly count: number }[];
  readonly message: string;
}

export interface Message {
  readonly id: number;
  /** The role it is to be shown with. */
  readonly kind: 'status' | 'alert';
  /** One sentence. */
  readonly text: string;
}

export interface ExportState {
  readonly name: string;
  /** 0..1. */
  readonly progress: number;
}

export interface RecentPhoto {
  readonly id: PhotoId;
  readonly name: string;
  readonly thumbnail: Picture | undefined;
  /** Last opened or edited, milliseconds since 1970. */
  readonly when: number;
}

export interface SessionState {
  readonly capability: Capability;
  readonly storage: StorageState;
  /** empty: no photo, nothing coming. opening: a photo is being read (an earlier one may still be shown). */
  readonly phase: 'empty' | 'opening' | 'ready';
  /** Name of the photo being read while phase is opening. */
  readonly openingName: string;
  readonly photo: OpenPhoto | null;
  /** The photos that were opened together. */
  readonly set: SetState;
  /**
   * A canvas can be handed over once. When this changes, make a new <canvas> element (key it with this number) and
   * give it to attachCanvas.
   */
  readonly canvasGeneration: number;
  readonly edit: EditView;
  /** Sliders that keep their values whatever look or amount is chosen, in the table's order; none in a fresh photo. */
  readonly locked: readonly AdjustmentId[];
  readonly looks: LooksState;
  readonly histogram: Histogram | undefined;
  readonly view: ViewState;
  /** The untouched photo is being shown. */
  readonly comparing: boolean;
  readonly taste: TasteState;
  readonly history: HistoryState;
  /** Oldest first. */
  readonly messages: readonly Message[];
  readonly exporting: ExportState | null;
  /** There are settings to paste. */
  readonly hasCopied: boolean;
  /** Newest first, without the open one. */
  readonly recent: readonly RecentPhoto[];
  /** The open photo's edit has been recorded as it now stands, so Done has nothing more to do. */
  readonly recorded: boolean;
}

/**
 * The headless app. Nothing here throws for what a person may meet: that becomes a message (and the state stays as it
 * was); the exception is `export`, which also rejects, with an AbortError when it was cancelled. All use cases may be
 * called at any time; those without meaning now do nothing.
 */
export interface Session extends SetSession {
  readonly state: Readable<SessionState>;
  /**
   * The adjustments shown on the photo now: the gesture in progress, a previewed look, or else the committed edit. It
   * changes with every pointer event, so subscribe to it only from the slider's number and thumb.
   */
  readonly draft: Readable<Adjustments>;

  /** Opens a picture made in code, so that anyone can try without a photo at hand. */
  openSample(): Promise<void>;
  /** Opens a photo of `state.recent` with its edit. */
  openRecent(id: PhotoId): Promise<void>;

  /** Hands the canvas over for good (transferControlToOffscreen); the same element again does nothing. */
  attachCanvas(canvas: HTMLCanvasElement): void;
  /** The canvas's size in CSS pixels and devicePixelRatio; call on every resize. */
  resizeViewport(cssWidth: number, cssHeight: number, devicePixelRatio: number): void;

  /** Shows a change without committing it; at most one frame is in flight and the newest draft wins. */
  preview(patch: AdjustmentsPatch): void;
  /** Ends the gesture: what is previewed becomes one entry of the history. */
  commit(label: string): void;
  /** Ends the gesture and goes back to the committed edit (Escape). */
  cancelDraft(): void;
  /** preview and commit of one slider, labelled with its name (number entry, arrow keys). */
  setSlider(id: AdjustmentId, value: number): void;
  /** One slider back to 0. */
  resetSlider(id: AdjustmentId): void;
  /** All sliders back to 0, as one entry; no look is taken any more. */
  reset(): void;
  undo(): void;
  redo(): void;
  /** Keeps the open photo's settings at hand, for this visit. */
  copySettings(): void;
  /** Gives them to the open photo, as one entry of the history; locked sliders stay. */
  pasteSettings(): void;

  /** Shows the untouched photo while on. */
  compare(on: boolean): void;
  /** Shows the photo as shot left of this share 0..1 of its width; null shows the edit alone. */
  setSplit(share: number | null): void;
  /** Paints what is clipped over: highlights red, shadows blue. */
  showClipping(on: boolean): void;
  setZoom(zoom: Zoom): void;
  /** Zooms so that a point of the canvas (CSS pixels from its top left) stays where it is. */
  zoomAt(zoom: Zoom, x: number, y: number): void;
  /** Moves the photo by CSS pixels; clamped so that it does not leave the canvas. */
  pan(dx: number, dy: number): void;

  /** Finds looks for the open photo; open() does it already. Also the way to try again. */
  suggestLooks(): Promise<void>;
  /** Others for the same photo, from a fresh seed. */
  moreLooks(): Promise<void>;
  /** A look of the strip and variations of it; the taken one when none is named. */
  moreLikeThis(id?: string): Promise<void>;
  /**
   * Locks a slider, or lets it go. Looks and amounts leave it where it stands (a person may still move it), and the
   * strip proposes the other sliders anew, as they go with it.
   */
  setLock(id: AdjustmentId, on: boolean): void;
  /**
   * A look of the strip is not for the person: it leaves the strip, another takes its place for this photo, and the taste
   * counts it. One entry of the history, so undo takes it back. Not for the taken look.
   */
  notForMe(id: string): void;
  /** Shows a look on the big photo without taking it; null shows the edit again. */
  previewLook(id: string | null): void;
  /** Takes a look as the edit, amount 1, one entry of the history; locked sliders stay. */
  takeLook(id: string): void;
  /**
   * Shows the taken look at an amount 0..1.5; sliders that the person has moved by hand since stay where they are, and so
   * do locked ones. Does not commit: call commit('Amount') at the end of the gesture.
   */
  setAmount(amount: number): void;

  /** The photo at full size as a file; the UI saves it. Also records the observation. */
  export(options: ExportOptions): Promise<ExportedFile>;
  /** Records the edit of this photo for the taste. */
  done(): Promise<void>;
  /**
   * Learns from edits made in Lightroom or Camera Raw: the files of a folder, with XMP in them or beside them, or the
   * photos of a catalogue. Goes on in the background; `state.history` tells how far it is. What was imported before is
   * not imported twice.
   */
  startWithHistory(files: readonly File[], catalog?: File): Promise<void>;
  /** Stops it; what was learned so far stays. */
  stopHistory(): void;
  /** Takes one observation back, exactly. */
  forget(photoId: PhotoId): Promise<void>;
  /** Takes back every edit that speaks most for this style. */
  forgetStyle(style: number): Promise<void>;
  /** Develops the open photo in every style, into `state.taste.pictures`, and lets them go when the signal says so. */
  developStyles(signal: AbortSignal): Promise<void>;

  /** Another profile learns and proposes from now on. */
  switchProfile(id: ProfileId): Promise<void>;
  /** Adds a profile that knows nothing yet, and turns to it. */
  addProfile(name: string): Promise<void>;
  renameProfile(id: ProfileId, name: string): Promise<void>;
  /** Takes away a profile and what it learned from; not the last one. */
  removeProfile(id: ProfileId): Promise<void>;

  /** The profile in use as one JSON file (docs/taste-file.md); undefined when that failed. */
  exportTaste(): Promise<ExportedFile | undefined>;
  /**
   * Merges such a file into the profile of its name, adds that where there is none, and turns to it. A file that cannot
   * be read whole changes nothing.
   */
  importTaste(file: File): Promise<void>;
  /** Erases taste, edits, recent photos and settings on this device. The open photo stays open. */
  forgetEverything(): Promise<void>;

  dismissMessage(id: number): void;
  /** Stops the worker and frees everything. */
  dispose(): void;
}
