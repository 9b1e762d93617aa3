import { clusteredEstimate, type Estimate, meanOf } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import { SAMPLES } from '../looks';
import { picturedEdits, picturedPhotos, type Result } from './comparison';
import { keptOf } from './judge';
import { LAB_OF, type Lead, labOf, leadOver, pickedOf } from './margins';
import type { Material } from './material';
import { type Darkroom, pickedErrors, pictureError, rowOf } from './pictures';

/** Edits of a photo by others of the same population: as many as a model's draws that the choice picks among. */
export const CROWD = SAMPLES;

/** How near three proposals come to an edit (mean CIE 1976 difference of the nearest). */
export interface CrowdLine {
  /** Proposed by others of the population, by the CGM-VAE, and by the best of the paper's baselines. */
  readonly people: Estimate;
  readonly ours: Estimate;
  readonly paper: Estimate;
  /** How much nearer the others come than that baseline. */
  readonly room: Lead;
  /** The models once they are told what these people know of a photo, and by how much ours then comes nearer. */
  readonly told: {
    readonly ours: Estimate;
    readonly paper: Estimate;
    readonly lead: Lead;
  };
}

/** What the people themselves would reach where models are asked to guess one of them, and models that know what they know. */
export interface Crowd {
  readonly population: string;
  readonly edits: number;
  /** Three proposals as they come, and three that the app's choice picks among CROWD. */
  readonly drawn: CrowdLine;
  readonly picked: CrowdLine;
}

/** For each edit the mean error of the nearest of three, over all threes in a row that the others make. */
function drawnErrors(
  darkroom: Darkroom,
  photoOf: ArrayLike<number>,
  kept: Float64Array,
  othersOf: (photo: number) => Float64Array,
): number[] {
  return Array.from({ length: kept.length / ADJUSTMENT_COUNT }, (_, edit) => {
    const wanted = darkroom.develop(photoOf[edit], rowOf(kept, edit));
    const others = othersOf(photoOf[edit]);
    const errors = Array.from(
      { length: others.length / ADJUSTMENT_COUNT },
      (_, i) => pictureError(darkroom.develop(photoOf[edit], rowOf(others, i)), wanted).e76,
    );
    const threes = Math.floor(errors.length / LAB_OF);
    return meanOf(
      Array.from({ length: threes }, (_, i) => Math.min(...errors.slice(i * LAB_OF, (i + 1) * LAB_OF))),
    );
  });
}

/** Our error and the paper's best baseline's, by these scores, and the lead. */
function compared(
  results: readonly Result[],
  scoresOf: (result: Result) => number[] | undefined,
  photos: readonly number[],
) {
  const ours = results.find(({ recipe }) => recipe.id === 'cgm-vae');
  const baselines = results.filter(({ recipe }) => recipe.asInPaper);
  const lead = ours && leadOver(scoresOf(ours), baselines, scoresOf, -1, photos);
  const paper = baselines.find(({ recipe }) => recipe.name === lead?.baseline);
  if (!lead || !paper) return undefined;
  const mean = (result: Result) => clusteredEstimate(scoresOf(result)!, photos);
  return { baselines, lead, ours: mean(ours), paper: mean(paper) };
}

/**
 * The paper's LAB of other people's edits of the same photos beside that of the models; `othersOf` gives a photo's,
 * [CROWD * 11] in model units, and `told` are the models that know what these people know. Undefined without the CGM-VAE
 * or a baseline of the paper's.
 */
export function crowd(
  population: string,
  material: Material,
  results: readonly Result[],
  told: readonly Result[],
  othersOf: (photo: number) => Float64Array,
): Crowd | undefined {
  const photos = picturedPhotos(material);
  const kept = keptOf(material.prepared.table, picturedEdits(material));
  const lineOf = (
    people: readonly number[],
    scoresOf: (result: Result) => number[] | undefined,
  ): CrowdLine | undefined => {
    const seen = compared(results, scoresOf, photos);
    const knowing = compared(told, scoresOf, photos);
    const room = seen && leadOver(people, seen.baselines, scoresOf, -1, photos);
    if (!seen || !knowing || !room) return undefined;
    return {
      people: clusteredEstimate(people, photos),
      ours: seen.ours,
      paper: seen.paper,
      room,
      told: { ours: knowing.ours, paper: knowing.paper, lead: knowing.lead },
    };
  };
  const drawn = lineOf(drawnErrors(material.darkroom, photos, kept, othersOf), labOf);
  const near = pickedErrors(material.darkroom, photos, kept, othersOf);
  const picked = lineOf(
    near.map(({ e76 }) => e76),
    pickedOf,
  );
  return drawn && picked && { population, edits: photos.length, drawn, picked };
}
