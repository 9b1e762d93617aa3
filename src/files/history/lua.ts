import { ManylightError } from '../../core';

/** A value of Lightroom's settings text. */
export type LuaValue = string | number | boolean | LuaTable;

export interface LuaTable {
  readonly fields: ReadonlyMap<string, LuaValue>;
  readonly list: readonly LuaValue[];
}

/** Real settings nest about six deep and take some kilobytes, with masks some hundred. */
const MAX_DEPTH = 50;
const MAX_LENGTH = 8 * 2 ** 20;

const SPACE = /[ \t\r\n]*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const PLAIN_DOUBLE = /[^"\\]*/y;
const PLAIN_SINGLE = /[^'\\]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '\n': '\n',
};

/**
 * Reads `s = { ... }`: names, numbers, strings, true, false and tables of these. It is a reader of values and no
 * interpreter: a call, an operator, a comment or a second statement is an error. Throws `data-invalid`.
 */
export function parseLua(text: string): LuaTable {
  if (text.length > MAX_LENGTH) throw bad(text, 0, 'it is too long');
  let at = 0;

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const skip = () => void match(SPACE);
  const next = () => {
    skip();
    return text[at];
  };
  const expect = (character: string) => {
    if (next() !== character) throw bad(text, at, `"${character}" is missing`);
    at++;
  };

  const readString = (): string => {
    const quote = text[at++];
    const plain = quote === '"' ? PLAIN_DOUBLE : PLAIN_SINGLE;
    let out = '';
    for (;;) {
      // By runs: masks are strings of many kilobytes.
      out += match(plain);
      const character = text[at++];
      if (character === undefined) throw bad(text, at, 'a string does not end');
      if (character === quote) return out;
      const digits = /^\d{1,3}/.exec(text.slice(at, at + 3))?.[0];
      if (digits !== undefined) {
        out += String.fromCharCode(Number(digits));
        at += digits.length;
        continue;
      }
      const escaped = ESCAPES[text[at]];
      if (escaped === undefined) throw bad(text, at, 'an escape is unknown');
      out += escaped;
      at++;
    }
  };

  const readScalar = (): string | number | boolean => {
    const character = next();
    if (character === '"' || character === "'") return readString();
    const number = match(NUMBER);
    if (number !== undefined) {
      const value = Number(number);
      if (!Number.isFinite(value)) throw bad(text, at, 'a number is too large');
      return value;
    }
    const word = match(NAME);
    if (word === 'true' || word === 'false') return word === 'true';
    throw bad(text, at, 'a value is missing');
  };

  const readTable = (depth: number): LuaTable => {
    if (depth > MAX_DEPTH) throw bad(text, at, 'it is nested too deeply');
    expect('{');
    const fields = new Map<string, LuaValue>();
    const list: LuaValue[] = [];
    const value = (): LuaValue => (next() === '{' ? readTable(depth + 1) : readScalar());
    while (next() !== '}') {
      let key: string | undefined;
      if (text[at] === '[') {
        at++;
        key = String(readScalar());
        expect(']');
        expect('=');
      } else {
        const start = at;
        key = match(NAME);
        if (key !== undefined && next() === '=') at++;
        else {
          // A word alone is a value: true or false.
          at = start;
          key = undefined;
        }
      }
      const found = value();
      if (key === undefined) list.push(found);
      else fields.set(key, found);
      if (next() === ',' || text[at] === ';') at++;
      else if (text[at] !== '}') throw bad(text, at, '"," or "}" is missing');
    }
    at++;
    return { fields, list };
  };

  skip();
  if (match(NAME) !== 's') throw bad(text, at, 'it does not begin with "s ="');
  expect('=');
  const table = readTable(0);
  if (next() !== undefined) throw bad(text, at, 'something follows its end');
  return table;
}

function bad(text: string, at: number, reason: string): ManylightError {
  const line = text.slice(0, at).split('\n').length;
  return new ManylightError('data-invalid', `The develop settings cannot be read: ${reason} (line ${line}).`);
}
