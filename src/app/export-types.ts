export type ExportFormat = 'jpeg' | 'png' | 'webp';

export interface ExportOptions {
  readonly format: ExportFormat;
  /** 0..1, for jpeg and webp; 0.92 when left out. */
  readonly quality?: number;
  readonly signal?: AbortSignal;
}

export interface ExportedFile {
  readonly blob: Blob;
  /** For instance "IMG_2041-manylight.jpg", after the photo and the format. */
  readonly name: string;
}
