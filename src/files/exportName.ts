import type { ExportFormat } from './encode';

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = { jpeg: 'jpg', png: 'png', webp: 'webp' };

/** A name for a file, without control characters and those that some file system refuses. */
export function cleanName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  return name.replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_');
}

/** `IMG_2041.jpg` is exported as `IMG_2041-manylight.jpg`, so that the original is never written over. */
export function exportName(name: string, format: ExportFormat): string {
  const base =
    cleanName(name)
      .replace(/\.[A-Za-z0-9]{1,5}$/, '')
      .trim() || 'photo';
  return `${base}-manylight.${EXTENSIONS[format]}`;
}

/** The same names, in their order, none twice: `a.jpg`, `a-2.jpg`. File systems may take upper and lower case for one. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf('.');
    const [base, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let distinct = name;
    for (let n = 2; taken.has(distinct.toLowerCase()); n++) distinct = `${base}-${n}${extension}`;
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}
