export type ExportFormat = 'jpeg' | 'png' | 'webp';

export interface ExportOptions {
  readonly format: ExportFormat;
  /** 0..1, for jpeg and webp; 0.92 when left out. */
  readonly quality?: number;
  readonly signal?: AbortSignal;
}

export interface ExportedFile {
  readonly blob: Blob;
  /** The photo's name with the format's extension, for instance "IMG_2041-manylight.jpg". */
  readonly name: string;
}
