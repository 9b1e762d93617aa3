import { readFile } from 'node:fs/promises';
import { messageOf } from '../core';
import { type AdjustmentId, type Adjustments, parseAdjustments } from '../edit';
import { usage } from './command';

/** JSON from a file, or one sentence that names it. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw usage(`There is no file ${path}.`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw usage(`${path} is not JSON: ${messageOf(error)}.`);
  }
}

/** `name=value` pairs in slider units over a base; every name and range is checked. */
export function applySettings(base: Adjustments, settings: readonly string[]): Adjustments {
  const values: Record<string, unknown> = { ...base };
  for (const setting of settings) {
    const [, name, text] = /^([^=]+)=(.*)$/.exec(setting) ?? [];
    if (name === undefined || text === undefined || text.trim() === '') {
      throw usage(`--set takes name=value, such as exposure=1, not "${setting}".`);
    }
    const value = Number(text);
    values[name.trim() as AdjustmentId] = Number.isNaN(value) ? text : value;
  }
  return parseAdjustments(values);
}
