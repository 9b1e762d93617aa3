import type { PhotoId, ProfileId } from '../core';
import type { AdjustmentId, Adjustments } from '../edit';
import type { Picture } from './picture';
import type { SliderSummary } from './taste-summary';

export interface TasteStyle {
  readonly index: number;
  readonly name: string;
  readonly words: string;
  /** What it does to the average photo. */
  readonly average: Adjustments;
  /** Share of this person's taste, 0..1, over all styles summing to 1. */
  readonly weight: number;
  /** The share before anything was learned. */
  readonly baseline: number;
}

/** What is known of one slider in this person's hand. */
export interface SliderHabit extends SliderSummary {
  readonly id: AdjustmentId;
}

export interface ObservationView {
  readonly photoId: PhotoId;
  readonly name: string;
  readonly thumbnail: Picture | undefined;
  /** Milliseconds since 1970. */
  readonly when: number;
  /** The style that this edit speaks for most. */
  readonly towards: { readonly style: number; readonly name: string };
  /**
   * What the taste would lose without it: total variation distance, 0..1, between the styles' shares with and without.
   */
  readonly influence: number;
  /** The share of that style if this edit were forgotten. */
  readonly without: number;
  readonly adjustments: Adjustments;
}

/** Looks of one photo that were not for the person. */
export interface DislikeView {
  readonly photoId: PhotoId;
  readonly name: string;
  readonly when: number;
  /** How many looks. */
  readonly count: number;
  /** The style that they speak against most, and how much they change, as in ObservationView. */
  readonly against: { readonly style: number; readonly name: string };
  readonly influence: number;
}

export interface TasteProfile {
  readonly id: ProfileId;
  readonly name: string;
}

/** The open photo in one of the models' styles. */
export interface StylePicture {
  readonly picture: Picture;
  readonly adjustments: Adjustments;
}

export interface TasteState {
  /** loading until the model and the history are read; unavailable: `message` says what is missing. */
  readonly phase: 'loading' | 'ready' | 'unavailable';
  readonly message: string;
  /** In the models' order. */
  readonly styles: readonly TasteStyle[];
  /** In the table's order. */
  readonly sliders: readonly SliderHabit[];
  /** How likely the next edit is like those it learned from, 0 to 1: low where these do not agree. */
  readonly own: number;
  /** Newest first. */
  readonly observations: readonly ObservationView[];
  /** Newest first. */
  readonly dislikes: readonly DislikeView[];
  /** How many observations there are. */
  readonly count: number;
  /** Kept edits that do not count until their photos are edited again: another encoder saw them. */
  readonly waiting: number;
  /** Shares after each of the last edits, oldest first, each in the models' order; the last is as it is now. */
  readonly path: readonly ArrayLike<number>[];
  /** At least one, the first made first; all that is above is of the one in use. */
  readonly profiles: readonly TasteProfile[];
  readonly profile: ProfileId;
  /** The open photo in each style, in the models' order, while `developStyles` holds them; else empty. */
  readonly pictures: readonly StylePicture[];
}
