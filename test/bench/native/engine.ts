/** Loaded through Vite, for the shaders; `openDawn` comes before. */
import { readFile } from 'node:fs/promises';
import { requestGpu } from '../../../src/gpu';
import { type LooksModel, parseLooksModel } from '../../../src/looks';
import { createBench } from '../engine/measure';
import { timeSampling } from '../engine/sampling';
import { adapterInWords } from '../machine';
import { least } from '../report';
import { summariseDraws } from '../samplingReport';
import { BENCH_EDIT } from '../settings';
import { measureBandwidth } from './bandwidth';
import type { NativeMeasured } from './nativeReport';

/** What the frame pass must move for a pixel: a texel of rgba32float read, one of rgba8unorm written. */
const BYTES_PER_PIXEL = 16 + 4;

const DRAWS = 50;

const MODEL = new URL('../../../public/models/looks/', import.meta.url);

async function shippedModel(): Promise<LooksModel> {
  const manifest = JSON.parse(await readFile(new URL('manifest.json', MODEL), 'utf8'));
  const { buffer, byteOffset, byteLength } = await readFile(new URL('weights.bin', MODEL));
  return parseLooksModel(manifest, buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}

/** Measures, or says in one sentence why it could not. */
export async function measureNative(
  sizes: readonly number[],
  runs: number,
  batch: number,
  allowSoftware: boolean,
): Promise<NativeMeasured | { readonly open: string }> {
  const gpu = await requestGpu();
  if (!gpu) return { open: 'Dawn finds no GPU adapter here, or none that can compute a pixel.' };
  const adapter = adapterInWords(gpu.adapterInfo);
  if (gpu.isSoftware && !allowSoftware) {
    return { open: `the only adapter here computes in software (${adapter}); --allow-software tries it.` };
  }
  if (!gpu.device.features.has('timestamp-query')) {
    return { open: `the adapter (${adapter}) takes no timestamps.` };
  }
  const bandwidth = await measureBandwidth(gpu);
  const bench = await createBench(gpu);
  await bench.measure(1, BENCH_EDIT, 2, batch);
  const measured = [];
  for (const wanted of sizes) {
    const { megapixels, tiles, frame, copy } = await bench.measure(wanted, BENCH_EDIT, runs, batch);
    const milliseconds = least(frame);
    const moved = (megapixels * 1e6 * BYTES_PER_PIXEL) / (milliseconds / 1000);
    measured.push({
      megapixels,
      tiles,
      frame: milliseconds,
      copy: least(copy),
      ratio: milliseconds / least(copy),
      bandwidthShare: moved / bandwidth,
    });
  }
  bench.dispose();
  const sampling = summariseDraws(await timeSampling(gpu, await shippedModel(), DRAWS));
  return { sampling, adapter, isSoftware: gpu.isSoftware, bandwidth, runs, batch, sizes: measured };
}
