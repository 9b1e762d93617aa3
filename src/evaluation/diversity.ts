import { type EncodedRaster, meanDeltaE00, rasterToLab } from '../colour';
import { clusteredEstimate, createRng, type Estimate, estimate, meanOf } from '../core';
import { developAll, downscale } from '../develop/reference';
import { ADJUSTMENT_COUNT, toModelUnits } from '../edit';
import { chooseLooks, type LooksModel, prepareLooks, sampleLooks } from '../looks';
import { referenceSource } from './look-source';
import { type Darkroom, type PictureError, pictureError, rowOf } from './pictures';

/** How many looks the app shows. */
export const SHOWN = 6;
/** Two looks nearer than this (mean ΔE00) are one to the eye. */
export const LEAST_APART = 3;
/** Mean ΔE00 within which a look counts as an edit. */
export const TOLERANCES = [2, 3, 4, 5, 6, 8, 10] as const;
/** Sets of plain samples a photo: their mean is what the shown set is compared with. */
const PLAIN_SETS = 4;

/** The least of the mean ΔE00 between any two pictures, in CIELAB [pixels * 3] each; 0 where there are fewer than two. */
export function leastApart(labs: readonly ArrayLike<number>[]): number {
  let least = Number.POSITIVE_INFINITY;
  labs.forEach((one, i) => {
    for (const other of labs.slice(i + 1)) least = Math.min(least, meanDeltaE00(one, other));
  });
  return Number.isFinite(least) ? least : 0;
}

/** Shares within a tolerance, from how far each edit is from each look, [edits][looks]. */
export function recallAndPrecision(
  apart: readonly (readonly number[])[],
  tolerance: number,
): { readonly recall: number; readonly precision: number } {
  const found = apart.map((row) => Number(row.some((value) => value <= tolerance)));
  const apt = apart[0].map((_, look) => Number(apart.some((row) => row[look] <= tolerance)));
  return { recall: meanOf(found), precision: apt.length > 0 ? meanOf(apt) : 0 };
}

/** A photo of the test, as the app would be given it, and the edits of it. */
export interface DiversityPhoto {
  readonly photo: number;
  readonly features: ArrayLike<number>;
  readonly raster: EncodedRaster;
  /** [edits * 11] in model units. */
  readonly kept: Float64Array;
}

/** A set of looks of one photo, against what people made of it. */
interface SetScore {
  /** Of each edit, the nearest look's error. */
  readonly best: readonly PictureError[];
  /** By tolerance. */
  readonly recall: readonly number[];
  readonly precision: readonly number[];
}

/** One photo's outcome. */
export interface PhotoDiversity {
  readonly photo: number;
  readonly looks: number;
  readonly apart: number;
  readonly shown: SetScore;
  readonly plain: readonly SetScore[];
  /** As plain, without people's noise: what is shown has none either. */
  readonly noiseless: readonly SetScore[];
}

export interface Diversity {
  readonly population: string;
  readonly model: string;
  readonly photos: number;
  readonly edits: number;
  /** Share of photos with so many looks as are wanted, and with all of them far enough apart. */
  readonly full: number;
  readonly distinct: number;
  readonly apart: {
    readonly mean: number;
    readonly least: number;
    readonly p5: number;
    readonly median: number;
  };
  readonly histogram: readonly number[];
  /** Error of the best of six, over all edits; a photo's go together. */
  readonly best: {
    readonly shown: Readonly<Record<'e76' | 'e00', Estimate>>;
    readonly plain: Readonly<Record<'e76' | 'e00', Estimate>>;
    /** Shown less plain, paired by edit: below 0 where the shown set is better. */
    readonly difference: Readonly<Record<'e76' | 'e00', Estimate>>;
    /** Shown less noiseless: what of that is the choice's. */
    readonly byChoice: Readonly<Record<'e76' | 'e00', Estimate>>;
  };
  readonly tolerances: readonly {
    readonly tolerance: number;
    readonly shown: { readonly recall: Estimate; readonly precision: Estimate };
    readonly plain: { readonly recall: Estimate; readonly precision: Estimate };
  }[];
}

