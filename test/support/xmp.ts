/** XMP with fields of Camera Raw, as attributes or as elements, and whatever else is put into the description. */
export function xmpText(
  crs: Readonly<Record<string, string | number>>,
  options: {
    readonly form?: 'attribute' | 'element';
    readonly inside?: string;
    readonly attributes?: string;
  } = {},
): string {
  const { form = 'attribute', inside = '', attributes = '' } = options;
  const entries = Object.entries(crs);
  const asAttributes =
    form === 'attribute' ? entries.map(([name, value]) => `crs:${name}="${value}"`).join(' ') : '';
  const asElements =
    form === 'element'
      ? entries.map(([name, value]) => `<crs:${name}>${value}</crs:${name}>`).join('\n')
      : '';
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" ${attributes} ${asAttributes}>
   ${asElements}${inside}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

function segment(marker: number, data: Uint8Array): Uint8Array {
  const length = data.length + 2;
  return Uint8Array.from([0xff, marker, length >> 8, length & 0xff, ...data]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A JPEG with an XMP packet in APP1, before its other segments. */
export function jpegWithXmp(jpeg: Uint8Array, xmp: string): Uint8Array<ArrayBuffer> {
  const packet = segment(0xe1, bytesOf(`http://ns.adobe.com/xap/1.0/\0${xmp}`));
  return joined([jpeg.subarray(0, 2), packet, jpeg.subarray(2)]);
}

/** A JPEG whose packet is split: a main one, and an extension in parts of `size` bytes, last first. */
export function jpegWithExtendedXmp(
  jpeg: Uint8Array,
  main: string,
  extended: string,
  size: number,
  said: { readonly digest?: string; readonly length?: number } = {},
) {
  const whole = bytesOf(extended);
  const { digest = 'A', length = whole.length } = said;
  const parts: Uint8Array[] = [];
  for (let offset = 0; offset < whole.length; offset += size) {
    const head = new DataView(new ArrayBuffer(8));
    head.setUint32(0, length);
    head.setUint32(4, offset);
    parts.unshift(
      segment(
        0xe1,
        joined([
          bytesOf(`http://ns.adobe.com/xmp/extension/\0${digest.repeat(32)}`),
          new Uint8Array(head.buffer),
          whole.subarray(offset, offset + size),
        ]),
      ),
    );
  }
  return joined([jpegWithXmp(jpeg.subarray(0, 2), main), ...parts, jpeg.subarray(2)]);
}
