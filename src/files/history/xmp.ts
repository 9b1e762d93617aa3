import { SaxesParser, type SaxesTagNS } from 'saxes';
import { ManylightError } from '../../core';
import { NAMESPACES } from './crs';

type Known = keyof typeof NAMESPACES;

/** Where a value stands in the text, [start, end), and how it is written there. */
export interface ValueSpan {
  readonly start: number;
  readonly end: number;
  readonly form: 'attribute' | 'element';
}

/** The simple properties of the photo itself; what is nested (a Look, a mask, a curve) is not among them. */
export interface Xmp {
  /** Values by name without a prefix, as written, white space around them cut. */
  readonly fields: Readonly<Record<Known, ReadonlyMap<string, string>>>;
  /** Where each of the `crs` fields stands. */
  readonly spans: ReadonlyMap<string, ValueSpan>;
  /** Names of `crs` properties that hold more than one value. */
  readonly nested: ReadonlySet<string>;
  /** End of the name of the first rdf:Description, where an attribute can be added; undefined when there is none. */
  readonly insertAt: number | undefined;
  /** The prefix that stands for `crs` there; undefined when none does. */
  readonly prefix: string | undefined;
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
  readonly start: number;
  text: string;
  isNested: boolean;
}

/**
 * Reads XMP, from a sidecar or a packet. Document types are refused and no entity but XML's own five is known, so
 * nothing in a file can make it grow. Throws `data-invalid`.
 */
export function parseXmp(source: string): Xmp {
  if (source.length > MAX_LENGTH) throw bad(`it has ${source.length} characters, ${MAX_LENGTH} are the most`);
  // Packets are padded with white space, some with zeros.
  const text = source.replace(/[\0\s]+$/, '');
  const fields = Object.fromEntries(
    Object.keys(NAMESPACES).map((name) => [name, new Map<string, string>()]),
  ) as unknown as Record<Known, Map<string, string>>;
  const spans = new Map<string, ValueSpan>();
  const nested = new Set<string>();
  const levels: Level[] = [];
  let insertAt: number | undefined;
  let prefix: string | undefined;

  const keep = (space: Known | undefined, name: string, value: string, span: ValueSpan) => {
    const trimmed = value.trim();
    // A property stands once; of a second one the first is kept.
    if (!space || fields[space].has(name)) return;
    fields[space].set(name, trimmed);
    if (space === 'crs') spans.set(name, span);
  };

  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on('error', (error) => {
    throw bad(error.message.replace(/^[\d:]+ /, '').replace(/\.$/, ''), error);
  });
  parser.on('doctype', () => {
    throw bad('it declares a document type');
  });

  let attributeEnds: { readonly name: string; readonly end: number }[] = [];
  let tagNameEnd = 0;
  parser.on('opentagstart', () => {
    attributeEnds = [];
    // The character after the name has been read.
    tagNameEnd = parser.position - 1;
  });
  parser.on('attribute', ({ name }) => {
    attributeEnds.push({ name, end: parser.position - 1 });
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
    levels.push({ kind, name: tag.local, space, start: parser.position, text: '', isNested: false });
    if (kind === 'property' && Object.keys(tag.attributes).length > 0) {
      // A language or a resource, or a structure written as attributes: more than a simple value.
      levels.at(-1)!.isNested = Object.values(tag.attributes).some(({ prefix }) => prefix !== 'xmlns');
    }
    if (kind !== 'photo') return;
    const ends = new Map(attributeEnds.map(({ name, end }) => [name, end]));
    for (const attribute of Object.values(tag.attributes)) {
      const end = ends.get(attribute.name) ?? 0;
      const quote = text[end];
      const start = text.lastIndexOf(quote, end - 1) + 1;
      keep(nameOf.get(attribute.uri), attribute.local, attribute.value, { start, end, form: 'attribute' });
    }
    if (insertAt === undefined) {
      insertAt = tagNameEnd;
      prefix = parser.resolve === undefined ? undefined : prefixOf(parser, tag);
    }
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
    const { space, name, start } = level;
    if (level.isNested) {
      if (space === 'crs') nested.add(name);
      return;
    }
    if (tag.isSelfClosing) return;
    const end = text.lastIndexOf('</', parser.position - 1);
    keep(space, name, level.text, { start, end, form: 'element' });
  });
  parser.write(text).close();
  return { fields, spans, nested, insertAt, prefix };
}

/** The prefix bound to `crs` where a tag stands. */
function prefixOf(parser: SaxesParser<{ xmlns: true; position: true }>, tag: SaxesTagNS): string | undefined {
  const bound = new Set([...Object.keys(tag.ns ?? {}), 'crs']);
  return [...bound].find((prefix) => prefix !== '' && parser.resolve(prefix) === NAMESPACES.crs);
}
