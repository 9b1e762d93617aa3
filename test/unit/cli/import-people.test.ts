import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { planCatalog } from '../../../src/cli/import/from-catalog';
import { planFivek } from '../../../src/cli/import/from-fivek';
import { planXmp } from '../../../src/cli/import/from-xmp';
import { cutPeople, peopleOfVersions } from '../../../src/cli/import/people';
import type { PlannedPhoto } from '../../../src/cli/import/plan';
import { NEUTRAL } from '../../../src/edit';
import { SPLITS, splitOfGroup, splitOfPerson } from '../../../src/training';
import { lua, makeCatalog } from '../../support/catalogs';
import { xmpText } from '../../support/xmp';

const folder = await mkdtemp(join(tmpdir(), 'manylight-'));
afterAll(() => rm(folder, { recursive: true }));

/** Photos that each of these people edited, later ones earlier. */
function photosOf(count: number, people: number): PlannedPhoto[] {
  return Array.from({ length: count }, (_, i) => ({
    path: `${i}.jpg`,
    edits: Array.from({ length: people }, (_p, person) => ({
      ...{ person, time: count - i },
      adjustments: { ...NEUTRAL, contrast: person, clarity: i % 100 },
    })),
  }));
}

/** Each number's edits, in order of time. */
function byNumber(photos: readonly PlannedPhoto[]) {
  const numbers = new Map<number, { group: number; time: number; contrast: number }[]>();
  photos.forEach(({ edits }, group) => {
    for (const { person, time, adjustments } of edits) {
      const own = numbers.get(person) ?? [];
      own.push({ group, time, contrast: adjustments.contrast });
      numbers.set(person, own);
    }
  });
  for (const own of numbers.values()) own.sort((a, b) => a.time - b.time);
  return numbers;
}

describe('people who are cut by the side of their photos', () => {
  test('one becomes three, every edit counts, and their order stays', () => {
    const numbers = byNumber(cutPeople(photosOf(300, 1)));
    expect([...numbers.keys()].map(splitOfPerson).sort()).toEqual([...SPLITS].sort());
    for (const [person, own] of numbers) {
      expect(own.every(({ group }) => splitOfGroup(group) === splitOfPerson(person))).toBe(true);
      expect(own.map(({ time }) => time)).toEqual(own.map((_, i) => i));
      expect(own.map(({ group }) => group)).toEqual(own.map(({ group }) => group).sort((a, b) => b - a));
    }
    expect([...numbers.values()].flat()).toHaveLength(300);
  });

  test('groups of fifty are of one expert and one side, and only the last of a side is smaller', () => {
    const numbers = byNumber(cutPeople(photosOf(1500, 5), 50));
    for (const [person, own] of numbers) {
      expect(own.every(({ group }) => splitOfGroup(group) === splitOfPerson(person))).toBe(true);
      expect(new Set(own.map(({ contrast }) => contrast)).size).toBe(1);
    }
    const short = [...numbers.values()].filter((own) => own.length < 50);
    expect(short.length).toBeLessThanOrEqual(5 * SPLITS.length);
    expect(Math.max(...[...numbers.values()].map((own) => own.length))).toBe(50);
    // People who are held out have the edits that a history needs: about three of each expert.
    const test = [...numbers].filter(
      ([person, own]) => splitOfPerson(person) === 'test' && own.length === 50,
    );
    expect(test.length).toBeGreaterThanOrEqual(10);
  });

  test('changed versions are other people’s, of the same side', () => {
    const photos = cutPeople(photosOf(300, 2), 50);
    const people = [...byNumber(photos).keys()];
    const whoOf = peopleOfVersions(photos);
    const all = people.flatMap((person) =>
      [0, 1, 2].map((version) => ({ person, who: whoOf(person, version) })),
    );
    expect(new Set(all.map(({ who }) => who)).size).toBe(3 * people.length);
    for (const { person, who } of all) expect(splitOfPerson(who)).toBe(splitOfPerson(person));
    expect(people.map((person) => whoOf(person, 2))).toEqual(people.map((person) => whoOf(person, 2)));
  });
});

