import { deltaE00, deltaE76, type EncodedRaster } from '../colour';
import { createRng } from '../core';
import { analysePhoto, createSamples, developSamples, type PixelSamples } from '../develop/reference';
import { ADJUSTMENT_COUNT, fromModelUnits } from '../edit';
import { fewOf } from '../looks';

/** Mean colour differences between two developments of one photo. */
export interface PictureError {
  /** CIE 1976, the paper's LAB error. */
  readonly e76: number;
  /** CIEDE2000. */
  readonly e00: number;
}

/** Pixels of a picture that are compared, one in each of so many equal cells. */
const PIXELS = 400;

/** Develops a fair sample of each photo's pixels; photos are analysed once, when first asked for. */
export interface Darkroom {
  has(photo: number): boolean;
  /** The photo developed with y [11] in model units, as CIELAB [pixels * 3]. */
  develop(photo: number, y: ArrayLike<number>): Float64Array;
}

export function createDarkroom(pictures: ReadonlyMap<number, EncodedRaster>): Darkroom {
  const benches = new Map<number, PixelSamples>();
  return {
    has: (photo) => pictures.has(photo),
    develop(photo, y) {
      let bench = benches.get(photo);
      if (!bench) {
        const raster = pictures.get(photo)!;
        const count = Math.min(PIXELS, raster.width * raster.height);
        bench = createSamples(raster, analysePhoto(raster), count, createRng(photo));
        benches.set(photo, bench);
      }
      return developSamples(bench, fromModelUnits(y));
    },
  };
}

/** Mean differences of two pictures in CIELAB, [pixels * 3] each. */
export function pictureError(a: ArrayLike<number>, b: ArrayLike<number>): PictureError {
  let [e76, e00] = [0, 0];
  for (let i = 0; i < a.length; i += 3) {
    e76 += deltaE76(a[i], a[i + 1], a[i + 2], b[i], b[i + 1], b[i + 2]);
    e00 += deltaE00(a[i], a[i + 1], a[i + 2], b[i], b[i + 1], b[i + 2]);
  }
  const pixels = a.length / 3;
  return { e76: e76 / pixels, e00: e00 / pixels };
}

/** How many proposals the best is taken of (paper 4.2: 3 and more). */
export const BEST_OF = [1, 3, 10, 20] as const;

export const rowOf = (values: ArrayLike<number>, row: number): Float64Array =>
  Float64Array.from({ length: ADJUSTMENT_COUNT }, (_, i) => values[row * ADJUSTMENT_COUNT + i]);

/**
 * For each edit the error of the best of its first N proposals, by N as in BEST_OF: [edits]. `proposed` is [edits *
 * count * 11], `kept` [edits * 11], in model units.
 */
export function bestErrors(
  darkroom: Darkroom,
  photoOf: ArrayLike<number>,
  kept: ArrayLike<number>,
  proposed: ArrayLike<number>,
): Map<number, PictureError[]> {
  const edits = kept.length / ADJUSTMENT_COUNT;
  const count = proposed.length / kept.length;
  const errors = new Map<number, PictureError[]>(
    BEST_OF.filter((most) => most <= count).map((most) => [most, []]),
  );
  for (let edit = 0; edit < edits; edit++) {
    const wanted = darkroom.develop(photoOf[edit], rowOf(kept, edit));
    let best: PictureError = { e76: Number.POSITIVE_INFINITY, e00: Number.POSITIVE_INFINITY };
    for (let draw = 0; draw < count; draw++) {
      const shown = darkroom.develop(photoOf[edit], rowOf(proposed, edit * count + draw));
      const error = pictureError(shown, wanted);
      best = { e76: Math.min(best.e76, error.e76), e00: Math.min(best.e00, error.e00) };
      errors.get(draw + 1)?.push(best);
    }
  }
  return errors;
}

/** How many are picked among a photo's draws: as many as the paper's LAB has proposals. */
export const PICKED = 3;

/**
 * For each edit the error of the nearest of the few that the app's choice picks among its photo's draws, whosever they are:
 * [edits]. `drawnOf` gives a photo's draws, [count * 11] in model units.
 */
export function pickedErrors(
  darkroom: Darkroom,
  photoOf: ArrayLike<number>,
  kept: ArrayLike<number>,
  drawnOf: (photo: number) => Float64Array,
): PictureError[] {
  const picked = new Map<number, Float64Array[]>();
  const picturesOf = (photo: number): Float64Array[] => {
    const drawn = drawnOf(photo);
    const pictures = Array.from({ length: drawn.length / ADJUSTMENT_COUNT }, (_, i) =>
      darkroom.develop(photo, rowOf(drawn, i)),
    );
    return fewOf(
      pictures.map((picture) => Float32Array.from(picture)),
      PICKED,
    ).map((place) => pictures[place]);
  };
  return Array.from({ length: kept.length / ADJUSTMENT_COUNT }, (_, edit) => {
    const photo = photoOf[edit];
    const shown = picked.get(photo) ?? picturesOf(photo);
    picked.set(photo, shown);
    const wanted = darkroom.develop(photo, rowOf(kept, edit));
    const errors = shown.map((picture) => pictureError(picture, wanted));
    return {
      e76: Math.min(...errors.map(({ e76 }) => e76)),
      e00: Math.min(...errors.map(({ e00 }) => e00)),
    };
  });
}

/** Of proposals [count * 11] for a photo the one whose picture is nearest to that of an edit, y [11] (CIE 1976). */
export function nearestProposal(
  darkroom: Darkroom,
  photo: number,
  kept: ArrayLike<number>,
  proposed: ArrayLike<number>,
): { readonly y: Float64Array; readonly error: number } {
  const wanted = darkroom.develop(photo, kept);
  let nearest = { y: rowOf(proposed, 0), error: Number.POSITIVE_INFINITY };
  for (let draw = 0; draw < proposed.length / ADJUSTMENT_COUNT; draw++) {
    const y = rowOf(proposed, draw);
    const error = pictureError(darkroom.develop(photo, y), wanted).e76;
    if (error < nearest.error) nearest = { y, error };
  }
  return nearest;
}
