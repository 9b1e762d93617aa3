/** The containers Manylight opens. */
export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'avif';

/** What a file's own headers say, before anything is decoded. */
export interface Inspection {
  readonly format: PhotoFormat;
  /** As stored, before any rotation; 0 where the header does not say. */
  readonly width: number;
  readonly height: number;
  /** False when the container promises bytes that are not in the file: browsers decode such a file with grey parts. */
  readonly complete: boolean;
  /** The embedded ICC profile; PNG holds it zlib-compressed. */
  readonly profile?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly compressed: boolean };
  /** Chromaticity primaries given outside an ICC profile: a code of ITU-T H.273, or red, green and blue as x, y. */
  readonly primaries?: number | readonly number[];
}
