/**
 * EXIF's orientation: 1 (upright as stored) to 8. A file without EXIF, or with a broken one, is upright. Loads its reader
 * when first needed.
 */
export async function readOrientation(bytes: ArrayBuffer): Promise<number> {
  try {
    const { load } = await import('exifreader');
    const tags = await load(bytes, {
      async: true,
      expanded: true,
      includeTags: { exif: ['Orientation'] },
    });
    const orientation = tags.exif?.Orientation?.value;
    return orientation && orientation <= 8 ? orientation : 1;
  } catch {
    return 1;
  }
}
