import type { SceneKind } from './scene';

/**
 * What a style seeks in the developed picture. Tones are CIELAB L*, for a photo whose honest correction is ordinary
 * (p2 4, p50 51, p98 96); goals.ts moves them with the photo. Ratios are to the honest correction.
 */
export interface StyleGoals {
  /** L* that 2%, 50% and 98% of the pixels lie below. */
  readonly p2: number;
  readonly p50: number;
  readonly p98: number;
  /** Spread of the middle half of L*. */
  readonly midContrast: number;
  /** Mean a* and b* of near-neutral pixels, added to what the honest correction leaves. */
  readonly a: number;
  readonly b: number;
  /** Mean chroma, and that of the most colourful tenth. */
  readonly chroma: number;
  readonly vividChroma: number;
  /** Spread of L* minus its edge-aware base. */
  readonly localContrast: number;
  /** L* of skin-like pixels where there are people. */
  readonly skin: number;
}

export interface Style {
  readonly name: string;
  readonly goals: StyleGoals;
  /** Other goals for a kind of scene; null where nobody would use the style. */
  readonly scenes: Readonly<Partial<Record<SceneKind, Partial<StyleGoals> | null>>>;
}

const goals = (
  [p2, p50, p98, midContrast]: readonly [number, number, number, number],
  [a, b]: readonly [number, number],
  [chroma, vividChroma]: readonly [number, number],
  localContrast: number,
  skin: number,
): StyleGoals => ({ p2, p50, p98, midContrast, a, b, chroma, vividChroma, localContrast, skin });

/** The fourteen; the order is the true style's number in a dataset. */
export const STYLES: readonly Style[] = [
  {
    name: 'clean natural',
    goals: goals([4, 51, 96, 1.03], [0, 0], [1.06, 1.03], 1.06, 65),
    scenes: { people: { p50: 53 }, night: { p50: 48 } },
  },
  {
    name: 'bright and airy',
    goals: goals([11, 65, 97.5, 0.92], [0, 2], [0.96, 0.92], 0.92, 72),
    scenes: { landscape: { p50: 62, p98: 96.5 }, night: null },
  },
  {
    name: 'dark and moody',
    goals: goals([1.5, 36, 86, 1.05], [0, -1], [0.82, 0.8], 1.15, 54),
    scenes: { people: { p50: 40, localContrast: 1.08 }, night: { p50: 46 }, food: { b: 1 } },
  },
  {
    name: 'warm film',
    goals: goals([8, 51, 93, 0.95], [1, 6.5], [0.94, 0.88], 0.95, 64),
    scenes: { night: { b: 4 }, people: { b: 5 } },
  },
  {
    name: 'cool matte',
    goals: goals([13, 49, 91, 0.88], [0, -5.5], [0.8, 0.76], 0.95, 62),
    scenes: { people: { b: -3 }, food: null, indoor: { b: -4 } },
  },
  {
    name: 'punchy landscape',
    goals: goals([1.5, 49, 96, 1.12], [0, 0], [1.27, 1.15], 1.38, 62),
    scenes: {
      people: { chroma: 1.1, vividChroma: 1.05, localContrast: 1.15 },
      night: { localContrast: 1.2 },
    },
  },
  {
    name: 'soft portrait',
    goals: goals([6, 58, 95, 0.92], [1, 2.5], [0.98, 0.94], 0.76, 68),
    scenes: { landscape: null, night: null, architecture: null, indoor: null, food: null, object: null },
  },
  {
    name: 'high-key',
    goals: goals([17, 74, 99, 0.85], [0, 0.5], [0.88, 0.84], 0.86, 77),
    scenes: { night: null, landscape: { p50: 69, p98: 98 } },
  },
  {
    name: 'low-key',
    goals: goals([0.8, 25, 78, 1.0], [0, 1], [0.92, 0.88], 1.18, 48),
    scenes: { night: { p50: 42 }, people: { p50: 29 }, landscape: { p50: 29 } },
  },
  {
    name: 'vivid',
    goals: goals([2.5, 52, 97, 1.1], [0, 0], [1.4, 1.22], 1.18, 63),
    scenes: { people: { chroma: 1.2, vividChroma: 1.1 } },
  },
  {
    name: 'muted',
    goals: goals([9, 50, 93, 0.93], [0, 0], [0.64, 0.6], 0.95, 63),
    scenes: { food: { chroma: 0.75, vividChroma: 0.7 } },
  },
  {
    name: 'near-monochrome',
    goals: goals([2, 48, 96.5, 1.12], [0, 0], [0.12, 0.12], 1.24, 60),
    scenes: { food: null, flower: { chroma: 0.3, vividChroma: 0.3 } },
  },
  {
    name: 'golden hour',
    goals: goals([5, 52, 94.5, 1.0], [2.5, 11], [1.12, 1.02], 1.0, 64),
    scenes: { indoor: { a: 1, b: 6 }, night: { a: 1, b: 5 }, food: { a: 1, b: 6 }, people: { a: 1.5, b: 8 } },
  },
  {
    name: 'clear night',
    goals: goals([0.8, 46, 95, 1.12], [0, -4], [1.06, 1.04], 1.2, 58),
    scenes: {
      people: null,
      landscape: { p50: 40, b: -5 },
      indoor: null,
      food: null,
      animal: null,
      flower: null,
      object: null,
      architecture: { p50: 38, b: -5 },
    },
  },
];

export const STYLE_NAMES: readonly string[] = STYLES.map(({ name }) => name);

/** The goals of a style for a kind of scene, or undefined where nobody would use it. */
export function goalsFor(style: number, scene: SceneKind): StyleGoals | undefined {
  const { goals: usual, scenes } = STYLES[style];
  const other = scenes[scene];
  return other === null ? undefined : { ...usual, ...other };
}
