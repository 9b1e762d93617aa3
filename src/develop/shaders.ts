import { assembleShader } from '../gpu';

const files = import.meta.glob('../../shaders/{lib,develop}/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Readonly<Record<string, string>>;

/** 'lib/srgb.wgsl' -> its text. */
const LIBRARY: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.replace('../../shaders/', ''), text]),
);

/** The text of shaders/develop/NAME.wgsl with what it includes, after the structs and constants that it asks for. */
export function developShader(name: string, before: readonly string[]): string {
  return assembleShader(`develop/${name}.wgsl`, LIBRARY, before.join('\n'));
}
