import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { EncodedRaster } from '../colour';
import { ADJUSTMENT_COUNT, ADJUSTMENTS, type Adjustments } from '../edit';
import { badDataset } from '../training';
import { bytesOf, jsonOf } from './dataset-io';
import { packPicture } from './dataset-pictures';
import { createDatasetWriter } from './dataset-writer';

/** dataset.json of version 1, which had a file for each array: numbers in order, no columns, no shards. */
interface OldManifest {
  readonly version: number;
  readonly encoderVersion: string;
  readonly featureSize: number;
  readonly photos: number;
  readonly edits: number;
  readonly styles: readonly string[];
  readonly population: string;
  readonly seed: number;
  readonly simulated: boolean;
  readonly misses?: unknown;
  readonly pictures?: readonly { photo: number; width: number; height: number }[];
}

/** An array of `count` numbers of 32 bits. */
async function numbersOf<T>(
  folder: string,
  name: string,
  count: number,
  type: new (bytes: ArrayBuffer) => T,
) {
  const bytes = await bytesOf(join(folder, name));
  if (bytes.byteLength !== count * 4) {
    throw badDataset(`${name} has ${bytes.byteLength} bytes, not ${count * 4}`);
  }
  return new type(bytes);
}

/** Pictures by photo: RGB of 8 bits, one after the other. */
async function picturesOf(folder: string, entries: NonNullable<OldManifest['pictures']>) {
  const pictures = new Map<number, EncodedRaster>();
  if (entries.length === 0) return pictures;
  const bytes = new Uint8Array(await bytesOf(join(folder, 'pictures.u8')));
  let at = 0;
  for (const { photo, width, height } of entries) {
    const pixels = width * height;
    const rgb = bytes.subarray(at, at + 3 * pixels);
    if (!(pixels > 0 && rgb.length === 3 * pixels)) throw badDataset('pictures.u8 is cut short');
    const data = new Uint8ClampedArray(4 * pixels).fill(255);
    for (let i = 0; i < pixels; i++) data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
    pictures.set(photo, { width, height, space: 'srgb', data });
    at += 3 * pixels;
  }
  return pictures;
}

/** Model units of 32 bits to slider units as they were meant: six decimals. */
export function slidersOf(y: Float32Array): Adjustments {
  return Object.fromEntries(
    ADJUSTMENTS.map(({ id, max }, i) => [id, Number((y[i] * max).toFixed(6))]),
  ) as Adjustments;
}

/** Makes a dataset folder of version 2 from one of version 1. Throws `data-invalid`. */
export async function convertDataset(from: string, to: string): Promise<void> {
  const old = (await jsonOf(join(from, 'dataset.json'))) as OldManifest;
  if (old?.version !== 1) throw badDataset('its version is not 1, so there is nothing to convert');
  const { encoderVersion, featureSize, photos, edits, styles, population, seed, simulated, misses } = old;
  const groups = await numbersOf(from, 'groups.u32', photos, Uint32Array);
  const y = await numbersOf(from, 'edits.f32', edits * ADJUSTMENT_COUNT, Float32Array);
  const index = await numbersOf(from, 'index.u32', edits * 3, Uint32Array);
  const pictures = await picturesOf(from, old.pictures ?? []);
  const writer = await createDatasetWriter(to, {
    ...{ encoderVersion, featureSize, population, seed, simulated, styles },
  });

  const file = await open(join(from, 'features.f32'));
  try {
    const row = new Uint8Array(featureSize * 4);
    for (let photo = 0; photo < photos; photo++) {
      const { bytesRead } = await file.read(row, 0, row.length, photo * row.length);
      if (bytesRead !== row.length) throw badDataset('features.f32 is cut short');
      const raster = pictures.get(photo);
      const features = new Float32Array(row.buffer);
      writer.photo({ photo, group: groups[photo], features, picture: raster && (await packPicture(raster)) });
    }
  } finally {
    await file.close();
  }
  const times = new Map<number, number>();
  for (let edit = 0; edit < edits; edit++) {
    const [photo, person, style] = index.subarray(edit * 3, edit * 3 + 3);
    const time = times.get(person) ?? 0;
    times.set(person, time + 1);
    const adjustments = slidersOf(y.subarray(edit * ADJUSTMENT_COUNT, (edit + 1) * ADJUSTMENT_COUNT));
    writer.edit({ photo, person, time, adjustments, style: styles[style] });
  }
  await writer.finish(misses === undefined ? {} : { misses });
}
