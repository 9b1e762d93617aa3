import type { NumberRange } from '../input/numbers';

/** A number that lives outside React: how to read it, watch it and move it. Slider and number field share one. */
export interface ValueSource {
  readonly range: NumberRange;
  read(): number;
  /** Must be stable between renders; returns the way to stop. */
  subscribe(listener: () => void): () => void;
  /**
   * Calls back when the number is another one: a gesture under way, or something half typed, was not meant for it.
   * Must be stable between renders; returns the way to stop.
   */
  onReplaced(listener: () => void): () => void;
  /** A key or a typed number is about to move it: what is only being looked at makes way for what there is. */
  begin?(): void;
  preview(value: number): void;
  /** @param goesOn a key was tapped again: part of the change that the last commit made */
  commit(goesOn: boolean): void;
  cancel(): void;
  reset(): void;
}
