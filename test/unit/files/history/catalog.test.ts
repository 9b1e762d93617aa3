import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { NEUTRAL } from '../../../../src/edit';
import { adjustmentsOfPhoto, type CatalogPhoto, openCatalog, readFivek } from '../../../../src/files/history';
import {
  compressed,
  lua,
  type MadeCatalog,
  makeCatalog,
  sourceOf,
  sqliteWasm,
} from '../../../support/catalogs';
import { xmpText } from '../../../support/xmp';

const wasm = sqliteWasm();
const RENDERED = {
  ProcessVersion: '11.0',
  WhiteBalance: 'Custom',
  IncrementalTemperature: 12,
  Exposure2012: 0.5,
};

async function photosOf(catalog: MadeCatalog): Promise<CatalogPhoto[]> {
  const opened = await openCatalog(sourceOf(await makeCatalog(catalog)), wasm);
  const photos = await opened.photos();
  await opened.close();
  return photos;
}

describe('a Lightroom catalogue', () => {
  it('gives paths, ratings, times, kinds and settings', async () => {
    const photos = await photosOf({
      root: 'C:\\photos/',
      photos: [
        {
          id: 7,
          file: '2024/Åre/a b.jpg',
          settings: lua(RENDERED, 'ToneCurve = { 0, 0, 255, 255 }'),
          rating: 4,
          captured: '2024-05-01T18:30:00',
          touched: 736_000_000,
        },
        {
          id: 8,
          file: '2024/Åre/c.NEF',
          format: 'RAW',
          settings: lua({
            ProcessVersion: '11.0',
            WhiteBalance: 'As Shot',
            Temperature: 5200,
            Tint: 8,
            Contrast2012: 9,
          }),
          captured: '2024-05-01T18:31:00',
        },
        { id: 9, file: '2024/film.mp4', format: 'VIDEO' },
        { id: 10, file: '2024/new.jpg', captured: '2024-05-02T00:00:00' },
      ],
    });
    expect(
      photos.map(({ id, path, isRaw, rating, capturedAt, changed }) => ({
        id,
        path,
        isRaw,
        rating,
        capturedAt,
        changed,
      })),
    ).toEqual([
      {
        id: 7,
        path: 'C:/photos/2024/Åre/a b.jpg',
        isRaw: false,
        rating: 4,
        capturedAt: '2024-05-01T18:30:00',
        changed: Date.UTC(2001, 0, 1) + 736_000_000_000,
      },
      {
        id: 8,
        path: 'C:/photos/2024/Åre/c.NEF',
        isRaw: true,
        rating: 0,
        capturedAt: '2024-05-01T18:31:00',
        changed: Date.UTC(2001, 0, 1),
      },
      {
        id: 10,
        path: 'C:/photos/2024/new.jpg',
        isRaw: false,
        rating: 0,
        capturedAt: '2024-05-02T00:00:00',
        changed: Date.UTC(2001, 0, 1),
      },
    ]);
    expect(photos.map((photo) => adjustmentsOfPhoto(photo))).toEqual([
      { adjustments: { ...NEUTRAL, temp: 12, exposure: 0.5 } },
      { adjustments: { ...NEUTRAL, contrast: 9 } },
      { refused: 'no-settings' },
    ]);
  });

  it('reads settings as text, as bytes, compressed, and as XMP', async () => {
    const text = lua(RENDERED);
    const photos = await photosOf({
      photos: [
        { id: 1, file: 'a.jpg', settings: text },
        { id: 2, file: 'b.jpg', settings: new TextEncoder().encode(text) },
        { id: 3, file: 'c.jpg', settings: compressed(text) },
        { id: 4, file: 'd.jpg', settings: xmpText(RENDERED) },
      ],
    });
    expect(photos.map((photo) => adjustmentsOfPhoto(photo))).toEqual(
      Array.from({ length: 4 }, () => ({ adjustments: { ...NEUTRAL, temp: 12, exposure: 0.5 } })),
    );
  });

  it('one photo’s broken settings are its own trouble', async () => {
    const bomb = Uint8Array.from([0, 0, 0, 20, ...deflateSync(Buffer.alloc(50_000_000))]);
    const photos = await photosOf({
      photos: [
        { id: 1, file: 'a.jpg', settings: 's = { Exposure2012 = os.execute("rm") }' },
        { id: 2, file: 'b.jpg', settings: bomb },
        { id: 3, file: 'c.jpg', settings: Uint8Array.from([0, 0, 0, 9, 0x78, 0x9c, 1, 2, 3]) },
        { id: 4, file: 'd.jpg', settings: lua(RENDERED) },
      ],
    });
    expect(photos.map((photo) => Object.keys(adjustmentsOfPhoto(photo))[0])).toEqual([
      'refused',
      'refused',
      'refused',
      'adjustments',
    ]);
    expect(adjustmentsOfPhoto(photos[1])).toEqual({ refused: 'unreadable' });
  });

  it('settings that say they are larger than any real ones cannot be read', async () => {
    const data = deflateSync(lua(RENDERED));
    const sized = (...length: number[]) => Uint8Array.from([...length, ...data]);
    const photos = await photosOf({
      photos: [
        { id: 1, file: 'a.jpg', settings: sized(0xff, 0xff, 0xff, 0xff) },
        { id: 2, file: 'b.jpg', settings: sized(1, 0, 0, 1) },
        { id: 3, file: 'c.jpg', settings: sized(1, 0, 0, 0) },
      ],
    });
    expect(photos.map((photo) => adjustmentsOfPhoto(photo))).toEqual([
      { refused: 'unreadable' },
      { refused: 'unreadable' },
      { adjustments: { ...NEUTRAL, temp: 12, exposure: 0.5 } },
    ]);
  });

  it('knows the camera’s white from a copy left as shot, or from the state at import', async () => {
    const kelvin = lua({
      ProcessVersion: '11.0',
      WhiteBalance: 'Custom',
      Temperature: 6500,
      Tint: 20,
      Contrast2012: 3,
    });
    const asShot = lua({ ProcessVersion: '11.0', WhiteBalance: 'As Shot', Temperature: 5000, Tint: 10 });
    const photos = await photosOf({
      photos: [
        { id: 1, file: 'a.dng', format: 'DNG', settings: asShot },
        { id: 2, file: 'a.dng', format: 'DNG', copyOf: 1, settings: kelvin },
        { id: 3, file: 'b.dng', format: 'DNG', settings: kelvin, before: asShot },
        { id: 4, file: 'c.dng', format: 'DNG', settings: kelvin },
      ],
    });
    const shifted = { adjustments: { ...NEUTRAL, temp: 62, tint: 14, contrast: 3 } };
    expect(photos.slice(1).map((photo) => adjustmentsOfPhoto(photo))).toEqual([
      shifted,
      shifted,
      { refused: 'kelvin' },
    ]);
    expect(photos.map(({ isCopy }) => isCopy)).toEqual([false, true, false, false]);
  });

  it('one photo is one row, however often its state at import was written down', async () => {
    const kelvin = (Temperature: number) =>
      lua({ ProcessVersion: '11.0', WhiteBalance: 'Custom', Temperature });
    const asShot = (Temperature: number) => kelvin(Temperature).replace('Custom', 'As Shot');
    const before = [asShot(4000), asShot(5000)];
    const photos = await photosOf({
      photos: [
        { id: 1, file: 'a.dng', format: 'DNG', settings: kelvin(6500), before },
        { id: 2, file: 'b.dng', format: 'DNG', settings: kelvin(6500) },
      ],
    });
    expect(photos.map(({ id }) => id)).toEqual([1, 2]);
    expect(adjustmentsOfPhoto(photos[0])).toEqual({ adjustments: { ...NEUTRAL, temp: 62 } });
  });

  it('settings are found where the note of which they are leads nowhere', async () => {
    const photos = await photosOf({
      photos: [
        { id: 1, file: 'a.jpg', settings: lua(RENDERED), noted: 77 },
        { id: 2, file: 'b.jpg', noted: 78 },
      ],
    });
    expect(photos.map((photo) => adjustmentsOfPhoto(photo))).toEqual([
      { adjustments: { ...NEUTRAL, temp: 12, exposure: 0.5 } },
      { refused: 'no-settings' },
    ]);
  });

  it('does without the columns that old versions lack', async () => {
    const photos = await photosOf({
      isOld: true,
      photos: [{ id: 3, file: 'a.jpg', settings: lua(RENDERED) }],
    });
    expect(photos).toMatchObject([{ id: 3, path: '/photos/a.jpg', rating: 0, isRaw: false }]);
    expect(adjustmentsOfPhoto(photos[0])).toHaveProperty('adjustments');
  });

  it('is read by blocks: what is not asked for is not read', async () => {
    const mask = `MaskGroupBasedCorrections = { { Dabs = "${'d'.repeat(30_000)}" } }`;
    const photos = Array.from({ length: 300 }, (_, i) => ({
      id: i + 1,
      file: `${i}.jpg`,
      settings: lua(RENDERED, mask),
    }));
    const source = sourceOf(await makeCatalog({ photos, collections: { C: { photos: [5] } } }));
    const catalog = await openCatalog(source, wasm);
    expect(await catalog.collections()).toHaveLength(1);
    expect(source.size).toBeGreaterThan(9_000_000);
    expect(source.bytesRead).toBeLessThan(500_000);
    await catalog.close();
  });

  it.each([
    ['no database', () => new TextEncoder().encode('hello'), /no SQLite database/],
    ['an empty file', () => new Uint8Array(0), /no SQLite database/],
  ])('%s is one clear error', async (_, bytes, message) => {
    await expect(openCatalog(sourceOf(bytes()), wasm)).rejects.toThrow(message);
  });

  it('a damaged one is one clear error', async () => {
    const bytes = await makeCatalog({ photos: [{ id: 1, file: 'a.jpg', settings: lua(RENDERED) }] });
    bytes.fill(0xa5, 100, 4000);
    await expect(openCatalog(sourceOf(bytes), wasm)).rejects.toThrow(/catalogue/);
    const cut = (await makeCatalog({ photos: [{ id: 1, file: 'a.jpg', settings: lua(RENDERED) }] })).subarray(
      0,
      5000,
    );
    const error = await openCatalog(sourceOf(cut), wasm)
      .then((catalog) => catalog.photos())
      .catch((thrown: unknown) => thrown);
    expect(error).toHaveProperty('code', 'data-invalid');
  });
});

