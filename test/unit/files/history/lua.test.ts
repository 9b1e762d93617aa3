import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLua } from '../../../../src/files/history';

/** A value as Lua writes it. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `{ ${value.map(written).join(',\n')} }`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, inner]) => `["${escaped(name)}"] = ${written(inner)}`);
    return `{ ${fields.join(', ')} }`;
  }
  return typeof value === 'string' ? `"${escaped(value)}"` : String(value);
}

const escaped = (text: string) =>
  text
    .replace(/[\\"]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\\n')
    .replaceAll('\r', '\\r');

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { fields, list } = value as { fields: Map<string, unknown>; list: unknown[] };
  if (fields.size === 0) return list.map(plain);
  return Object.fromEntries([...fields].map(([name, inner]) => [name, plain(inner)]));
}

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
    fc.boolean(),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
      tie('tree'),
      { minKeys: 1, maxKeys: 4 },
    ),
  ),
}));

describe('Lightroom’s settings text', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.array(tree), (values) => {
        expect(plain(parseLua(`s = ${written(values)}\n`))).toEqual(values);
      }),
    );
  });

  it('reads names, both quotes, tables in tables, and separators at the end', () => {
    const table = parseLua(`s = { Exposure2012 = -0.35, CameraProfile = 'A "B"',
      ToneCurve = { 0, 0, 255, 255; }, AutoTone = false, ["x-default"] = 1e2, }`);
    expect(plain(table)).toEqual({
      Exposure2012: -0.35,
      CameraProfile: 'A "B"',
      ToneCurve: [0, 0, 255, 255],
      AutoTone: false,
      'x-default': 100,
    });
  });

  it.each([
    's = { a = f() }',
    's = { a = other }',
    's = { a = 1 + 2 }',
    's = { a = 1 } t = 2',
    't = { a = 1 }',
    's = { a = "open }',
    's = { a = "\\q" }',
    's = { a = 1 -- remark\n }',
    's = { a = [[long]] }',
    's = { a = 1e999 }',
    's = { a = 1 b = 2 }',
    's = { a = 1',
    's = ',
    '',
    'return {}',
    `s = ${'{'.repeat(100_000)}`,
    `s = { a = "${'x'.repeat(9 * 2 ** 20)}" }`,
  ])('%.40s is an error', (text) => {
    expect(() => parseLua(text)).toThrow(/cannot be read/);
  });

  it('any text is read or refused, never anything else', () => {
    const near = fc.string({
      unit: fc.constantFrom('s', '=', ' ', '{', '}', '[', ']', '"', '\\', '1', ',', 'a', '-', '.'),
    });
    fc.assert(
      fc.property(near, (text) => {
        try {
          parseLua(`s = {${text}}`);
        } catch (error) {
          expect(error).toHaveProperty('code', 'data-invalid');
        }
      }),
    );
  });
});
