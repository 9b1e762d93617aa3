import type { PhotoFormat } from './inspect';

/** What the file tells of its making. */
export interface PhotoMetadata {
  /** The camera's own clock, ISO 8601 without a zone, for example 2024-05-01T18:30:00. */
  readonly capturedAt?: string;
  readonly camera?: string;
}

/** ExifReader describes tags in English; these two are plain text in every file. */
function textOf(tag: { description?: unknown } | undefined): string | undefined {
  const text = typeof tag?.description === 'string' ? tag.description.trim() : '';
  return text === '' ? undefined : text;
}

/** EXIF as far as it is used here; `orientation` is 1 (upright as stored) to 8. */
export interface Exif {
  readonly orientation: number;
  readonly metadata: PhotoMetadata;
}

/** Reads EXIF; a file without it, or with a broken one, is upright and tells nothing. Loads its reader when first needed. */
export async function readExif(bytes: ArrayBuffer, format: PhotoFormat): Promise<Exif> {
  try {
    const { load } = await import('exifreader');
    const tags = await load(bytes, {
      async: true,
      expanded: true,
      // PNG keeps EXIF compressed in text chunks now and then, and dates as text; the rest is plain.
      includeTags: {
        exif: ['Orientation', 'DateTimeOriginal', 'Make', 'Model'],
        ...(format === 'png' && { png: true }),
      },
    });
    const taken = textOf(tags.exif?.DateTimeOriginal)?.match(/^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/);
    const make = textOf(tags.exif?.Make);
    const model = textOf(tags.exif?.Model);
    // Most makers repeat their name in the model's.
    const camera =
      model && make && !model.startsWith(make.split(' ')[0]) ? `${make} ${model}` : (model ?? make);
    const orientation = tags.exif?.Orientation?.value;
    const metadata = {
      ...(taken && { capturedAt: `${taken[1]}-${taken[2]}-${taken[3]}T${taken[4]}` }),
      ...(camera && { camera }),
    };
    return { orientation: orientation && orientation <= 8 ? orientation : 1, metadata };
  } catch {
    return { orientation: 1, metadata: {} };
  }
}
