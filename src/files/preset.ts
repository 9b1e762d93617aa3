import { ADJUSTMENTS, type Adjustments } from '../edit';
import { sha256Hex } from './digest';
import { cleanName } from './exportName';
import { crsNumber, NAMESPACES, WRITTEN_PROCESS } from './history/crs';

/** The folder that Lightroom shows it in. */
const GROUP = 'Manylight';

/** What the preset is for: any photo, by Lightroom's own names. */
const SUPPORTED = [
  'Color',
  'Monochrome',
  'HighDynamicRange',
  'NormalDynamicRange',
  'SceneReferred',
  'OutputReferred',
];

/** Lightroom's Amount slider works on it, 0 to 200. */
const AMOUNT = ['SupportsAmount2', 'SupportsAmount'];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text of an element; characters that XML 1.0 cannot hold go. */
function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>]/g, (character) => ESCAPES[character])
  );
}

/**
 * The settings that a preset names; Lightroom leaves alone what it does not. A slider at 0 is named, as the look has it
 * at 0; white balance only where the edit shifts it, and never in Kelvin, which would be one light for every photo.
 */
function settingsOf(adjustments: Adjustments): (readonly [string, string])[] {
  const shiftsWhite = adjustments.temp !== 0 || adjustments.tint !== 0;
  const named = ADJUSTMENTS.filter(({ group }) => group !== 'white-balance' || shiftsWhite);
  return [
    ['ProcessVersion', WRITTEN_PROCESS],
    ...(shiftsWhite ? [['WhiteBalance', 'Custom'] as const] : []),
    ...named.map(({ id, unit, xmp }) => [xmp.rendered, crsNumber(adjustments[id], unit)] as const),
  ];
}

/** Lightroom knows presets by it: the same name and settings are the same preset, saved again. 32 hex digits. */
async function identityOf(name: string, settings: readonly (readonly [string, string])[]): Promise<string> {
  const digest = await sha256Hex(new TextEncoder().encode(JSON.stringify([name, settings])));
  return digest.slice(0, 32).toUpperCase();
}

const words = (property: string, text: string) => `   <crs:${property}>
    <rdf:Alt>
     <rdf:li xml:lang="x-default">${xmlText(text)}</rdf:li>
    </rdf:Alt>
   </crs:${property}>`;

/** An edit as a develop preset of Lightroom and Camera Raw: XMP, to be put on any photo. */
export async function writePreset(adjustments: Adjustments, name: string): Promise<string> {
  const settings = settingsOf(adjustments);
  const attributes = [
    ['PresetType', 'Normal'],
    ['Cluster', ''],
    ['UUID', await identityOf(name, settings)],
    ...AMOUNT.map((property) => [property, 'True']),
    ...SUPPORTED.map((what) => [`Supports${what}`, 'True']),
    ...settings,
    ['HasSettings', 'True'],
  ];
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Manylight">
 <rdf:RDF xmlns:rdf="${NAMESPACES.rdf}">
  <rdf:Description rdf:about=""
   xmlns:crs="${NAMESPACES.crs}"
${attributes.map(([property, value]) => `   crs:${property}="${value}"`).join('\n')}>
${words('Name', name)}
${words('Group', GROUP)}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
`;
}

/** The file of a preset, under its name. */
export function presetFileName(name: string): string {
  return `${cleanName(name).slice(0, 100).trim() || 'preset'}.xmp`;
}
