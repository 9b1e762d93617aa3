import wasmUrl from '@journeyapps/wa-sqlite/dist/wa-sqlite.wasm?url';
import {
  type BlockSource,
  type CatalogPhoto,
  createPhotoIndex,
  editedPhotos,
  type FolderFile,
  openCatalog,
  placeEdits,
  Tally,
} from '../../../files/history';
import type { HistoryPlan, PickedFile, PlannedEdit, PlanProgress } from '../types';

/** Workers can wait for a block of a file; TypeScript's page types do not know it. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

/** What the app opens. */
const isDecodable = (path: string): boolean => /\.(jpe?g|png|webp|avif)$/i.test(path);

/** A JPEG's packets stand before its pixels, within this many bytes. */
const JPEG_HEAD = 8 * 2 ** 20;
/** Other containers are searched whole, unless they are larger than any photo. */
const LARGEST_SEARCHED = 256 * 2 ** 20;

interface PickedFolderFile extends FolderFile {
  readonly index: number;
}

function folderFile({ file, path }: PickedFile, index: number): PickedFolderFile {
  return {
    index,
    path,
    async bytes() {
      const end = /\.jpe?g$/i.test(path) ? JPEG_HEAD : file.size > LARGEST_SEARCHED ? 0 : file.size;
      return new Uint8Array(await file.slice(0, end).arrayBuffer());
    },
    written: async () => file.lastModified,
  };
}

function sourceOf(file: File): BlockSource {
  const reader = new FileReaderSync();
  return {
    size: file.size,
    read(offset, into) {
      const block = new Uint8Array(reader.readAsArrayBuffer(file.slice(offset, offset + into.length)));
      into.set(block);
      return block.length;
    },
  };
}

const ordered = (edits: readonly PlannedEdit[]) => [...edits].sort((a, b) => a.when - b.when);

async function planFromXmp(files: readonly PickedFile[], onProgress: PlanProgress): Promise<HistoryPlan> {
  const skipped = new Tally();
  const edits: PlannedEdit[] = [];
  for await (const photo of editedPhotos(files.map(folderFile), isDecodable, skipped, onProgress)) {
    const { file, adjustments, changed } = photo;
    edits.push({ file: file.index, adjustments, when: changed });
  }
  return { edits: ordered(edits), skipped: skipped.words };
}

async function planFromCatalog(
  files: readonly PickedFile[],
  catalogFile: File,
  onProgress: PlanProgress,
): Promise<HistoryPlan> {
  const wasm = await (await fetch(wasmUrl)).arrayBuffer();
  const catalog = await openCatalog(sourceOf(catalogFile), wasm);
  let photos: CatalogPhoto[];
  try {
    photos = await catalog.photos((read) => onProgress(read, undefined));
  } finally {
    await catalog.close();
  }
  const paths = files.map(({ path }) => path);
  const indexOf = new Map(paths.map((path, i) => [path, i]));
  const index = createPhotoIndex(paths, isDecodable);
  const skipped = new Tally();
  // A person has one edit of a photo: of several virtual copies, the one last worked on.
  const byFile = new Map<number, PlannedEdit>();
  for (const { path, adjustments, changed } of placeEdits(photos, index, skipped)) {
    const file = indexOf.get(path)!;
    const when = changed ?? files[file].file.lastModified;
    const earlier = byFile.get(file);
    if (!earlier || earlier.when <= when) byFile.set(file, { file, adjustments, when });
  }
  return { edits: ordered([...byFile.values()]), skipped: skipped.words };
}

export function planHistory(
  files: readonly PickedFile[],
  catalog: File | undefined,
  onProgress: PlanProgress,
): Promise<HistoryPlan> {
  return catalog ? planFromCatalog(files, catalog, onProgress) : planFromXmp(files, onProgress);
}
