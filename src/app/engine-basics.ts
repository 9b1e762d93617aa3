import type { Adjustments } from '../edit';

/** Names one piece of abortable work; AbortSignals do not cross into a worker. */
export type JobId = number;

/** A small encoded picture. */
export interface EncodedPicture {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
}

export interface PhotoFeatures {
  readonly encoderVersion: string;
  readonly values: Float32Array;
}

export interface StudyRequest {
  readonly file: Blob;
  readonly name: string;
  readonly adjustments: Adjustments;
  /** Of the small picture. */
  readonly longSide: number;
}
