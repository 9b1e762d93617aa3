import { clusteredEstimate, type Estimate, estimate, meanOf } from '../core';
import type { Settling } from '../training/fitting';
import { picturedPhotos, type Result, scoredPeople } from './comparison';
import type { PictureScores } from './judge';
import { logLikelihoodsOf } from './margins';
import type { Material } from './material';

/** Colour differences of the best of so many proposals. */
export interface PictureRow {
  readonly best: number;
  readonly e76: Estimate;
  readonly e00: Estimate;
}

export interface Row {
  readonly id: string;
  readonly name: string;
  readonly chosen: string;
  readonly tried: Result['tried'];
  readonly seeds: number;
  /** Of the mean over seeds; a person's edits go together. */
  readonly logLikelihood: Estimate | undefined;
  /** Spread of the means between seeds: half of the 95% interval. */
  readonly seedInterval: number | undefined;
  /** How the first seed's estimate settled as samples were doubled; absent where it is exact. */
  readonly trail: readonly Settling[] | undefined;
  readonly divergence: Estimate;
  readonly pictures: readonly PictureRow[];
  /** The same of the few that the app's choice picks among 64 draws. */
  readonly picked: PictureRow;
  /** log p of the CGM-VAE minus this model's, paired by edit. */
  readonly behind: Estimate | undefined;
  /** The chosen candidate's way with the first seed, on validation. */
  readonly curve: readonly { readonly step: number; readonly validation: number }[];
  /** Processor time of all its fits and of judging them. */
  readonly seconds: number;
}

/** How far one model's log p is above another's, paired by edit; a person's edits go together. */
export function pairedLead(
  ours: readonly number[],
  theirs: readonly number[],
  people: readonly number[],
): Estimate {
  return clusteredEstimate(
    theirs.map((value, edit) => ours[edit] - value),
    people,
  );
}

/** The paper's Table 1 on one population. */
export function table1(material: Material, results: readonly Result[]): Row[] {
  const people = scoredPeople(material);
  const photos = picturedPhotos(material);
  const pictureRow = (runs: readonly PictureScores[]): PictureRow => {
    const over = (key: 'e76' | 'e00') =>
      clusteredEstimate(
        runs[0][key].map((_, edit) => meanOf(runs.map((run) => run[key][edit]))),
        photos,
      );
    return { best: runs[0].best, e76: over('e76'), e00: over('e00') };
  };
  const best = results.find(({ recipe }) => recipe.id === 'cgm-vae');
  const ours = best && logLikelihoodsOf(best);
  return results.map((result) => {
    const { recipe, runs, tried, chosen } = result;
    const values = logLikelihoodsOf(result);
    return {
      id: recipe.id,
      name: recipe.name,
      chosen: tried[chosen].label,
      tried,
      seeds: runs.length,
      logLikelihood: values && clusteredEstimate(values, people),
      seedInterval: values && estimate(runs.map(({ logLikelihood }) => meanOf(logLikelihood!))).interval,
      trail: runs[0].trail,
      divergence: estimate(runs.map(({ divergence }) => meanOf(divergence))),
      pictures: runs[0].pictures.map((_, at) => pictureRow(runs.map((run) => run.pictures[at]))),
      picked: pictureRow(runs.map((run) => run.picked)),
      behind: values && ours && recipe.id !== 'cgm-vae' ? pairedLead(ours, values, people) : undefined,
      curve: runs[0].curve,
      seconds: meanOf(runs.map(({ seconds }) => seconds.fit + seconds.judge)) * runs.length,
    };
  });
}
