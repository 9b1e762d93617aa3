import type { Zip } from 'fflate';
import { throwIfAborted } from '../core';

/** Writes files into one ZIP, one after another, as they are: pictures are compressed already. */
export interface ZipWriter {
  /** False when the ZIP would become larger than the format holds; it is then as it was before. */
  add(name: string, file: Blob, signal?: AbortSignal): Promise<boolean>;
  /** The whole; nothing can be added any more. */
  finish(): Blob;
}

/** Read and written at once, in bytes. */
const CHUNK = 1 << 20;

/** The format counts in 32 bits, in bytes; a little is left for its own tables. */
const LARGEST = 2 ** 32 - 2 ** 24;

/**
 * @param largest when the ZIP is full, in bytes
 */
export async function createZip(largest = LARGEST): Promise<ZipWriter> {
  const { Zip, ZipPassThrough } = await import('fflate');
  /** Blobs, not bytes: browsers keep large ones on the disk. */
  const written: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const zip: Zip = new Zip((error, chunk) => {
    if (error) throw error;
    // It is the writer's own and may be a view of what it writes next.
    chunks.push(chunk.slice() as Uint8Array<ArrayBuffer>);
    size += chunk.length;
  });
  const set = () => {
    written.push(new Blob(chunks));
    chunks = [];
  };
  return {
    async add(name, file, signal) {
      if (size + file.size > largest) return false;
      throwIfAborted(signal);
      const entry = new ZipPassThrough(name);
      entry.mtime = new Date();
      zip.add(entry);
      for (let from = 0; from < file.size; from += CHUNK) {
        const bytes = await file.slice(from, from + CHUNK).arrayBuffer();
        throwIfAborted(signal);
        entry.push(new Uint8Array(bytes), from + CHUNK >= file.size);
      }
      set();
      return true;
    },
    finish() {
      zip.end();
      set();
      return new Blob(written, { type: 'application/zip' });
    },
  };
}
