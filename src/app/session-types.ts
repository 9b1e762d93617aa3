import type { PhotoId, ProfileId } from '../core';
import type { AdjustmentId, Adjustments, AdjustmentsPatch } from '../edit';
import type { ExportedFile, ExportOptions } from './export-types';
import type { SetSession } from './set/types';
import type { SessionState, Zoom } from './state-types';

/** A store that can be read and watched, never written: what zustand's `useStore(api, selector)` takes. */
export interface Readable<T> {
  getState(): T;
  getInitialState(): T;
  /** Calls back after every change; returns the way to stop. */
  subscribe(listener: (state: T, previous: T) => void): () => void;
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
  /**
   * Ends the gesture: what is previewed becomes one entry of the history. One that goes on from the last (a key tapped
   * again) becomes part of the last gesture's entry, if that left one of the same label and nothing came after it.
   */
  commit(label: string, goesOn?: boolean): void;
  /** Ends the gesture and goes back to the committed edit (Escape). */
  cancelDraft(): void;
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
  /**
   * Shows a look on the big photo without taking it, or the untouched photo (AS_SHOT); null shows the edit again. A gesture
   * in progress stays as it is, and is shown again after.
   */
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
  /**
   * The open photo's edit as a develop preset of Lightroom and Camera Raw (XMP); the UI saves it. Also records the
   * observation. Undefined while every slider is at 0.
   */
  exportPreset(name: string): Promise<ExportedFile | undefined>;
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
  /** Takes back what was learned of one photo, exactly: its edit, and the looks of it that were turned down. */
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

  /** Whether keys that are pressed without Ctrl do anything; kept on this device. */
  setSingleKeys(on: boolean): void;

  dismissMessage(id: number): void;
  /** It is pointed at or has the focus: it does not leave by itself until that ends. */
  holdMessage(id: number, on: boolean): void;
  /** Stops the worker and frees everything. */
  dispose(): void;
}
