import type { EncodedRaster } from '../colour';
import { meanOf } from '../core';
import { analysePhoto, developReference } from '../develop/reference';
import { ADJUSTMENT_IDS, type AdjustmentId } from '../edit';
import { type LooksModel, prepareLooks, styleLook } from '../looks';
import { mapFeatures } from '../prob';

export interface SeenPhoto {
  readonly name: string;
  readonly raster: EncodedRaster;
  /** [featureSize] as the encoder gives them. */
  readonly features: ArrayLike<number>;
}

/** What one style does to a group of similar photos. */
export interface StyleOnGroup {
  readonly style: string;
  /** Share of people, π. */
  readonly share: number;
  /** Mean over the group of what the style proposes, slider units. */
  readonly mean: Readonly<Record<AdjustmentId, number>>;
  /** Each photo developed so. */
  readonly developed: readonly EncodedRaster[];
}

export interface PhotoGroup {
  readonly photos: readonly string[];
  readonly originals: readonly EncodedRaster[];
  readonly styles: readonly StyleOnGroup[];
}

/** Photos of a group. */
const GROUP = 3;

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
};

/**
 * Two groups of similar photos, by index: the photo whose nearest are nearest, with them; and of those at least as far
 * from it as half of all photos, again the one whose nearest are nearest. points [photos][axes].
 */
export function similarGroups(points: readonly ArrayLike<number>[]): [number[], number[]] {
  const groups = points.map((own, at) => {
    const near = points
      .map((other, index) => ({ index, far: distance(own, other) }))
      .sort((a, b) => a.far - b.far || Number(b.index === at) - Number(a.index === at))
      .slice(0, GROUP);
    return { at, members: near.map(({ index }) => index), width: meanOf(near.map(({ far }) => far)) };
  });
  const tightest = (list: typeof groups) => list.reduce((top, next) => (next.width < top.width ? next : top));
  const first = tightest(groups);
  const away = points.map((point) => distance(point, points[first.at]));
  const middle = [...away].sort((a, b) => a - b)[Math.floor(away.length / 2)];
  const others = groups.filter(
    ({ at, members }) => away[at] >= middle && members.every((index) => !first.members.includes(index)),
  );
  return [
    first.members,
    tightest(others.length > 0 ? others : groups.filter(({ at }) => at !== first.at)).members,
  ];
}

/** Fig 7 of the paper: two groups of similar photos under every style. */
export function fig7(looks: LooksModel, photos: readonly SeenPhoto[]): PhotoGroup[] {
  const { outputs } = looks.input.projection;
  const groups = similarGroups(
    photos.map(({ features }) => mapFeatures(looks.input, features).slice(0, outputs)),
  );
  return groups.map((members) => {
    const own = members.map((index) => photos[index]);
    const contexts = own.map(({ features }) => prepareLooks(looks, features));
    return {
      photos: own.map(({ name }) => name),
      originals: own.map(({ raster }) => raster),
      styles: looks.styles.map(({ name }, style) => {
        const proposals = contexts.map((context) => styleLook(looks, context, style));
        const mean = Object.fromEntries(
          ADJUSTMENT_IDS.map((id) => [id, meanOf(proposals.map((adjustments) => adjustments[id]))]),
        ) as Record<AdjustmentId, number>;
        return {
          style: name,
          share: looks.prior.shares[style],
          mean,
          developed: own.map(({ raster }, i) => developReference(raster, analysePhoto(raster), proposals[i])),
        };
      }),
    };
  });
}
