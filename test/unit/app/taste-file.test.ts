import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FiledDislikes,
  type FiledObservation,
  newestOf,
  readTasteFile,
  type TasteFile,
  writeTasteFile,
} from '../../../src/app/taste-file';
import { ManylightError, type PhotoId } from '../../../src/core';
import { fromModelUnits, storeEdit } from '../../../src/edit';

const adjustments = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 11, maxLength: 11 })
  .map((y) => storeEdit(fromModelUnits(y)));
const about = {
  photo: fc.stringMatching(/^[0-9a-f]{64}$/).map((id) => id as PhotoId),
  name: fc.string({ minLength: 1, maxLength: 60 }),
  when: fc.integer({ min: 0, max: 4e12 }),
  features: fc.float32Array({ minLength: 1, maxLength: 40, noNaN: true, noDefaultInfinity: true }),
  encoderVersion: fc.constantFrom('1.0.0', '2.1.0'),
};
const observations: fc.Arbitrary<FiledObservation[]> = fc.array(
  fc.record(
    {
      ...about,
      edit: adjustments,
      look: fc.string({ minLength: 1, maxLength: 40 }),
      asShown: fc.constant(true as const),
    },
    {
      requiredKeys: ['photo', 'name', 'when', 'features', 'encoderVersion', 'edit'],
    },
  ),
  { maxLength: 5 },
);
const dislikes: fc.Arbitrary<FiledDislikes[]> = fc.array(
  fc.record({ ...about, looks: fc.array(adjustments, { minLength: 1, maxLength: 3 }) }),
  { maxLength: 3 },
);
const taste: fc.Arbitrary<TasteFile> = fc.record({
  name: fc.string({ minLength: 1, maxLength: 40 }),
  observations,
  dislikes,
});

const row = {
  photo: 'a'.repeat(64),
  name: 'IMG_1.jpg',
  when: '2026-03-04T05:06:07.008Z',
  edit: storeEdit(fromModelUnits(new Float64Array(11))),
  encoder: '1.0.0',
  features: 'AACAPw==',
};
const file = (change: object = {}, edit: object = {}) =>
  JSON.stringify({
    format: 'manylight-taste',
    version: 1,
    written: '2026-03-04T05:06:07.008Z',
    profile: { name: 'Work' },
    edits: [{ ...row, ...edit }],
    notForMe: [],
    ...change,
  });

describe('a taste file', () => {
  it('brings back exactly what was written', () => {
    fc.assert(
      fc.property(taste, (written) => {
        const json = writeTasteFile(written, new Date(0));
        expect(readTasteFile(json, 'a.json')).toEqual(written);
      }),
    );
  });

  it('holds nothing of the store’s own: no picture, no potential', () => {
    const kept = {
      ...readTasteFile(file(), 'a.json').observations[0],
      thumbnail: new Blob(['x']),
      potential: Float64Array.of(1),
      tasteVersion: 't1',
    };
    const json = writeTasteFile({ name: 'Work', observations: [kept], dislikes: [] }, new Date(0));
    expect(Object.keys(JSON.parse(json).edits[0]).sort()).toEqual(Object.keys(row).sort());
  });

  it('reads the documented form', () => {
    const { name, observations: rows } = readTasteFile(file(), 'a.json');
    expect(name).toBe('Work');
    expect(rows[0]).toMatchObject({ photo: row.photo, when: Date.UTC(2026, 2, 4, 5, 6, 7, 8) });
    expect([...rows[0].features]).toEqual([1]);
    expect(rows[0].asShown).toBeUndefined();
    expect(readTasteFile(file({}, { asShown: false }), 'a.json').observations[0].asShown).toBeUndefined();
    expect(readTasteFile(file({}, { asShown: true }), 'a.json').observations[0].asShown).toBe(true);
  });

  it.each([
    ['half a file', file().slice(0, 80), 'it is not JSON'],
    ['another JSON', '{"edits":[]}', 'it is no taste that Manylight wrote'],
    ['a list', '[]', 'what is in it is no object'],
    ['no version', file({ version: 'one' }), 'which version'],
    [
      'a newer version',
      file({ version: 2 }),
      'a newer Manylight wrote it (version 2, known up to 1); reload this page',
    ],
    ['no edits', file({ edits: {} }), 'it has no list of “edits”'],
    ['no dislikes', file({ notForMe: undefined }), 'it has no list of “notForMe”'],
    ['no name', file({ profile: {} }), 'its profile has no usable “name”'],
    ['a strange photo', file({}, { photo: '../../etc' }), 'edit 1 does not say which photo it is of'],
    ['a strange time', file({}, { when: 'yesterday' }), 'edit 1 has no usable “when”'],
    ['features that are no base64', file({}, { features: '%%%' }), 'edit 1 has damaged “features”'],
    ['features cut short', file({}, { features: 'AACA' }), 'edit 1 has damaged “features”'],
    ['features that are not numbers', file({}, { features: 'AADAfw==' }), 'edit 1 has damaged “features”'],
    [
      'an edit out of range',
      file({}, { edit: { version: 1, adjustments: { exposure: 99 } } }),
      'edit 1 cannot be read',
    ],
    [
      'a newer edit',
      file({}, { edit: { ...row.edit, version: 9 } }),
      'edit 1 cannot be read: This edit was made by a newer Manylight (version 9, known up to 1)',
    ],
    ['an odd flag', file({}, { asShown: 'yes' }), 'edit 1 has no usable “asShown”'],
    ['no looks', file({ notForMe: [{ ...row, looks: [] }] }), 'entry 1 of “notForMe” has no usable “looks”'],
  ])('with %s is refused in one sentence that names the file', (_, json, reason) => {
    let refused: unknown;
    try {
      readTasteFile(json, 'mine.json');
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(ManylightError);
    const { code, message } = refused as ManylightError;
    expect(code).toBe('data-invalid');
    expect(message).toMatch(/^“mine\.json” was not imported: .*[^.]\.$/);
    expect(message).toContain(reason);
  });
});

describe('merging', () => {
  const at = (photo: string, when: number) => ({ photo: photo as PhotoId, when });

  it('takes what is new or newer, once a photo, and nothing the second time', () => {
    const here = [at('a', 5), at('b', 5)];
    const filed = [at('a', 4), at('b', 6), at('c', 1), at('c', 3), at('c', 2)];
    const news = newestOf(filed, here);
    expect(news).toEqual([at('b', 6), at('c', 3)]);
    expect(newestOf(filed, [at('a', 5), ...news])).toEqual([]);
  });
});
