import { expect, test } from 'vitest';
import { editedPhotos, type FolderFile, Tally } from '../../../../src/files/history';
import { xmpText } from '../../../support/xmp';

const WRITTEN = Date.UTC(2024, 0, 1);

const file = (path: string, content: string): FolderFile => ({
  path,
  bytes: async () => new TextEncoder().encode(content),
  written: async () => WRITTEN,
});

async function edits(files: readonly FolderFile[]) {
  const skipped = new Tally();
  const found = [];
  const times: Record<string, number> = {};
  for await (const { file, adjustments, changed } of editedPhotos(
    files,
    (path) => path.endsWith('.png'),
    skipped,
  )) {
    found.push([file.path, adjustments.contrast]);
    times[file.path] = changed;
  }
  return { found, times, skipped: skipped.counts };
}

const edit = (contrast: number) => xmpText({ ProcessVersion: '11.0', Contrast2012: contrast });

test('a file that cannot be read is left out, and the others are not', async () => {
  const gone = (path: string): FolderFile => ({
    ...file(path, ''),
    bytes: () => Promise.reject(new Error('EACCES')),
  });
  const files = [
    file('a.png', edit(1)),
    gone('b.png'),
    file('c.png', edit(3)),
    gone('c.xmp'),
    file('d.png', edit(4)),
  ];
  expect(await edits(files)).toMatchObject({
    found: [
      ['a.png', 1],
      ['d.png', 4],
    ],
    skipped: { unread: 2 },
  });
});

test('a sidecar is its photo’s however the letters of their names are put together', async () => {
  for (const name of ['å.xmp', 'å.png.xmp']) {
    const files = [file('å.png'.normalize('NFD'), ''), file(name.normalize('NFC'), edit(5))];
    expect((await edits(files)).found).toEqual([[files[0].path, 5]]);
  }
});

test('when settings were written is a moment, whatever its zone; without one it is when the file was', async () => {
  const dated = (...attributes: string[]) =>
    xmpText({ ProcessVersion: '11.0', Contrast2012: 1 }, { attributes: attributes.join(' ') });
  const { times } = await edits([
    file('tokyo.png', dated('xmp:MetadataDate="2024-05-02T01:00:00+09:00"')),
    file('london.png', dated('xmp:MetadataDate="2024-05-01T18:00:00Z"')),
    file(
      'modified.png',
      dated('xmp:MetadataDate="yesterday"', 'xmp:ModifyDate="2024-05-01T10:00:00.5-08:00"'),
    ),
    file('undated.png', dated()),
  ]);
  expect(times).toEqual({
    'tokyo.png': Date.UTC(2024, 4, 1, 16),
    'london.png': Date.UTC(2024, 4, 1, 18),
    'modified.png': Date.UTC(2024, 4, 1, 18, 0, 0, 500),
    'undated.png': WRITTEN,
  });
});