function scoreSet(
  darkroom: Darkroom,
  { photo, kept }: DiversityPhoto,
  ys: readonly ArrayLike<number>[],
): SetScore {
  const pictures = ys.map((y) => darkroom.develop(photo, y));
  const apart = Array.from({ length: kept.length / ADJUSTMENT_COUNT }, (_, edit) => {
    const wanted = darkroom.develop(photo, rowOf(kept, edit));
    return pictures.map((picture) => pictureError(picture, wanted));
  });
  const distances = apart.map((row) => row.map(({ e00 }) => e00));
  const shares = TOLERANCES.map((tolerance) => recallAndPrecision(distances, tolerance));
  return {
    best: apart.map((row) => ({
      e76: Math.min(...row.map(({ e76 }) => e76)),
      e00: Math.min(...row.map(({ e00 }) => e00)),
    })),
    recall: shares.map(({ recall }) => recall),
    precision: shares.map(({ precision }) => precision),
  };
}

/** What the app would show of a photo to somebody it knows nothing of, and as many plain samples of the model. */
export async function photoDiversity(
  model: LooksModel,
  darkroom: Darkroom,
  one: DiversityPhoto,
  seed: number,
): Promise<PhotoDiversity> {
  const context = prepareLooks(model, one.features);
  const chosen = await chooseLooks(
    referenceSource(model, context, (side) => downscale(one.raster, side)),
    { count: SHOWN, seed },
  );
  const rng = createRng(seed).fork(one.photo);
  const setsOf = (noise: number): SetScore[] =>
    Array.from({ length: PLAIN_SETS }, () =>
      scoreSet(
        darkroom,
        one,
        sampleLooks(model, context, { count: SHOWN, noise, rng }).map(({ adjustments }) =>
          toModelUnits(adjustments),
        ),
      ),
    );
  const shown = chosen.map(({ sample }) => sample.adjustments);
  return {
    photo: one.photo,
    looks: chosen.length,
    apart: leastApart(developAll(one.raster, shown).map(rasterToLab)),
    shown: scoreSet(darkroom, one, shown.map(toModelUnits)),
    plain: setsOf(1),
    noiseless: setsOf(0),
  };
}

/** Bins of the histogram of least distances: one ΔE00 each, the last for all beyond. */
const HISTOGRAM_BINS = 13;

export function diversity(population: string, model: string, photos: readonly PhotoDiversity[]): Diversity {
  const apart = photos.map((photo) => photo.apart).sort((a, b) => a - b);
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (const value of apart) counts[Math.min(HISTOGRAM_BINS - 1, Math.floor(value))] += 1;
  const photoOf = photos.flatMap(({ shown, photo }) => shown.best.map(() => photo));
  const errors = (key: 'e76' | 'e00') => {
    const shown = photos.flatMap((photo) => photo.shown.best.map((error) => error[key]));
    const drawn = (which: 'plain' | 'noiseless') =>
      photos.flatMap((photo) =>
        photo.shown.best.map((_, edit) => meanOf(photo[which].map(({ best }) => best[edit][key]))),
      );
    const shownLess = (others: readonly number[]) =>
      clusteredEstimate(
        shown.map((value, i) => value - others[i]),
        photoOf,
      );
    const plain = drawn('plain');
    return {
      shown: clusteredEstimate(shown, photoOf),
      plain: clusteredEstimate(plain, photoOf),
      difference: shownLess(plain),
      byChoice: shownLess(drawn('noiseless')),
    };
  };
  const [e76, e00] = [errors('e76'), errors('e00')];
  const share = (test: (photo: PhotoDiversity) => boolean) => photos.filter(test).length / photos.length;
  const over = (value: (photo: PhotoDiversity) => number) => estimate(photos.map(value));
  return {
    population,
    model,
    photos: photos.length,
    edits: photoOf.length,
    full: share(({ looks }) => looks === SHOWN),
    distinct: share((photo) => photo.looks === SHOWN && photo.apart >= LEAST_APART),
    apart: {
      mean: meanOf(apart),
      least: apart[0],
      p5: apart[Math.floor(0.05 * apart.length)],
      median: apart[Math.floor(apart.length / 2)],
    },
    histogram: counts,
    best: {
      shown: { e76: e76.shown, e00: e00.shown },
      plain: { e76: e76.plain, e00: e00.plain },
      difference: { e76: e76.difference, e00: e00.difference },
      byChoice: { e76: e76.byChoice, e00: e00.byChoice },
    },
    tolerances: TOLERANCES.map((tolerance, at) => {
      const of = (key: 'recall' | 'precision') => ({
        shown: over(({ shown }) => shown[key][at]),
        plain: over(({ plain }) => meanOf(plain.map((set) => set[key][at]))),
      });
      const [recall, precision] = [of('recall'), of('precision')];
      return {
        tolerance,
        shown: { recall: recall.shown, precision: precision.shown },
        plain: { recall: recall.plain, precision: precision.plain },
      };
    }),
  };
}
