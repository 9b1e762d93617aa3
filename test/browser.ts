import { systemChromium } from '../scripts/lib/chromium.mjs';

/** On a machine that is busy with other things, TEST_PATIENCE=3 gives every test three times as long. */
const PATIENCE = Number(process.env.TEST_PATIENCE ?? 1);

/** So long, in ms, on a machine that does nothing else. */
export const patient = (milliseconds: number): number => milliseconds * PATIENCE;

/**
 * How browser tests start Chromium. Graphics in software, so that every machine computes the same: WebGPU on
 * SwiftShader's Vulkan, with which presenting to a canvas works on the page and in a worker.
 */
const SOFTWARE_WEBGPU = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=swiftshader',
] as const;

/**
 * This machine's own GPU. No surface: there is no display to present to, and headless Chromium composes its own pages.
 */
const HARDWARE_WEBGPU = [
  '--enable-unsafe-webgpu',
  ...(process.platform === 'linux'
    ? ['--enable-features=Vulkan', '--use-angle=vulkan', '--disable-vulkan-surface', '--ignore-gpu-blocklist']
    : []),
] as const;

/** Asked for with GRAPHICS=hardware. */
export const isOnHardware = process.env.GRAPHICS === 'hardware';

/** What tests and benches start Chromium with. */
export const GRAPHICS: readonly string[] = isOnHardware ? HARDWARE_WEBGPU : SOFTWARE_WEBGPU;

/** Compute works, but the first presented frame kills the GPU process: some users' browsers do that too. */
export const UNPRESENTABLE_WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'] as const;

/** Nothing that reaches for the network on its own, and no sandbox, which containers lack. */
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/** Playwright's launch options for Chromium with the given graphics; none means no WebGPU adapter. */
export function launchOptions(graphics: readonly string[]): {
  headless: boolean;
  args: string[];
  executablePath?: string;
} {
  const executablePath = process.env.CHROMIUM ?? systemChromium();
  return { headless: true, args: [...QUIET, ...graphics], ...(executablePath && { executablePath }) };
}
