import sharp, { type OverlayOptions } from 'sharp';
import type { EncodedRaster } from '../colour';
import { escapeMarkup } from '../core';
import { imageOf } from './image-io';

export interface SheetCell {
  readonly label: string;
  readonly raster: EncodedRaster;
}

/** A row of a contact sheet: one photo and what was made of it. */
export interface SheetRow {
  readonly label: string;
  readonly cells: readonly SheetCell[];
}

const GAP = 6;
const LABEL = 18;
const BACKGROUND = '#3a3a3a';

function labelImage(text: string, width: number): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${LABEL}">
      <text x="2" y="13" font-family="sans-serif" font-size="11" fill="#ddd">${escapeMarkup(text)}</text></svg>`,
  );
}

/** Writes photos x looks as one image on neutral grey, every cell at most `cell` pixels on its long side. */
export async function writeContactSheet(
  path: string,
  rows: readonly SheetRow[],
  options: { cell?: number } = {},
): Promise<void> {
  const cell = options.cell ?? 220;
  const columns = Math.max(1, ...rows.map(({ cells }) => cells.length));
  const layers: OverlayOptions[] = [];
  const place = (input: Buffer, left: number, top: number) =>
    layers.push({ input, left: Math.round(left), top: Math.round(top) });
  let top = GAP;
  for (const { label, cells } of rows) {
    place(labelImage(label, columns * (cell + GAP)), GAP, top);
    top += LABEL;
    let tallest = 0;
    for (const [column, { raster, label: name }] of cells.entries()) {
      const { data, info } = await imageOf(raster)
        .resize(cell, cell, { fit: 'inside', withoutEnlargement: true })
        .png()
        .toBuffer({ resolveWithObject: true });
      const left = GAP + column * (cell + GAP);
      place(data, left, top);
      place(labelImage(name, cell), left, top + info.height);
      tallest = Math.max(tallest, info.height);
    }
    top += tallest + LABEL + GAP;
  }
  const width = GAP + columns * (cell + GAP);
  await sharp({ create: { width, height: top, channels: 3, background: BACKGROUND } })
    .composite(layers)
    .jpeg({ quality: 90 })
    .toFile(path);
}
