import { meanOf } from '../core';
import { toModelUnits } from '../edit';
import { stylePotential } from '../taste';
import { type ChoiceMaterial, type Player, showLooks } from './choice-play';
import { beliefAfter, type Told } from './choice-variants';
import { pictureError, rowOf } from './pictures';

/** Further photos that looks are shown of, once all photos are known. */
const LOOKED_AT = 2;

/** The looks of a photo against what its person would do. */
export interface ShownScore {
  /** Mean ΔE00 between the pictures of their own edit and of the nearest look, and of the first. */
  readonly nearest: number;
  readonly first: number;
  /** Share of the looks that are of the style that speaks most for what they would do. */
  readonly share: number;
}

/** The looks that would be shown of two further photos after these, against what the person would do; null where none are. */
export async function shownAfter(
  material: ChoiceMaterial,
  { targets }: Player,
  told: readonly Told[],
): Promise<ShownScore | null> {
  const { dataset, taste, features, darkroom } = material;
  const said = new Float64Array(taste.styles);
  for (const edit of targets) {
    const potential = stylePotential(taste, features.get(dataset.photoOf[edit])!, rowOf(dataset.y, edit));
    for (let k = 0; k < said.length; k++) said[k] += potential[k];
  }
  const style = said.indexOf(Math.max(...said));
  const belief = told.length > 0 ? beliefAfter(taste, told) : undefined;
  const scores: ShownScore[] = [];
  for (const edit of targets.slice(0, LOOKED_AT)) {
    const photo = dataset.photoOf[edit];
    const looks = await showLooks(material, photo, belief, told.length);
    if (looks.length === 0) continue;
    const wanted = darkroom.develop(photo, rowOf(dataset.y, edit));
    const apart = looks.map(
      ({ sample }) => pictureError(darkroom.develop(photo, toModelUnits(sample.adjustments)), wanted).e00,
    );
    scores.push({
      nearest: Math.min(...apart),
      first: apart[0],
      share: meanOf(looks.map(({ sample }) => Number(sample.style === style))),
    });
  }
  if (scores.length === 0) return null;
  const over = (key: keyof ShownScore) => meanOf(scores.map((score) => score[key]));
  return { nearest: over('nearest'), first: over('first'), share: over('share') };
}
