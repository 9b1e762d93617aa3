import type { BenchResult } from '../benchReport';

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const inPercent = (share: number): string => `${(100 * share).toFixed(0)}%`;

/** Where Manylight's time at `megapixels` goes, in words with the figures of the engine's bench and of its profile. */
export function whyNotFaster(bench: Partial<BenchResult>, megapixels: number): string[] {
  const { engine, profile } = bench;
  const size = engine?.sizes.find((row) => Math.abs(row.megapixels / megapixels - 1) < 0.02);
  if (!size || !profile || !engine) return [];
  const [whole, ...parts] = profile.parts;
  const all = parts.find(({ name }) => name.startsWith('everything but'));
  const single = parts.filter((part) => part !== all && !part.name.startsWith('of these'));
  const around = size.export - size.frame + size.load + size.analysis;
  return [
    '## Why it is not faster',
    '',
    `The engine’s bench (bench.md, measured ${engine.measured}) takes the same steps apart. For ${megapixels} MP:`,
    '',
    `- The frame pass, which is all of the developing, takes ${inSeconds(size.frame)}. A pass that only copies the same`,
    `  textures takes ${inSeconds(size.copy)}: it is arithmetic that takes the time, not memory.`,
    ...(all
      ? [
          `  Of a frame ${inPercent(all.share)} go when everything but reading, encoding and writing is taken out of the shader.`,
        ]
      : []),
    `- No step stands out that could be left out or made twice as quick: ${single
      .toSorted((a, b) => b.share - a.share)
      .map(({ name, share }) => `${name} ${inPercent(share)}`)
      .join(
        '; ',
      )} (shares of a frame of ${whole.frame.toFixed(0)} ms, profiled ${profile.measured}; they overlap).`,
    `- Uploading, the analysis, resampling and reading back take the other ${inSeconds(around)}.`,
    '',
    'So, one by one:',
    '',
    '- **RawTherapee** is compiled for this processor and reads most curves from tables, in whole vectors. Software WebGPU',
    '  compiles a shader when it starts, works on four pixels at a time, computes both sides of each branch and has no',
    '  instruction for a logarithm, a cube root or a filtered read of floats. The same operations cost it a multiple.',
    `- **PixiJS** does six of the eleven, in 8 bits, in one short pass: nearly all of its time is uploading and reading back.`,
    `  Those alone take Manylight ${inSeconds(around)}, without a single adjustment: there is no time left`,
    '  to do more in.',
    '- **darktable** is passed, but not by twice, for the first of these reasons.',
    '',
  ];
}
