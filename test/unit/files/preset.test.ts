import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { ADJUSTMENTS, type Adjustments, NEUTRAL, patchAdjustments } from '../../../src/edit';
import { presetFileName, writePreset } from '../../../src/files';
import { adjustmentsOf, editedPhotos, parseXmp, settingsOfXmp, Tally } from '../../../src/files/history';
import { anyAdjustments } from '../../support/adjustments';

const fieldsOf = (text: string) => parseXmp(text).fields.crs;

/** Throws where the text is not well-formed, namespaces included. */
function wellFormed(text: string): string[] {
  const found: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', (part) => found.push(part));
  parser.write(text).close();
  return found;
}

describe('a Lightroom preset', () => {
  it('is read back as the same settings', async () => {
    await fc.assert(
      fc.asyncProperty(anyAdjustments, async (adjustments) => {
        const text = await writePreset(adjustments, 'A look');
        wellFormed(text);
        const isNeutral = ADJUSTMENTS.every(({ id }) => adjustments[id] === 0);
        expect(adjustmentsOf(settingsOfXmp(parseXmp(text)))).toEqual(
          isNeutral ? { refused: 'not-edited' } : { adjustments },
        );
      }),
    );
  });

  it('names every slider of the table, the ones at 0 too, and white balance only where it is shifted', async () => {
    const named = (adjustments: Adjustments) =>
      writePreset(adjustments, 'A').then((text) => [...fieldsOf(text).keys()]);
    await fc.assert(
      fc.asyncProperty(anyAdjustments, async (adjustments) => {
        const names = await named(adjustments);
        const shifts = adjustments.temp !== 0 || adjustments.tint !== 0;
        for (const { group, xmp } of ADJUSTMENTS) {
          expect(names.includes(xmp.rendered)).toBe(group !== 'white-balance' || shifts);
        }
        expect(names.includes('WhiteBalance')).toBe(shifts);
        // Kelvin would be one light for every photo.
        expect(names).not.toContain('Temperature');
        expect(names).not.toContain('Tint');
      }),
    );
  });

  it('says what Camera Raw asks of a preset for any photo', async () => {
    const fields = fieldsOf(
      await writePreset(patchAdjustments(NEUTRAL, { exposure: 0.5, clarity: -7 }), 'A'),
    );
    expect(Object.fromEntries(fields)).toMatchObject({
      PresetType: 'Normal',
      ProcessVersion: '11.0',
      HasSettings: 'True',
      SupportsAmount: 'True',
      SupportsSceneReferred: 'True',
      SupportsOutputReferred: 'True',
      Exposure2012: '+0.50',
      Clarity2012: '-7',
      Contrast2012: '0',
    });
    expect(fields.get('UUID')).toMatch(/^[0-9A-F]{32}$/);
  });

  it('has whatever name it is given', async () => {
    const adjustments = patchAdjustments(NEUTRAL, { tint: 3 });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (name) => {
        const text = await writePreset(adjustments, name);
        wellFormed(text);
        expect(adjustmentsOf(settingsOfXmp(parseXmp(text)))).toEqual({ adjustments });
      }),
    );
    const name = 'Tom & Ann’s <"film"> look';
    const texts = wellFormed(await writePreset(adjustments, name)).map((part) => part.trim());
    expect(texts).toContain(name);
    expect(texts).toContain('Manylight');
  });

  it('is the same preset when it is saved again, and another with another name or setting', async () => {
    const identity = async (adjustments: Adjustments, name: string) =>
      fieldsOf(await writePreset(adjustments, name)).get('UUID');
    await fc.assert(
      fc.asyncProperty(anyAdjustments, anyAdjustments, async (one, other) => {
        const isSame = ADJUSTMENTS.every(({ id }) => one[id] === other[id]);
        expect((await identity(one, 'a')) === (await identity(other, 'a'))).toBe(isSame);
        expect(await identity(one, 'a')).not.toBe(await identity(one, 'b'));
      }),
    );
  });

  it('beside a photo of its name it is not taken for what was done to it', async () => {
    const text = await writePreset(patchAdjustments(NEUTRAL, { contrast: 30 }), 'a');
    const file = (path: string, bytes: string) => ({
      path,
      bytes: async () => new TextEncoder().encode(bytes),
      written: async () => 0,
    });
    const skipped = new Tally();
    const found = [];
    for await (const photo of editedPhotos([file('a.png', ''), file('a.xmp', text)], () => true, skipped)) {
      found.push(photo);
    }
    expect(found).toEqual([]);
  });

  it.each([
    ['evening look', 'evening look.xmp'],
    ['a/b: c?', 'a_b_ c_.xmp'],
    ['  ', 'preset.xmp'],
    ['x'.repeat(300), `${'x'.repeat(100)}.xmp`],
  ])('%j is saved as %j', (name, file) => {
    expect(presetFileName(name)).toBe(file);
  });
});
