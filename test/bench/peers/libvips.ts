import sharp from 'sharp';
import { BENCH_EDIT } from '../settings';
import { type PeerInput, type PeerResult, repeated } from './peer';

/** Times one call in milliseconds. */
async function timed<T>(call: () => Promise<T>): Promise<{ taken: number; result: T }> {
  const start = performance.now();
  const result = await call();
  return { taken: performance.now() - start, result };
}

export async function measureLibvips(input: PeerInput): Promise<PeerResult> {
  const { width, height, repetitions } = input;
  const raw = { width, height, channels: 3 } as const;
  const { temp, tint, exposure, contrast, clarity, vibrance, saturation, blacks } = BENCH_EDIT;
  const gain = 2 ** (exposure / 2.2) * (1 + contrast / 100);
  const runs = await repeated(repetitions + 1, async () => {
    const decoded = await timed(() => sharp(input.bytes).raw().toBuffer());
    const developed = await timed(() =>
      sharp(decoded.result, { raw })
        .recomb([
          [1 + temp / 400, 0, 0],
          [0, 1 - tint / 400, 0],
          [0, 0, 1 - temp / 400],
        ])
        .linear(gain, 128 * (1 - gain) + blacks)
        .modulate({ saturation: 1 + (saturation + vibrance / 2) / 100 })
        .sharpen({ sigma: 10, m1: clarity / 100, m2: clarity / 50 })
        .raw()
        .toBuffer(),
    );
    const encoded = await timed(() => sharp(developed.result, { raw }).jpeg({ quality: 92 }).toBuffer());
    return { decode: decoded.taken, develop: developed.taken, encode: encoded.taken };
  });
  // The first is to warm up.
  const kept = runs.slice(1);
  return {
    name: 'libvips (sharp)',
    version: `libvips ${sharp.versions.vips}, sharp ${sharp.versions.sharp}`,
    develop: kept.map(({ develop }) => develop),
    decode: kept.map(({ decode }) => decode),
    encode: kept.map(({ encode }) => encode),
    how: 'each step apart, from buffer to buffer',
    does: 'recomb (temp, tint), linear (exposure, contrast, blacks), modulate (saturation), sharpen, radius 10 (clarity)',
    lacks: 'highlights, shadows, whites, vibrance; in 8 bits on encoded values',
  };
}
