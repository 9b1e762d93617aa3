/** Width of the network's embedding. */
export const EMBEDDING_SIZE = 1024;

/** Longer side, in pixels, of the unedited photo as the encoder and the statistics see it. */
export const SEEN_SIDE = 256;

/** What is known of one photo. */
export interface Features {
  /** The network's version and that of the statistics; features of different versions do not compare. */
  readonly version: string;
  /**
   * [FEATURE_SIZE]: the embedding, 0..6, mostly below 2 and a mean near 0.5; then the statistics, about [-1, 1].
   */
  readonly values: Float32Array;
}

/** Statistics of version 2, in their order, and whether version 3 still has them. */
const GROUPS_OF_2 = [
  { name: 'tone', count: 16, kept: true },
  { name: 'light', count: 3, kept: false },
  { name: 'clipping', count: 7, kept: true },
  { name: 'casts', count: 13, kept: true },
  { name: 'colour', count: 14, kept: false },
  { name: 'contrast', count: 12, kept: false },
] as const;
const KEPT_OF_2 = GROUPS_OF_2.flatMap(({ count, kept }) => new Array<boolean>(count).fill(kept));

/** The version of features by a network's, and the statistics'. */
export const featuresVersion = (network: string, statistics: number): string =>
  `${network}+statistics.${statistics}`;

/**
 * Features of an older version in this version's terms, where they hold all that it measures: those of statistics 2,
 * of which 3 left some out. Others come back as they are.
 */
export function upgradeFeatures(features: Features): Features {
  const { version, values } = features;
  const [network, statistics] = version.split('+statistics.');
  if (statistics !== '2' || values.length !== EMBEDDING_SIZE + KEPT_OF_2.length) return features;
  return {
    version: featuresVersion(network, 3),
    values: values.filter((_, i) => i < EMBEDDING_SIZE || KEPT_OF_2[i - EMBEDDING_SIZE]),
  };
}
