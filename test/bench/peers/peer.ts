/** One program on the bench's photo; times in milliseconds. */
export interface PeerResult {
  readonly name: string;
  readonly version: string;
  /** From decoded pixels in memory to developed ones in memory; how that was found is in `how`. */
  readonly develop: readonly number[];
  /** From the file's bytes to pixels, and from pixels to a JPEG; apart where they can be told apart. */
  readonly decode?: readonly number[];
  readonly encode?: readonly number[];
  /** Start, decoding and encoding together, of a command that cannot tell them apart. */
  readonly around?: readonly number[];
  /** The same with the adjustments; then `develop` is a difference of the two. */
  readonly adjusted?: readonly number[];
  /** What of the eleven it did, in its own terms, and what it cannot do. */
  readonly does: string;
  readonly lacks: string;
  readonly how: string;
  /** Where the time goes, in the program's own words or ours: part and milliseconds. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** As the report keeps it: with what Manylight took in the same run, and when and where that was. */
export type Placed = PeerResult & {
  readonly ours: number;
  readonly measured: string;
  readonly machine: string;
};

export interface Missing {
  readonly name: string;
  readonly missing: string;
}

export interface PeerInput {
  /** The photo's path, size and bytes. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** A folder for what is written. */
  readonly folder: string;
  readonly repetitions: number;
}

/** Calls something so many times, one after the other. */
export async function repeated<T>(times: number, call: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < times; i++) results.push(await call(i));
  return results;
}
