import type { Prepared } from '../training/fitting';
import type { Darkroom } from './pictures';

/** What is evaluated on: a dataset's edits, and pictures of its test photos. */
export interface Material {
  readonly prepared: Prepared;
  readonly darkroom: Darkroom;
  /** Of each photo: variants of one photo share it. */
  readonly groups: ArrayLike<number>;
  /** Whether a report may show the photo; those that it may are preferred. */
  readonly mayShow: (photo: number) => boolean;
}
