import { cpus, loadavg } from 'node:os';

/** What a figure was measured on, in words that name no machine. */
export function machineInWords(chromium?: string): string {
  const cores = `${cpus().length} cores, load ${loadavg()[0].toFixed(1)}`;
  return chromium ? `${cores}, Chromium ${chromium}, WebGPU in software` : cores;
}