describe('an import’s plan', () => {
  const names = Array.from({ length: 40 }, (_, i) => `a${String(i).padStart(4, '0')}`);
  const photos = join(folder, 'photos');
  const settings = { ProcessVersion: '11.0', Contrast2012: 10 };
  const isWhole = (plan: readonly PlannedPhoto[]) =>
    plan.every(({ edits }, group) =>
      edits.every(({ person }) => splitOfPerson(person) === splitOfGroup(group)),
    );
  const put = async () => {
    await mkdir(photos, { recursive: true });
    for (const name of names) {
      await writeFile(join(photos, `${name}.jpg`), 'a photo');
      await writeFile(join(photos, `${name}.xmp`), xmpText(settings));
    }
  };

  test('of XMP and of a catalogue is of one person, on all sides', async () => {
    await put();
    const catalog = join(folder, 'own.lrcat');
    const own = names.map((name, id) => ({ id, file: `${name}.jpg`, settings: lua(settings) }));
    await writeFile(catalog, await makeCatalog({ photos: own }));
    for (const { photos: plan } of [await planXmp(photos, false), await planCatalog(catalog, photos)]) {
      expect(plan).toHaveLength(names.length);
      expect(isWhole(plan)).toBe(true);
      expect(byNumber(plan).size).toBe(SPLITS.length);
    }
  });

  test('of FiveK has each expert on all sides, whatever the order in which edits are drawn', async () => {
    await put();
    const old = lua({ ProcessVersion: '5.0', WhiteBalance: 'As Shot', Exposure: 0.3, Brightness: 0 });
    const format = 'DNG';
    const masters = names.map((name, i) => ({ id: i + 1, file: `${name}.dng`, format, settings: old }));
    const copies = [...'ABCDE'].flatMap((_, e) =>
      masters.map(({ id, ...rest }) => ({ ...rest, id: 100 * (e + 1) + id, copyOf: id })),
    );
    const collections = Object.fromEntries(
      [...'ABCDE'].map((name, e) => [
        name,
        { set: 'Experts', photos: masters.map(({ id }) => 100 * (e + 1) + id) },
      ]),
    );
    const catalog = join(folder, 'fivek.lrcat');
    await writeFile(catalog, await makeCatalog({ photos: [...masters, ...copies], collections }));
    const { photos: plan } = await planFivek(catalog, photos, 1);
    expect(isWhole(plan)).toBe(true);
    expect(byNumber(plan).size).toBe(5 * SPLITS.length);
    expect(plan.map(({ edits }) => edits.length)).toEqual(names.map(() => 5));
  });

  test('is in order of dates, those of other zones too; what has none is of its file’s date', async () => {
    const folder = join(photos, '..', 'dated');
    await mkdir(folder, { recursive: true });
    // The order that they are to be in, against that of their names.
    const dates = [
      '2024-05-02T01:00:00+09:00',
      undefined,
      '2024-05-01T18:00:00Z',
      '2024-05-01T12:00:00-08:00',
    ];
    const written = new Date('2024-05-01T17:00:00Z');
    for (const [i, date] of dates.entries()) {
      const attributes = date === undefined ? '' : `xmp:MetadataDate="${date}"`;
      const photo = join(folder, `${9 - i}.jpg`);
      await writeFile(photo, 'a photo');
      await writeFile(
        join(folder, `${9 - i}.xmp`),
        xmpText({ ...settings, Contrast2012: i + 1 }, { attributes }),
      );
      await utimes(photo, written, written);
    }
    const own = dates.map((date, i) => ({
      id: i,
      file: `${9 - i}.jpg`,
      settings: lua({ ...settings, Contrast2012: i + 1 }),
      // Lightroom counts seconds from 2001; never touched is the year 1.
      touched: date === undefined ? -63_113_817_600 : Date.parse(date) / 1000 - 978_307_200,
    }));
    const catalog = join(photos, '..', 'dated.lrcat');
    await writeFile(catalog, await makeCatalog({ photos: own }));
    for (const { photos: plan } of [await planXmp(folder, false), await planCatalog(catalog, folder)]) {
      const [own] = [...byNumber(plan).values()].sort((a, b) => b.length - a.length);
      expect(own.map(({ contrast }) => contrast)).toEqual([1, 2, 3, 4]);
    }
  });
});
