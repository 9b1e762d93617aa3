import type { PhotoId } from '../core';
import type { Histogram } from '../develop';
import type { AdjustmentId, Adjustments } from '../edit';
import type { SliderDensities } from '../looks';
import type { Picture } from './picture';
import type { SetState } from './set/types';
import type { TasteState } from './taste-types';

/** How frames reach the screen: presented from the worker, read back to a 2D canvas, or drawn on the CPU. */
export type Renderer = 'webgpu-offscreen' | 'webgpu-readback' | 'reference';

export interface Capability {
  /** Unknown until the worker has asked for a GPU. */
  readonly renderer: Renderer | undefined;
  /** One sentence for people, for instance "Develops on the graphics card." Empty until known. */
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
   * The person's own first once there is one, then the likeliest pictures; the taken look is always among them, at the end where it is of an earlier list. After
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
  /** Shown on the big photo without being taken (hover, focus); AS_SHOT is the untouched photo. */
  readonly previewed: string | null;
  /** How much of the taken look: 0 neutral, 1 the look, up to 1.5 past it. */
  readonly amount: number;
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
  /** What can be done about it: `undoEditAll`, or `open` with files that are to be chosen. */
  readonly offers?: 'undo-edit-all' | 'open-again';
}

/** What has just happened to the edit, for who cannot see it. */
export interface Spoken {
  /** Another one each time: the same words may be said again. */
  readonly id: number;
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
  readonly spoken: Spoken;
  readonly exporting: ExportState | null;
  /** There are settings to paste. */
  readonly hasCopied: boolean;
  /** Newest first, without the open one. */
  readonly recent: readonly RecentPhoto[];
  /** Keys that are pressed without Ctrl work anywhere in the editor. */
  readonly singleKeys: boolean;
  /** The open photo's edit has been recorded as it now stands, so Done has nothing more to do. */
  readonly recorded: boolean;
}
