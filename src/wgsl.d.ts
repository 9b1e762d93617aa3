/** Shaders are imported as text, through Vite's ?raw. */
declare module '*.wgsl?raw' {
  const source: string;
  export default source;
}
