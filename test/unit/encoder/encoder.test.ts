import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createEncoderFromMemory,
  EMBEDDING_SIZE,
  type Encoder,
  FEATURE_SIZE,
  photometricStatistics,
  STATISTICS_VERSION,
} from '../../../src/encoder';

import { synthetic, waves } from './rasters';

const folder = new URL('../../../public/models/encoder/', import.meta.url);
const bytes = (name: string) => readFileSync(new URL(name, folder));
const buffer = (name: string) => new Uint8Array(bytes(name)).buffer;
const manifest = JSON.parse(bytes('manifest.json').toString()) as {
  version: string;
  files: Record<string, string>;
  parity: { first: number[]; mean: number };
};

describe('the encoder that ships', () => {
  let encoder: Encoder;
  beforeAll(async () => {
    encoder = await createEncoderFromMemory({
      modelJson: bytes('model.json').toString(),
      weights: buffer('weights.bin'),
      backend: 'wasm',
    });
  });
  afterAll(() => encoder.dispose());

  it('is the one of its manifest, and small', () => {
    for (const [name, sha256] of Object.entries(manifest.files)) {
      expect(createHash('sha256').update(bytes(name)).digest('hex')).toBe(sha256);
    }
    expect(bytes('weights.bin').length).toBeLessThan(5_000_000);
    expect(encoder.version).toBe(`${manifest.version}+statistics.${STATISTICS_VERSION}`);
    expect(encoder.backend).toBe('wasm');
  });

  it('gives an embedding and the statistics, the same every time', async () => {
    const photo = waves(300, 200);
    const first = await encoder.features(photo);
    const second = await encoder.features(photo);
    expect(first.values.length).toBe(FEATURE_SIZE);
    expect(first.values).toEqual(second.values);
    expect(first.values.slice(EMBEDDING_SIZE)).toEqual(photometricStatistics(photo));
    expect(first.values.every(Number.isFinite)).toBe(true);
  });

  it('computes what the network computed where it was trained', async () => {
    const { values } = await encoder.features(synthetic());
    manifest.parity.first.forEach((wanted, i) => {
      expect(Math.abs(values[i] - wanted), `embedding[${i}]`).toBeLessThan(1e-3);
    });
    const mean = values.slice(0, EMBEDDING_SIZE).reduce((sum, value) => sum + value, 0) / EMBEDDING_SIZE;
    expect(mean).toBeCloseTo(manifest.parity.mean, 4);
  });

  it('tells photos apart', async () => {
    const a = await encoder.features(waves(300, 200));
    const b = await encoder.features(synthetic());
    let distance = 0;
    for (let i = 0; i < EMBEDDING_SIZE; i++) distance += Math.abs(a.values[i] - b.values[i]);
    expect(distance / EMBEDDING_SIZE).toBeGreaterThan(0.05);
  });

  it('stops when it is no longer wanted', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(encoder.features(waves(64, 64), controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('survives another encoder being disposed of', async () => {
    const other = await createEncoderFromMemory({
      modelJson: JSON.parse(bytes('model.json').toString()),
      weights: buffer('weights.bin'),
      backend: 'wasm',
    });
    other.dispose();
    await expect(encoder.features(waves(64, 64))).resolves.toBeDefined();
  });
});

describe('files that are no encoder', () => {
  it.each([
    ['no graph', '{}', 0],
    ['no JSON', '<!doctype html>', 0],
    ['weights cut short', bytes('model.json').toString(), 10],
  ])('are refused: %s', async (_, modelJson, size) => {
    const files = { modelJson, weights: new ArrayBuffer(size), backend: 'wasm' as const };
    await expect(createEncoderFromMemory(files)).rejects.toMatchObject({ code: 'model-invalid' });
  });
});
