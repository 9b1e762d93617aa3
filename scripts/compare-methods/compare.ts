/**
 * npm run compare:methods -- PHOTO... [--sheet FILE.jpg] [--long-side 640]: the methods that were candidates for
 * Highlights, Shadows, Clarity and white balance, side by side on steps, grain and real photos
 * (docs/decisions/012-methods-compared.md).
 */
import { basename } from 'node:path';
import { readArguments, runCommand, usage, wholeNumber } from '../../src/cli/command';
import { type SheetRow, writeContactSheet } from '../../src/cli/contact-sheet';
import { readPhoto } from '../../src/cli/image-io';
import {
  apply,
  DECODE_8BIT,
  deltaE00,
  type EncodedRaster,
  rgbToRelativeXyz,
  type Vector3,
  writeLab,
} from '../../src/colour';
import { analysePhoto, developReference } from '../../src/develop/reference';
import { type AdjustmentsPatch, NEUTRAL } from '../../src/edit';
import { haloOfStep, measurePhoto, type PhotoMeasures, textureOfGrain } from './measures';
import { guided, localLaplacian, type ToneMethod, toRaster } from './tone';
import {
  deepestNegative,
  lightnessMoved,
  RESPONSES,
  type Response,
  relighting,
  whiteBalanced,
} from './white-balance';

const USAGE = 'npm run compare:methods -- PHOTO... [--sheet FILE.jpg] [--long-side 640]';

const METHODS: Readonly<Record<string, ToneMethod>> = {
  'guided filter': guided,
  'local Laplacian': localLaplacian,
};
const SETTINGS: Readonly<Record<string, AdjustmentsPatch>> = {
  'Highlights -100, Shadows +100': { highlights: -100, shadows: 100 },
  'Clarity +100': { clarity: 100 },
  'Clarity -100': { clarity: -100 },
};
const STEPS = [
  [20, 250],
  [60, 190],
  [100, 150],
] as const;
const GRAINS = [0.1, 0.2, 0.4, 0.8] as const;

const print = (...cells: readonly (string | number)[]): void => {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
};
function head(title: string, ...cells: readonly string[]): void {
  process.stdout.write(`\n${title}\n\n`);
  print(...cells);
  print(...cells.map(() => '---'));
}
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function tone(photos: readonly EncodedRaster[]): void {
  head(
    'Halo beside a step (largest, of the step) and grain kept (slope)',
    'setting',
    'method',
    ...[
      ...STEPS.map(([dark, bright]) => `halo ${dark} to ${bright}`),
      ...GRAINS.map((grain) => `grain ${grain} EV`),
    ],
  );
  for (const [setting, patch] of Object.entries(SETTINGS)) {
    for (const [name, method] of Object.entries(METHODS)) {
      print(
        setting,
        name,
        ...STEPS.map(([dark, bright]) => percent(haloOfStep(method, dark, bright, patch))),
        ...GRAINS.map((grain) => textureOfGrain(method, grain, patch).toFixed(2)),
      );
    }
  }
  head('Real photos, means', 'setting', 'method', 'halo at edges', 'detail kept', 'range kept', 'hue p99');
  for (const [setting, patch] of Object.entries(SETTINGS)) {
    for (const [name, method] of Object.entries(METHODS)) {
      const found = photos.map((photo) => measurePhoto(photo, method(photo, patch)));
      const of = (get: (measures: PhotoMeasures) => number): number => mean(found.map(get));
      const edges = found.reduce((sum, { edges }) => sum + edges, 0);
      const halo = found.reduce((sum, { halo, edges }) => sum + halo * edges, 0) / Math.max(1, edges);
      print(
        ...[setting, name, `${percent(halo)} of ${edges} edges`, of(({ texture }) => texture).toFixed(2)],
        ...[of(({ range }) => range).toFixed(2), `${of(({ hue }) => hue).toFixed(2)}°`],
      );
    }
  }
}

