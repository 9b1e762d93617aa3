import { ManylightError } from '../../core';
import { ADJUSTMENTS, type Adjustments } from '../../edit';
import { crsNumber, NAMESPACES, WRITTEN_PROCESS } from './crs';
import { parseXmp, type ValueSpan, type Xmp } from './xmp';

/** The `crs` fields that say an edit of a rendered photo. */
function fieldsOf(adjustments: Adjustments): Map<string, string> {
  const fields = new Map<string, string>([
    ['ProcessVersion', WRITTEN_PROCESS],
    ['WhiteBalance', adjustments.temp === 0 && adjustments.tint === 0 ? 'As Shot' : 'Custom'],
  ]);
  for (const { id, unit, xmp } of ADJUSTMENTS) {
    fields.set(xmp.rendered, crsNumber(adjustments[id], unit));
  }
  return fields.set('HasSettings', 'True').set('AlreadyApplied', 'False');
}

const isRaw = ({ fields: { crs } }: Xmp) =>
  ADJUSTMENTS.some(({ xmp }) => xmp.raw !== xmp.rendered && crs.has(xmp.raw));

function fresh(fields: ReadonlyMap<string, string>): string {
  const lines = [...fields].map(([name, value]) => `    crs:${name}="${value}"`).join('\n');
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Manylight">
 <rdf:RDF xmlns:rdf="${NAMESPACES.rdf}">
  <rdf:Description rdf:about=""
    xmlns:crs="${NAMESPACES.crs}"
${lines}/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
`;
}

/**
 * An edit as an XMP sidecar. With the text of a sidecar that is there, its own values of the eleven are replaced where
 * they stand and every other character stays; the white balance of a raw photo's sidecar, which is in Kelvin, stays
 * too. Throws `data-invalid` when that text is not XMP.
 */
export function writeXmp(adjustments: Adjustments, existing?: string): string {
  const fields = fieldsOf(adjustments);
  if (existing === undefined) return fresh(fields);
  const xmp = parseXmp(existing);
  if (xmp.insertAt === undefined) {
    throw new ManylightError('data-invalid', 'The XMP cannot be written to: it describes no photo.');
  }
  if (isRaw(xmp)) {
    for (const { xmp: names } of ADJUSTMENTS) if (names.raw !== names.rendered) fields.delete(names.rendered);
    fields.delete('WhiteBalance');
  }
  const changes: (ValueSpan & { value: string })[] = [];
  let added = '';
  const prefix = xmp.prefix ?? 'crs';
  for (const [name, value] of fields) {
    const span = xmp.spans.get(name);
    if (span) changes.push({ ...span, value });
    else added += `\n    ${prefix}:${name}="${value}"`;
  }
  if (added !== '') {
    const bound = xmp.prefix === undefined ? `\n    xmlns:crs="${NAMESPACES.crs}"` : '';
    changes.push({ start: xmp.insertAt, end: xmp.insertAt, form: 'attribute', value: bound + added });
  }
  // From the end, so that what is before stays where it was.
  return changes
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, value }) => text.slice(0, start) + value + text.slice(end), existing);
}
