/** A small picture behind an object URL that the session owns and revokes. */
export interface Picture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}
