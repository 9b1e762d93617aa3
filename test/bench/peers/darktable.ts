import type { Adjustments } from '../../../src/edit';

/**
 * darktable's settings, as its sidecar file: one line of history a module, the module's parameters as the bytes of its
 * C struct in hexadecimal. Versions are those of darktable 4.2; later ones convert them.
 */

type Field = number | { readonly int: number };
const int = (value: number): Field => ({ int: value });

function hex(fields: readonly Field[]): string {
  const bytes = Buffer.alloc(4 * fields.length);
  for (const [index, field] of fields.entries()) {
    if (typeof field === 'number') bytes.writeFloatLE(field, 4 * index);
    else bytes.writeInt32LE(field.int, 4 * index);
  }
  return bytes.toString('hex');
}

interface Module {
  readonly operation: string;
  readonly version: number;
  readonly params: string;
  readonly does: string;
}

/** Grey fulcrum, mid-grey, as darktable has it. */
const GREY = 0.1845;

export function darktableModules(edit: Adjustments): readonly Module[] {
  // Vibrance, grey fulcrum, contrast and the formula stand behind 28 others, of which few are not 0.
  const balance: number[] = new Array(32).fill(0);
  balance[12] = 1; // shadows' fall-off
  balance[14] = 1; // highlights' fall-off
  balance[19] = edit.saturation / 100;
  balance[28] = GREY;
  balance[29] = edit.vibrance / 100;
  balance[30] = GREY;
  balance[31] = edit.contrast / 100;
  return [
    {
      operation: 'temperature',
      version: 3,
      does: 'temp, tint',
      params: hex([1 + edit.temp / 400, 1 - edit.tint / 400, 1 - edit.temp / 400, 1]),
    },
    {
      operation: 'exposure',
      version: 6,
      does: 'exposure',
      params: hex([int(0), 0, edit.exposure, 50, -4, int(0)]),
    },
    {
      operation: 'shadhi',
      version: 5,
      does: 'highlights, shadows',
      params: hex([int(0), 100, edit.shadows, 0, edit.highlights, 0, 50, 100, 50, int(127), 1e-6, int(0)]),
    },
    {
      operation: 'bilat',
      version: 3,
      does: 'clarity',
      params: hex([int(1), 0.5, 0.5, edit.clarity / 100, 0.5]),
    },
    {
      operation: 'levels',
      version: 2,
      does: 'whites, blacks',
      params: hex([int(0), 0, 50, 100, -edit.blacks / 1000, 0.5, 1 - edit.whites / 1000]),
    },
    {
      operation: 'colorbalancergb',
      version: 5,
      does: 'contrast, vibrance, saturation',
      params: hex([...balance, int(1)]),
    },
  ];
}

/** The sidecar for a photo; without modules it asks for nothing. */
export function darktableSidecar(modules: readonly Module[]): string {
  const rows = modules.map(
    ({ operation, version, params }, index) =>
      `<rdf:li darktable:num="${index}" darktable:operation="${operation}" darktable:enabled="1"` +
      ` darktable:modversion="${version}" darktable:params="${params}" darktable:multi_name=""` +
      ` darktable:multi_priority="0" darktable:blendop_version="0" darktable:blendop_params=""/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:darktable="http://darktable.sf.net/"
   darktable:xmp_version="4" darktable:raw_params="0" darktable:auto_presets_applied="1"
   darktable:history_end="${modules.length}">
   <darktable:history><rdf:Seq>${rows.join('\n')}</rdf:Seq></darktable:history>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
`;
}
