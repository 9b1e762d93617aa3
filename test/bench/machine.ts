import { cpus, loadavg } from 'node:os';

/** What a figure was measured on, in words that name no machine. @param graphics what Chromium's WebGPU runs on */
export function machineInWords(chromium?: string, graphics = 'in software'): string {
  const cores = `${cpus().length} cores, load ${loadavg()[0].toFixed(1)}`;
  return chromium ? `${cores}, Chromium ${chromium}, WebGPU ${graphics}` : cores;
}

/** A GPU adapter, as far as the browser says what it is. */
export function adapterInWords(info: Omit<GPUAdapterInfo, '__brand'>): string {
  const { vendor, architecture, device, description } = info;
  return [vendor, architecture, device, description].filter(Boolean).join(' ');
}
