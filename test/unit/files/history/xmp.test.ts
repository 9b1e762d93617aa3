import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planckianUv } from '../../../../src/colour';
import { targetWhite } from '../../../../src/develop/reference/whiteBalance';
import { ADJUSTMENTS, type Adjustments, NEUTRAL, patchAdjustments } from '../../../../src/edit';
import {
  adjustmentsOf,
  embeddedPackets,
  parseXmp,
  REFUSALS,
  settingsOfXmp,
  shiftBetween,
  textOf,
} from '../../../../src/files/history';
import { anyAdjustments } from '../../../support/adjustments';
import { jpegWithExtendedXmp, jpegWithXmp, xmpText } from '../../../support/xmp';

const read = (text: string, options = {}) => adjustmentsOf(settingsOfXmp(parseXmp(text)), options);
const edited = (patch: Partial<Adjustments>) => ({ adjustments: patchAdjustments(NEUTRAL, patch) });

describe('reading XMP', () => {
  const fields = {
    ProcessVersion: '11.0',
    Exposure2012: '+0.35',
    Contrast2012: '31',
    Shadows2012: '+40',
    Vibrance: '-7',
  };
  const expected = edited({ exposure: 0.35, contrast: 31, shadows: 40, vibrance: -7 });

  it.each(['attribute', 'element'] as const)('takes values as %ss, with and without a plus', (form) => {
    expect(read(xmpText(fields, { form }))).toEqual(expected);
  });

  it('goes by namespaces, not by prefixes', () => {
    expect(read(xmpText(fields).replaceAll('crs:', 'raw:').replaceAll('xmlns:crs', 'xmlns:raw'))).toEqual(
      expected,
    );
    const other = 'http://ns.adobe.com/camera-raw-settings/1.0/';
    expect(read(xmpText(fields).replace(other, 'http://example.org/'))).toEqual({ refused: 'no-settings' });
  });

  it('gathers fields from several descriptions', () => {
    const second = `<rdf:Description rdf:about="" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" crs:Whites2012="-12"/>`;
    const text = xmpText(fields).replace('</rdf:RDF>', `${second}</rdf:RDF>`);
    expect(read(text)).toEqual(
      edited({ exposure: 0.35, contrast: 31, shadows: 40, vibrance: -7, whites: -12 }),
    );
  });

  it.each([
    ['as attributes', `<crs:Look crs:Name="x" crs:Exposure2012="-4.00" crs:Saturation="-100"/>`],
    [
      'as a description',
      `<crs:Look><rdf:Description crs:Name="x"><crs:Parameters><rdf:Description crs:Exposure2012="-4.00">
       <crs:Saturation>-100</crs:Saturation></rdf:Description></crs:Parameters></rdf:Description></crs:Look>`,
    ],
    [
      'as a resource',
      `<crs:Look rdf:parseType="Resource"><crs:Exposure2012>-4.00</crs:Exposure2012></crs:Look>`,
    ],
  ])('a nested Look never overwrites: %s', (_, inside) => {
    expect(read(xmpText(fields, { inside }))).toEqual(expected);
    expect(read(xmpText({ ProcessVersion: '11.0', Contrast2012: '+5' }, { inside }))).toEqual(
      edited({ contrast: 5 }),
    );
  });

  it('snaps to steps and ends', () => {
    expect(read(xmpText({ ...fields, Exposure2012: '+7.123', Contrast2012: '30.4' }))).toEqual(
      edited({ exposure: 5, contrast: 30, shadows: 40, vibrance: -7 }),
    );
  });

  it.each([
    ['5.7', 'older-process'],
    ['5.0', 'older-process'],
    ['6.6', 'older-process'],
    ['15.5', 'newer-process'],
    ['16.0', 'newer-process'],
  ] as const)('process %s is refused: %s', (ProcessVersion, refused) => {
    expect(read(xmpText({ ...fields, ProcessVersion }))).toEqual({ refused });
  });

  it.each(['6.7', '10.0', '11.0', '15.4'])('process %s is read', (ProcessVersion) => {
    expect(read(xmpText({ ...fields, ProcessVersion }))).toEqual(expected);
  });

  it.each([
    [{ ...fields, AlreadyApplied: 'True' }, 'already-applied'],
    [{ ...fields, ConvertToGrayscale: 'True' }, 'grayscale'],
    [{ ...fields, Exposure2012: '-999999' }, 'auto'],
    [{ ProcessVersion: '11.0', Exposure2012: '0.00', Contrast2012: '0' }, 'not-edited'],
    [{ ...fields, HasSettings: 'False' }, 'no-settings'],
    [{ RawFileName: 'a.dng' }, 'no-settings'],
    [{ Exposure: '+0.50', Brightness: '+50' }, 'no-settings'],
    [{ ...fields, WhiteBalance: 'Custom', Temperature: '5200', Tint: '+8' }, 'kelvin'],
    [{ ...fields, Temperature: '+400' }, 'kelvin'],
    [{ ...fields, Tint: '+8' }, 'kelvin'],
  ] as const)('%o is refused: %s', (crs, refused) => {
    expect(read(xmpText(crs))).toEqual({ refused });
    expect(REFUSALS[refused]).not.toBe('');
  });

  it('takes white balance of rendered photos as it is, and as shot as none', () => {
    const incremental = {
      ...fields,
      WhiteBalance: 'Custom',
      IncrementalTemperature: '+17',
      IncrementalTint: '-3',
    };
    expect(read(xmpText(incremental))).toEqual({
      adjustments: { ...expected.adjustments, temp: 17, tint: -3 },
    });
    expect(read(xmpText({ ...fields, WhiteBalance: 'As Shot', Temperature: '5200', Tint: '+8' }))).toEqual(
      expected,
    );
  });

  it('never mixes Kelvin with incremental values: Kelvin count only as a shift from a known white', () => {
    const kelvin = { ...fields, WhiteBalance: 'Custom', Temperature: '6500', Tint: '+20' };
    const found = read(xmpText(kelvin), { asShot: { temperature: 5000, tint: 10 } });
    // 200 - 153.8 mired of 75, and 10 units of 69.
    expect(found).toEqual({ adjustments: { ...expected.adjustments, temp: 62, tint: 14 } });
    const both = { ...kelvin, IncrementalTemperature: '+5' };
    expect(read(xmpText(both))).toEqual({ adjustments: { ...expected.adjustments, temp: 5, tint: 0 } });
  });

  it('the shift is what Temp and Tint mean to the developer', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 4000, max: 10000, noNaN: true }),
        fc.double({ min: -30, max: 30, noNaN: true }),
        (temperature, tint) => {
          const { temp, tint: across } = shiftBetween({ temperature: 6504, tint: 0 }, { temperature, tint });
          const mired = 1e6 / 6504 - 1e6 / temperature;
          const [u0, v0] = targetWhite(0, 0);
          const [u, v] = targetWhite(temp / 100, 0);
          const [uT, vT] = targetWhite(temp / 100, across / 100);
          const [uA, vA] = planckianUv(6504);
          const [uB, vB] = planckianUv(1e6 / (1e6 / 6504 + mired));
          expect(u - u0).toBeCloseTo(uB - uA, 9);
          expect(v - v0).toBeCloseTo(vB - vA, 9);
          expect(Math.hypot(uT - u, vT - v)).toBeCloseTo(Math.abs(tint) / 3000, 9);
        },
      ),
    );
  });

  it('reads the older processes on demand', () => {
    const older = {
      ProcessVersion: '5.0',
      Exposure: '+0.50',
      Brightness: '+40',
      Contrast: '+25',
      HighlightRecovery: '30',
      FillLight: '12',
      Shadows: '5',
      Clarity: '10',
      Vibrance: '+8',
      Exposure2012: '+3.00',
    };
    expect(read(xmpText(older), { older: true })).toEqual(
      edited({
        exposure: 0.9,
        contrast: 25,
        highlights: -30,
        shadows: 12,
        blacks: -5,
        clarity: 10,
        vibrance: 8,
      }),
    );
  });
});

