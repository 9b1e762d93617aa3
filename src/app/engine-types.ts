import type { PhotoId } from '../core';
import type { Histogram, Overlay } from '../develop';
import type { Adjustments, AdjustmentsPatch } from '../edit';
import type { ChooseOptions, NamedLook, SliderDensities } from '../looks';
import type { Belief } from '../taste';
import type { EncodedPicture, JobId, PhotoFeatures, StudyRequest } from './engine-basics';
import type { ExportFormat } from './export-types';
import type { SetEngine } from './set/engine-types';
import type { Capability, Renderer, Zoom } from './state-types';
import type { TasteFile } from './taste-file';
import type { TastePotentials, TasteSummary } from './taste-summary';
import type { Point, Viewport } from './view';

export type { EncodedPicture, JobId, PhotoFeatures, StudyRequest } from './engine-basics';

export interface EngineOptions {
  /** Forces a renderer where it can run at all (`?renderer=` in the address, for tests and for trouble). */
  readonly renderer?: Renderer | undefined;
  /** Absolute address of the folder with encoder/, looks/ and taste/, ending in a slash. */
  readonly modelsUrl: string;
}

/** What the engine says unasked. */
export interface EngineEvents {
  capability(capability: Capability): void;
  /** The canvas can no longer be drawn to: hand over a fresh one. */
  canvasNeeded(): void;
  histogram(histogram: Histogram): void;
  /** A finer picture of what is shown is at hand: draw again. */
  refined(): void;
  /** An export's progress, 0..1. */
  progress(job: JobId, fraction: number): void;
}

export type PhotoSource =
  | { readonly kind: 'file'; readonly file: Blob; readonly name: string }
  | { readonly kind: 'sample' };

export interface PreparedPhoto {
  readonly id: PhotoId;
  readonly name: string;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** The photo's bytes when the engine made them itself (the sample), for the store. */
  readonly file?: Blob;
}

export interface DrawRequest {
  readonly photo: PhotoId;
  readonly adjustments: Adjustments;
  readonly viewport: Viewport;
  readonly zoom: Zoom;
  readonly centre: Point;
  /** More frames are about to come: where a processor draws, a coarser one that is there sooner is better. */
  readonly hurried: boolean;
  readonly overlay: Overlay;
  /** The screen shows colours outside sRGB. */
  readonly wideScreen: boolean;
}

/** What looks are wanted, before the engine has located the one that they are to be like. */
export interface LooksRequest extends Omit<ChooseOptions, 'person' | 'locked' | 'like'> {
  /** What is believed of the person; absent before there is any observation. */
  readonly person?: Belief | undefined;
  readonly locked: AdjustmentsPatch;
  readonly like?: NamedLook | undefined;
}

export interface FoundLook {
  readonly words: string;
  /** Index of the models' style. */
  readonly style: number;
  readonly adjustments: Adjustments;
  readonly thumbnail: EncodedPicture;
}

export interface FoundLooks {
  readonly looks: readonly FoundLook[];
  /** Where people of this taste set each free slider for this photo, given the locked ones. */
  readonly densities: SliderDensities;
}

/** All that an edit made elsewhere needs to be an observation. */
export interface StudiedPhoto {
  readonly id: PhotoId;
  readonly features: PhotoFeatures;
  /** The photo as the edit leaves it. */
  readonly thumbnail: EncodedPicture;
}

export interface TasteModelInfo {
  readonly version: string;
  readonly encoderVersion: string;
  readonly featureSize: number;
  readonly styles: readonly {
    readonly name: string;
    readonly words: string;
    /** What it does to the average photo. */
    readonly average: Adjustments;
  }[];
  /** Shares before anything is learned, sum 1. */
  readonly baseline: Float64Array;
}

/** What an edit's potentials are computed from. */
export interface Evidence {
  readonly features: Float32Array;
  /** [11] in model units. */
  readonly y: Float64Array;
}

/** Looks of one photo that are not for the person. */
export interface DislikedLooks {
  readonly features: Float32Array;
  /** Each [11] in model units. */
  readonly looks: readonly Float64Array[];
}

/** What a style makes of a photo. */
export interface StyleLook {
  readonly adjustments: Adjustments;
  readonly thumbnail: EncodedPicture;
}

/**
 * The worker that owns the GPU device, the canvas, the decoded photo and the models. All rejections are ManylightErrors
 * or AbortErrors. Work on photos that are no longer open rejects with an abort.
 */
export interface Engine extends SetEngine {
  start(options: EngineOptions, events: EngineEvents): Promise<Capability>;
  attachCanvas(canvas: OffscreenCanvas): Promise<void>;

  /** Decodes and loads a photo beside the open one; `adopt` then makes it the open one. */
  prepare(job: JobId, source: PhotoSource): Promise<PreparedPhoto>;
  adopt(job: JobId): Promise<void>;

  /** Draws one frame; resolves when it is done, so that the next can be sent; false where nothing could be drawn yet. */
  draw(request: DrawRequest): Promise<boolean>;
  thumbnails(
    photo: PhotoId,
    list: readonly Adjustments[],
    longSide: number,
  ): Promise<readonly EncodedPicture[]>;
  /** The open photo's features; computed once. Rejects with `model-missing` or `model-invalid`. */
  features(job: JobId, photo: PhotoId): Promise<PhotoFeatures>;
  looks(job: JobId, photo: PhotoId, request: LooksRequest): Promise<FoundLooks>;
  /** The open photo in each of the models' styles, in their order. */
  styleLooks(job: JobId, photo: PhotoId): Promise<readonly StyleLook[]>;
  export(
    job: JobId,
    photo: PhotoId,
    adjustments: Adjustments,
    options: { readonly format: ExportFormat; readonly quality?: number },
  ): Promise<Blob>;

  /** Looks at a photo beside the open one: its features, and a small picture of an edit of it. */
  study(job: JobId, request: StudyRequest): Promise<StudiedPhoto>;

  /** Loads the taste model. Rejects with `model-missing` or `model-invalid`. */
  tasteModel(): Promise<TasteModelInfo>;
  /** Each edit's potentials, packed. */
  potentials(evidence: readonly Evidence[]): Promise<readonly Float64Array[]>;
  /** What the disliked looks of each photo say against styles, [styles]. */
  dislikePotentials(photos: readonly DislikedLooks[]): Promise<readonly Float64Array[]>;
  summarise(potentials: TastePotentials): Promise<TasteSummary>;

  /** A taste as the JSON of docs/taste-file.md, here as it may be large. */
  writeTaste(taste: TasteFile): Promise<Blob>;
  /** And back. Rejects with `data-invalid`. */
  readTaste(file: Blob, name: string): Promise<TasteFile>;

  abort(job: JobId): Promise<void>;
  /** Bytes of GPU memory held now, for tests. */
  liveBytes(): Promise<number>;
}
