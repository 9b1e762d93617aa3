import { describe, expect, it } from 'vitest';
import {
  type CatalogPhoto,
  createPhotoIndex,
  parseXmp,
  placeEdits,
  settingsOfXmp,
  Tally,
} from '../../../../src/files/history';
import { xmpText } from '../../../support/xmp';

/** A catalogue's photo; its contrast tells it from others, and with none it was never edited. */
function photo(id: number, path: string, contrast: number, more: Partial<CatalogPhoto> = {}): CatalogPhoto {
  const xmp = xmpText({ ProcessVersion: '11.0', Contrast2012: contrast });
  const settings = settingsOfXmp(parseXmp(xmp));
  return {
    id,
    file: id,
    path: `/pictures/${path}`,
    isCopy: false,
    isRaw: false,
    rating: 0,
    settings,
    ...more,
  };
}

function place(files: readonly string[], photos: readonly CatalogPhoto[]) {
  const skipped = new Tally();
  const index = createPhotoIndex(files, () => true);
  const placed = placeEdits(photos, index, skipped).map(({ path, adjustments }) => [
    path,
    adjustments.contrast,
  ]);
  return { placed, skipped: skipped.counts };
}

describe('the photos of a catalogue among the files of a folder', () => {
  const years = [
    photo(1, '2015/IMG_0001.jpg', 15),
    photo(2, '2019/IMG_0001.jpg', 19),
    photo(3, '2024/IMG_0001.jpg', 24),
  ];

  it('of several of one name only the one whose folder agrees is the file', () => {
    const found = { placed: [['2024/IMG_0001.jpg', 24]], skipped: { missing: 2 } };
    expect(place(['2024/IMG_0001.jpg'], years)).toEqual(found);
    expect(place(['2024/IMG_0001.jpg'], [...years].reverse())).toEqual(found);
  });

  it('where none agrees more than another nobody can tell which it is', () => {
    expect(place(['IMG_0001.jpg'], years)).toEqual({ placed: [], skipped: { ambiguous: 3 } });
    expect(place(['IMG_0001.jpg'], years.slice(0, 1)).placed).toEqual([['IMG_0001.jpg', 15]]);
  });

  it('those that agree less than two alike are not there', () => {
    const twice = [photo(4, 'old/2024/IMG_0001.jpg', 4), ...years];
    expect(place(['2024/IMG_0001.jpg'], twice)).toEqual({
      placed: [],
      skipped: { missing: 2, ambiguous: 2 },
    });
  });

  it('virtual copies are edits of the same file', () => {
    const copy = photo(9, '2024/IMG_0001.jpg', 9, { file: 3, isCopy: true });
    expect(place(['2024/IMG_0001.jpg'], [copy, ...years]).placed).toEqual([
      ['2024/IMG_0001.jpg', 9],
      ['2024/IMG_0001.jpg', 24],
    ]);
  });

  it('a photo that nobody edited keeps its file', () => {
    const plain = photo(5, '2024/IMG_0001.jpg', 0);
    expect(place(['2024/IMG_0001.jpg'], [years[0], plain])).toEqual({
      placed: [],
      skipped: { missing: 1, 'not-edited': 1 },
    });
  });

  it('names are the same however their letters are put together', () => {
    const files = ['Vår/å.jpg', 'Höst/å.jpg'].map((path) => path.normalize('NFD'));
    expect(place(files, [photo(1, 'Höst/Å.jpg'.normalize('NFC'), 7)]).placed).toEqual([[files[1], 7]]);
  });

  it('were changed when the catalogue says, or else when they were taken', () => {
    const capturedAt = '2024-05-01T18:30:00';
    const photos = [
      photo(1, 'a.jpg', 1, { changed: 5, capturedAt }),
      photo(2, 'b.jpg', 1, { capturedAt }),
      photo(3, 'c.jpg', 1),
    ];
    const index = createPhotoIndex(['a.jpg', 'b.jpg', 'c.jpg'], () => true);
    const placed = placeEdits(photos, index, new Tally());
    expect(placed.map(({ changed }) => changed)).toEqual([5, Date.parse(capturedAt), undefined]);
  });
});
