/**
 * npm run bench:fallback: how long a frame of one megapixel, looks and an export of a 12 megapixel photo take without
 * WebGPU, in Node, with one worker and with two; and the reference alone, in the same run.
 */
import { cpus, loadavg } from 'node:os';
import type { EncodedRaster } from '../../src/colour';
import { analysePhoto, developReference } from '../../src/develop/reference';
import { createReferenceDeveloper } from '../../src/develop/referenceDeveloper';
import { type Adjustments, NEUTRAL, patchAdjustments } from '../../src/edit';
import { photoLike } from '../gpu/images';
import { startNodeHelper } from '../support/fallbackHelpers';
import { median } from './report';

const PHOTO = { width: 4000, height: 3000 } as const;
const FRAME = { width: 1155, height: 866 } as const;
const FRAMES = 15;
const WARM_UP = 5;
const LOOKS = 64;
const LOOK_SIDE = 64;
const TARGET = 400;

const ALL_ELEVEN = patchAdjustments(NEUTRAL, {
  temp: 10,
  tint: 5,
  exposure: 0.4,
  contrast: 20,
  highlights: -40,
  shadows: 40,
  whites: 10,
  blacks: -10,
  clarity: 20,
  vibrance: 20,
  saturation: 10,
});
const EDITS: readonly (readonly [name: string, edit: Adjustments])[] = [
  ['exposure alone', { ...NEUTRAL, exposure: 0.4 }],
  ['all eleven sliders', ALL_ELEVEN],
  ['all eleven, saturation 100', { ...ALL_ELEVEN, saturation: 100, vibrance: 50 }],
];

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A picture of four by four copies of another: painting it at full size takes longer than all that is measured. */
function tiled(tile: EncodedRaster): EncodedRaster {
  const [width, height] = [4 * tile.width, 4 * tile.height];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const row = tile.data.subarray(
      4 * tile.width * (y % tile.height),
      4 * tile.width * ((y % tile.height) + 1),
    );
    for (let x = 0; x < 4; x++) data.set(row, 4 * (y * width + x * tile.width));
  }
  return { ...tile, width, height, data };
}

const raster = tiled(photoLike(PHOTO.width / 4, PHOTO.height / 4));
const rows: [name: string, ms: number][] = [];
const note = (name: string, ms: number): void => {
  rows.push([name, ms]);
  console.log(`${name.padEnd(60)} ${ms.toFixed(0).padStart(7)} ms`);
};

console.log(
  `12 MP photo, ${cpus().length} cores (load ${loadavg()[0].toFixed(1)}), Node ${process.version}\n`,
);

// What a frame cost before: the reference itself, pixel by pixel, in one thread.
const frameRaster = photoLike(FRAME.width, FRAME.height);
const frameAnalysis = analysePhoto(frameRaster);
for (const [name, edit] of EDITS) {
  const times = [];
  for (let i = 0; i < 4; i++) {
    const varied = { ...edit, exposure: edit.exposure + i / 100 };
    times.push(await timed(async () => developReference(frameRaster, frameAnalysis, varied)));
  }
  note(`reference, one thread: 1 MP, ${name}`, median(times.slice(1)));
}

for (const helpers of [1, 2]) {
  const developer = createReferenceDeveloper({ start: startNodeHelper, helpers });
  const photo = await developer.load(raster);
  const who = helpers === 1 ? 'one worker' : 'two workers';
  // The workers have started.
  await photo.render(NEUTRAL, { width: 32, height: 24 });
  note(`${who}: photo loaded, first neutral frame`, await timed(() => photo.render(NEUTRAL, FRAME)));
  note(`${who}: analysis`, await timed(() => photo.analysis()));
  for (const [name, edit] of EDITS) {
    const times = [];
    for (let i = 0; i < WARM_UP + FRAMES; i++) {
      const varied = { ...edit, exposure: edit.exposure + i / 100 };
      times.push(await timed(() => photo.render(varied, FRAME)));
    }
    note(`${who}: 1 MP frame, ${name}`, median(times.slice(WARM_UP)));
  }
  const looks = Array.from({ length: LOOKS }, (_, i) => ({ ...ALL_ELEVEN, exposure: i / LOOKS }));
  await photo.renderMany(looks, LOOK_SIDE);
  note(`${who}: ${LOOKS} looks to choose from`, await timed(() => photo.renderMany(looks, LOOK_SIDE)));
  note(`${who}: export of 12 MP, exact`, await timed(() => photo.exportPixels(ALL_ELEVEN, 'srgb')));
  photo.dispose();
  developer.dispose();
}

const slowest = Math.max(
  ...rows.filter(([name]) => name.startsWith('two workers: 1 MP')).map(([, ms]) => ms),
);
console.log(`\nslowest 1 MP frame on two workers: ${slowest.toFixed(0)} ms (target ${TARGET} ms)`);
console.log(JSON.stringify({ load: loadavg()[0], rows: Object.fromEntries(rows) }));