describe('values of an older process that Lightroom has still to find', () => {
  const pending = { Exposure: '-999999', FillLight: '20', Vibrance: '+8' };

  it.each([{ ProcessVersion: '5.7', ...pending }, pending])('%o are refused', (crs) => {
    expect(read(xmpText(crs), { older: true })).toEqual({ refused: 'auto' });
    expect(read(xmpText(crs))).toEqual({ refused: 'older-process' });
    const found = { ...crs, Exposure: '+0.50' };
    expect(read(xmpText(found), { older: true })).toEqual(
      edited({ exposure: 0.5, shadows: 20, vibrance: 8 }),
    );
  });

  it('are nothing to settings of a newer one', () => {
    expect(read(xmpText({ ...pending, ProcessVersion: '11.0' }))).toEqual(edited({ vibrance: 8 }));
    expect(read(xmpText({ Exposure: '-999999', Contrast2012: '+5' }))).toEqual(edited({ contrast: 5 }));
  });

  it('alone are of an older one, where nothing says which', () => {
    const alone = { Exposure: '-999999', Vibrance: '+8' };
    expect(read(xmpText(alone))).toEqual({ refused: 'older-process' });
  });
});

describe('XMP that means harm or is broken', () => {
  it.each([
    [
      'a document type',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
      /document type/,
    ],
    ['an external entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', /document type/],
    ['an unknown entity', xmpText({ Contrast2012: '&boom;' }), /cannot be read/],
    ['a broken tag', '<x:xmpmeta xmlns:x="adobe:ns:meta/"><a></b></x:xmpmeta>', /cannot be read/],
    ['a word for a number', xmpText({ ProcessVersion: '11.0', Contrast2012: 'lots' }), /not a number/],
    ['an infinite number', xmpText({ ProcessVersion: '11.0', Contrast2012: 'Infinity' }), /not a number/],
    ['no XML', 'hello', /cannot be read/],
    ['deep nesting', `${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}`, /nested too deeply/],
    ['an endless packet', ' '.repeat(33 * 2 ** 20), /characters/],
  ])('%s is one clear error', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('any text is read or refused, never anything else', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', '"', '&', '=', ' ') })),
        (text) => {
          try {
            parseXmp(text);
          } catch (error) {
            expect(error).toHaveProperty('code', 'data-invalid');
          }
        },
      ),
    );
  });

  it('names of JavaScript’s own are names like others', () => {
    expect(
      read(xmpText({ ProcessVersion: '11.0', Contrast2012: '5', __proto__x: '1', constructor: '2' })),
    ).toEqual(edited({ contrast: 5 }));
  });
});