/** Milliseconds, the least of three runs. */
function fastest(work: () => unknown): number {
  return Math.min(
    ...[0, 1, 2].map(() => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

function cost(photo: EncodedRaster): void {
  const megapixels = (photo.width * photo.height) / 1e6;
  const patch = SETTINGS['Highlights -100, Shadows +100'];
  const analysis = analysePhoto(photo);
  const once = fastest(() => analysePhoto(photo)) / megapixels;
  const whole = fastest(() => developReference(photo, analysis, { ...NEUTRAL, ...patch })) / megapixels;
  const without =
    fastest(() => developReference(photo, analysis, { ...NEUTRAL, exposure: 0.1 })) / megapixels;
  const laplacian = fastest(() => localLaplacian(photo, patch)) / megapixels;
  head('Cost in one thread, ns a pixel', 'method', 'once a photo', 'each time a slider moves');
  print('guided filter', once.toFixed(0), `${whole.toFixed(0)} (all else ${without.toFixed(0)})`);
  print('local Laplacian', 0, laplacian.toFixed(0));
}

const TO_XYZ = rgbToRelativeXyz('srgb');

/** ΔE00 between the two white balances on a photo: mean, and what one pixel in a hundred exceeds. */
function between(photo: EncodedRaster, temp: number): { mean: number; p99: number } {
  const [a, b] = [whiteBalanced('CAT16', temp), whiteBalanced('Bradford', temp)];
  const lab = new Float64Array(6);
  const differences: number[] = [];
  for (let i = 0; i < photo.data.length; i += 4 * 5) {
    const rgb = [0, 1, 2].map((c) => DECODE_8BIT[photo.data[i + c]]) as unknown as Vector3;
    for (const [k, matrix] of [a, b].entries()) writeLab(TO_XYZ, ...clipped(apply(matrix, rgb)), lab, 3 * k);
    differences.push(deltaE00(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5]));
  }
  differences.sort((x, y) => x - y);
  return { mean: mean(differences), p99: differences[Math.floor(0.99 * (differences.length - 1))] };
}

const clipped = ([r, g, b]: Vector3): Vector3 => [Math.max(0, r), Math.max(0, g), Math.max(0, b)];

function whiteBalance(photos: readonly EncodedRaster[]): void {
  head(
    'White balance: 400 surfaces whose light really changed from 6504 K, ΔE00 of what each method says of them',
    ...['method', '2850 K', '4300 K', '10000 K', 'p95 at 2850 K', 'p95 at 10000 K', 'mean ΔL* at 2850 K'],
  );
  for (const response of Object.keys(RESPONSES) as Response[]) {
    const [warm, mild, cold] = [2850, 4300, 10000].map((kelvin) => relighting(response, kelvin));
    const values = [warm.mean, mild.mean, cold.mean, warm.p95, cold.p95, warm.lightness];
    print(response, ...values.map((value) => value.toFixed(2)));
  }
  head(
    'White balance: pure colours, and the photos',
    ...['Temp', 'method', 'deepest negative in Rec.2020, sRGB and P3', 'vivid colours: lightness moved'],
    'ΔE00 between the two',
  );
  for (const temp of [-1, 1]) {
    const apart = photos.map((photo) => between(photo, temp));
    for (const response of Object.keys(RESPONSES) as Response[]) {
      const negatives = (['srgb', 'display-p3'] as const).map((space) =>
        deepestNegative(response, temp, space).toFixed(3),
      );
      print(
        ...[100 * temp, response, negatives.join(' and ')],
        mean(photos.map((photo) => lightnessMoved(response, temp, photo))).toFixed(4),
        `mean ${mean(apart.map((a) => a.mean)).toFixed(2)}, p99 ${mean(apart.map((a) => a.p99)).toFixed(2)}`,
      );
    }
  }
}

async function sheet(
  path: string,
  names: readonly string[],
  photos: readonly EncodedRaster[],
): Promise<void> {
  const rows: SheetRow[] = photos.map((photo, i) => ({
    label: basename(names[i]),
    cells: [
      { label: 'as shot', raster: photo },
      ...Object.entries(SETTINGS).flatMap(([setting, patch]) =>
        Object.entries(METHODS).map(([name, method]) => ({
          label: `${setting}: ${name}`,
          raster: toRaster(method(photo, patch), photo),
        })),
      ),
    ],
  }));
  await writeContactSheet(path, rows, { cell: 420 });
}

async function compare(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(
    { sheet: { type: 'string' }, 'long-side': { type: 'string' }, help: { type: 'boolean' } },
    args,
  );
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (positionals.length === 0) throw usage(`Photos are needed: ${USAGE}`);
  const longSide = wholeNumber(values['long-side'], 'long-side', 640, 64);
  const photos = await Promise.all(positionals.map((path) => readPhoto(path, { longSide })));
  tone(photos);
  cost(photos[0]);
  whiteBalance(photos);
  if (values.sheet !== undefined) await sheet(values.sheet, positionals, photos);
}

await runCommand(compare);
