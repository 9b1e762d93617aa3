import { SaxesParser, type SaxesTagNS } from 'saxes';
import { ManylightError } from '../../core';
import { NAMESPACES } from './crs';

type Known = keyof typeof NAMESPACES;

/** The simple properties of the photo itself; what is nested (a Look, a mask, a curve) is not among them. */
export interface Xmp {
  /** Values by name without a prefix, as written, white space around them cut. */
  readonly fields: Readonly<Record<Known, ReadonlyMap<string, string>>>;
  /** Names of `crs` properties that hold more than one value. */
  readonly nested: ReadonlySet<string>;
}

/** Masks drawn by hand make packets of megabytes; nothing real is larger than this. */
export const MAX_LENGTH = 32 * 2 ** 20;
const MAX_DEPTH = 100;

const bad = (reason: string, cause?: unknown) =>
  new ManylightError('data-invalid', `The XMP cannot be read: ${reason}.`, { cause });

const nameOf = new Map<string, Known>(
  (Object.entries(NAMESPACES) as [Known, string][]).map(([name, uri]) => [uri, name]),
);

interface Level {
  readonly kind: 'rdf' | 'photo' | 'property' | 'inner' | 'outer';
  readonly name: string;
  readonly space: Known | undefined;
  text: string;
  isNested: boolean;
}

/**
 * Reads XMP, from a sidecar or a packet. Document types are refused and no entity but XML's own five is known, so
 * nothing in a file can make it grow. Throws `data-invalid`.
 */
export function parseXmp(source: string): Xmp {
  if (source.length > MAX_LENGTH) throw bad(`it has ${source.length} characters, ${MAX_LENGTH} are the most`);
  const fields = Object.fromEntries(
    Object.keys(NAMESPACES).map((name) => [name, new Map<string, string>()]),
  ) as unknown as Record<Known, Map<string, string>>;
  const nested = new Set<string>();
  const levels: Level[] = [];

  const keep = (space: Known | undefined, name: string, value: string) => {
    // A property stands once; of a second one the first is kept.
    if (space && !fields[space].has(name)) fields[space].set(name, value.trim());
  };

  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('error', (error) => {
    throw bad(error.message.replace(/\.$/, ''), error);
  });
  parser.on('doctype', () => {
    throw bad('it declares a document type');
  });

  parser.on('opentag', (tag: SaxesTagNS) => {
    const parent = levels.at(-1);
    if (levels.length >= MAX_DEPTH) throw bad('it is nested too deeply');
    if (parent) parent.isNested = true;
    const space = nameOf.get(tag.uri);
    const isRdf = space === 'rdf';
    const kind =
      parent === undefined || parent.kind === 'outer'
        ? isRdf && tag.local === 'RDF'
          ? 'rdf'
          : 'outer'
        : parent.kind === 'rdf'
          ? isRdf && tag.local === 'Description'
            ? 'photo'
            : 'inner'
          : parent.kind === 'photo'
            ? 'property'
            : 'inner';
    levels.push({ kind, name: tag.local, space, text: '', isNested: false });
    if (kind === 'property' && Object.keys(tag.attributes).length > 0) {
      // A language or a resource, or a structure written as attributes: more than a simple value.
      levels.at(-1)!.isNested = Object.values(tag.attributes).some(({ prefix }) => prefix !== 'xmlns');
    }
    if (kind !== 'photo') return;
    for (const { uri, local, value } of Object.values(tag.attributes)) keep(nameOf.get(uri), local, value);
  });
  parser.on('text', (part) => {
    const level = levels.at(-1);
    if (level?.kind === 'property') level.text += part;
  });
  parser.on('cdata', (part) => {
    const level = levels.at(-1);
    if (level?.kind === 'property') level.text += part;
  });
  parser.on('closetag', (tag) => {
    const level = levels.pop();
    if (level?.kind !== 'property') return;
    const { space, name } = level;
    if (level.isNested) {
      if (space === 'crs') nested.add(name);
      return;
    }
    if (!tag.isSelfClosing) keep(space, name, level.text);
  });
  // Packets are padded with white space, some with zeros.
  parser.write(source.replace(/[\0\s]+$/, '')).close();
  return { fields, nested };
}