describe('whatever a person set', () => {
  it('is read, in either form, from among what Manylight does not have', () => {
    const inside = `<crs:ToneCurvePV2012><rdf:Seq><rdf:li>0, 0</rdf:li></rdf:Seq></crs:ToneCurvePV2012>
      <crs:Look crs:Exposure2012="-4"/><!-- a remark -->`;
    fc.assert(
      fc.property(anyAdjustments, fc.constantFrom('attribute', 'element'), (adjustments, form) => {
        const crs = ADJUSTMENTS.map(({ id, xmp }) => [xmp.rendered, String(adjustments[id])]);
        const named = { ProcessVersion: '15.4', WhiteBalance: 'Custom', ...Object.fromEntries(crs) };
        const text = xmpText(named, { form, inside, attributes: 'crs:Dehaze="+12" xmp:Rating="4"' });
        const isNeutral = ADJUSTMENTS.every(({ id }) => adjustments[id] === 0);
        expect(read(text)).toEqual(isNeutral ? { refused: 'not-edited' } : { adjustments });
      }),
    );
  });

  it('is read as Lightroom writes it beside a raw photo', () => {
    const sidecar = `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 7.0-c000 1.000000">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
   crs:Version="15.4"
   crs:ProcessVersion='11.0'
   crs:WhiteBalance = "Custom"
   crs:Temperature="6500"
   crs:Tint="+20"
   crs:Exposure2012="&#43;0.50"
   crs:HasSettings="True">
   <crs:Contrast2012> +12 </crs:Contrast2012>
   <crs:Shadows2012/>
   <crs:Clarity2012><![CDATA[-9]]></crs:Clarity2012>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
`;
    const { crs } = parseXmp(sidecar).fields;
    expect([crs.get('Temperature'), crs.get('Tint'), crs.get('Contrast2012')]).toEqual([
      '6500',
      '+20',
      '+12',
    ]);
    expect(read(sidecar, { asShot: { temperature: 6500, tint: 20 } })).toEqual(
      edited({ exposure: 0.5, contrast: 12, clarity: -9 }),
    );
    // The same with the line ends of Windows, a mark before it, and padding behind.
    const padded = `\uFEFF${sidecar.replaceAll('\n', '\r\n')}${' '.repeat(2000)}\0\0`;
    expect(parseXmp(padded)).toEqual(parseXmp(sidecar));
  });
});

