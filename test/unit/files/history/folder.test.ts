import { expect, test } from 'vitest';
import { editedPhotos, type FolderFile, Tally } from '../../../../src/files/history';
import { xmpText } from '../../../support/xmp';

const file = (path: string, content: string): FolderFile => ({
  path,
  bytes: async () => new TextEncoder().encode(content),
});

async function edits(files: readonly FolderFile[]) {
  const skipped = new Tally();
  const found = [];
  for await (const { file, adjustments } of editedPhotos(files, (path) => path.endsWith('.png'), skipped)) {
    found.push([file.path, adjustments.contrast]);
  }
  return { found, skipped: skipped.counts };
}

const edit = (contrast: number) => xmpText({ ProcessVersion: '11.0', Contrast2012: contrast });

test('a file that cannot be read is left out, and the others are not', async () => {
  const gone = (path: string): FolderFile => ({ path, bytes: () => Promise.reject(new Error('EACCES')) });
  const files = [
    file('a.png', edit(1)),
    gone('b.png'),
    file('c.png', edit(3)),
    gone('c.xmp'),
    file('d.png', edit(4)),
  ];
  expect(await edits(files)).toEqual({
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