describe('MIT-Adobe FiveK', () => {
  const old = (Exposure: number, extra = {}) =>
    lua({
      ProcessVersion: '5.0',
      WhiteBalance: 'Custom',
      Temperature: 6500,
      Tint: 20,
      Exposure,
      Brightness: 0,
      Contrast: 0,
      Shadows: 0,
      ...extra,
    });
  const neutral = lua({
    ProcessVersion: '5.0',
    WhiteBalance: 'As Shot',
    Temperature: 5000,
    Tint: 10,
    Exposure: 0,
  });
  const copies = [...'ABCDE'].map((expert, i) => ({
    id: 10 + i,
    file: 'a0001.dng',
    format: 'DNG',
    copyOf: 1,
    settings: old(i / 10),
    name: expert,
  }));

  const made: MadeCatalog = {
    photos: [
      { id: 1, file: 'a0001.dng', format: 'DNG', settings: neutral },
      { id: 2, file: 'a0002.dng', format: 'DNG', settings: lua({ ProcessVersion: '5.0', Exposure: 0 }) },
      ...copies,
      { id: 20, file: 'a0002.dng', format: 'DNG', copyOf: 2, settings: old(1) },
    ],
    collections: {
      'C@mine': { set: 'Mine', photos: [1] },
      ...Object.fromEntries(
        copies.map(({ id, name }) => [
          `${name}@x`,
          { set: 'Experts', photos: name === 'C' ? [id, 20] : [id] },
        ]),
      ),
      'InputAsShotZeroed@x': { set: 'Inputs', photos: [1, 2] },
    },
  };

  it('gives each expert’s edits, of an older process, relative to the camera’s white', async () => {
    const catalog = await openCatalog(sourceOf(await makeCatalog(made)), wasm);
    const { edits, asShot } = await readFivek(catalog);
    expect(edits.map(({ expert, photo }) => `${expert} ${photo.id} ${photo.path}`)).toEqual([
      'A 10 /photos/a0001.dng',
      'B 11 /photos/a0001.dng',
      'C 12 /photos/a0001.dng',
      'C 20 /photos/a0002.dng',
      'D 13 /photos/a0001.dng',
      'E 14 /photos/a0001.dng',
    ]);
    const found = edits.map(({ photo }) => adjustmentsOfPhoto(photo, { asShot: asShot(photo), older: true }));
    expect(found[1]).toEqual({ adjustments: { ...NEUTRAL, temp: 62, tint: 14, exposure: 0.1 } });
    expect(found[3]).toEqual({ refused: 'kelvin' });
    await catalog.close();
  });

  it('says what is missing', async () => {
    const collections = Object.fromEntries(
      Object.entries(made.collections ?? {}).filter(([name]) => !name.startsWith('C@')),
    );
    const catalog = await openCatalog(sourceOf(await makeCatalog({ ...made, collections })), wasm);
    await expect(readFivek(catalog)).rejects.toThrow(/no collection C/);
    await catalog.close();
  });
});
