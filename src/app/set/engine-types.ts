import type { PhotoId } from '../../core';
import type { Adjustments } from '../../edit';
import type { ExportFormat } from '../../files';
import type { LookPlace } from '../../looks';
import type { Belief } from '../../taste';
import type { EncodedPicture, JobId, PhotoFeatures, StudyRequest } from '../engine-basics';

/** A photo beside the open one, small. */
export interface GlancedPhoto {
  readonly id: PhotoId;
  /** The photo with the adjustments asked for. */
  readonly thumbnail: EncodedPicture;
}

export interface PlaceRequest {
  /** Of the photos that are to share a look; their order does not matter. */
  readonly photos: readonly PhotoFeatures[];
  readonly person?: Belief | undefined;
  /** The edit whose look they are to have; without it, the look of their shared style in the person's taste. */
  readonly like?: { readonly features: PhotoFeatures; readonly adjustments: Adjustments } | undefined;
}

export interface SharedPlace {
  readonly place: LookPlace;
  /** The name of its style. */
  readonly style: string;
}

export interface AdaptRequest {
  readonly place: LookPlace;
  readonly person?: Belief | undefined;
  readonly features: PhotoFeatures;
  /** The untouched photo, small. */
  readonly neutral: Blob;
  readonly name: string;
  /** Of the small picture. */
  readonly longSide: number;
}

export interface AdaptedLook {
  readonly words: string;
  readonly adjustments: Adjustments;
  readonly thumbnail: EncodedPicture;
}

/** Photos to be exported into one ZIP. */
export interface PackRequest {
  readonly photos: readonly {
    readonly file: Blob;
    /** The photo's, for what is said of it. */
    readonly name: string;
    /** In the ZIP. */
    readonly exportName: string;
    readonly adjustments: Adjustments;
  }[];
  readonly options: { readonly format: ExportFormat; readonly quality?: number };
}

export interface PackedPhotos {
  /** Absent when no photo could be exported. */
  readonly zip?: Blob;
  /** The names of those that could not. */
  readonly failed: readonly string[];
}

/** What the engine does for many photos. It never holds more than one of them beside the open one. */
export interface SetEngine {
  /** Which photo a file is, by its bytes alone. Rejects with `photo-unreadable` or `photo-empty`. */
  identify(job: JobId, file: Blob, name: string): Promise<PhotoId>;
  /** Decodes a photo and lets it go again. Rejects as opening it would. */
  glance(job: JobId, request: StudyRequest): Promise<GlancedPhoto>;
  /** The place in the models that all these photos are to have. Rejects with `model-missing` or `model-invalid`. */
  sharedPlace(request: PlaceRequest): Promise<SharedPlace>;
  /** The look at a place, for one photo. */
  adapt(job: JobId, request: AdaptRequest): Promise<AdaptedLook>;
  /** Exports photos at full size, one after another; progress goes by photos. */
  pack(job: JobId, request: PackRequest): Promise<PackedPhotos>;
}