describe('embedded packets', () => {
  const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xda, 0, 2, 0xff, 0xd9]);
  const text = xmpText({ ProcessVersion: '11.0', Contrast2012: '+5' });

  it('a JPEG’s own, and not one that lies in its pixels or after them', () => {
    const hidden = new TextEncoder().encode(xmpText({ ProcessVersion: '11.0', Contrast2012: '-99' }));
    const file = jpegWithXmp(Uint8Array.from([...jpeg, ...hidden]), text);
    expect([...embeddedPackets(file)]).toEqual([text]);
    expect([...embeddedPackets(Uint8Array.from([...jpeg, ...hidden]))]).toEqual([]);
  });

  it('an extended one is put together in order', () => {
    const main = xmpText({}, { attributes: 'xmp:Rating="3"' });
    const [first, second] = embeddedPackets(jpegWithExtendedXmp(jpeg, main, text, 100));
    expect(first).toBe(main);
    expect(second).toBe(text);
  });

  it('an extended one is of one digest, and as long as it says', () => {
    const other = jpegWithExtendedXmp(jpeg, 'main', 'other'.repeat(500), 100, { digest: 'B' });
    expect([...embeddedPackets(jpegWithExtendedXmp(other, text, text, 100))]).toEqual([text, 'main', text]);
    const short = jpegWithExtendedXmp(jpeg, text, text, 100, { length: 200 });
    // 200 bytes, as one character of the text is three.
    expect([...embeddedPackets(short)]).toEqual([text, text.slice(0, 198)]);
  });

  it('one that says it is larger than any real one is an error, if anybody asks for it', () => {
    const packets = embeddedPackets(jpegWithExtendedXmp(jpeg, text, text, 100, { length: 2 ** 32 - 1 }));
    expect(packets.next().value).toBe(text);
    expect(() => packets.next()).toThrow(/4294967295 bytes/);
  });

  it('by its tags in any other container', () => {
    const bytes = new TextEncoder().encode(`II*\0 some tags ${text} more`);
    expect([...embeddedPackets(bytes)].map((packet) => read(packet))).toEqual([edited({ contrast: 5 })]);
    expect([...embeddedPackets(new TextEncoder().encode('<x:xmpmeta cut short'))]).toEqual([]);
  });

  it('cut short anywhere, a JPEG gives a packet or none', () => {
    // At every byte: the header of an extension is read by places.
    const file = jpegWithExtendedXmp(jpeg, text, text, 500);
    for (let length = 0; length < file.length; length++) {
      expect(() => [...embeddedPackets(file.slice(0, length))]).not.toThrow();
    }
  });

  it('sidecars in UTF-16 are read', () => {
    const bytes = Uint8Array.from([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from([...text].map((c) => c.charCodeAt(0))).buffer),
    ]);
    expect(read(textOf(bytes))).toEqual(edited({ contrast: 5 }));
  });
});
