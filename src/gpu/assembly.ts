import { invariant } from '../core';

const INCLUDE = /^[ \t]*\/\/ include: (\S+)[ \t]*$/gm;

/**
 * Joins a shader from its parts. A line `// include: lib/srgb.wgsl` brings that file in before the file that asks
 * for it, each file once however often it is asked for. Throws on a file that is missing or includes itself.
 *
 * @param entry name of the file with the entry points
 * @param files name -> WGSL text of every file that may be included
 * @param before WGSL that stands first, such as the struct of a uniform layout
 */
export function assembleShader(entry: string, files: Readonly<Record<string, string>>, before = ''): string {
  const parts: string[] = before ? [before] : [];
  const state = new Map<string, 'open' | 'done'>();

  const visit = (name: string, asker: string): void => {
    if (state.get(name) === 'done') return;
    invariant(state.get(name) !== 'open', `${name} does not include itself (by way of ${asker})`);
    const text = files[name];
    invariant(text !== undefined, `shader file ${name}, asked for by ${asker}, exists`);
    state.set(name, 'open');
    for (const [, included] of text.matchAll(INCLUDE)) visit(included, name);
    parts.push(text.replace(INCLUDE, ''));
    state.set(name, 'done');
  };
  visit(entry, 'the caller');
  return parts.join('\n');
}
