import type { Measures } from './measures';
import type { SceneKind } from './scene';
import type { StyleGoals } from './styles';

/** Where a retoucher wants the measures of one photo to be. */
export interface Targets {
  readonly p2: number;
  readonly p50: number;
  readonly p98: number;
  /** L* that what was clipped stays above, and that large blacks stay below, in the mean (ends.ts). */
  readonly whiteFloor: number;
  readonly blackCeiling: number;
  readonly midContrast: number;
  readonly a: number;
  readonly b: number;
  readonly chroma: number;
  readonly vividChroma: number;
  readonly localContrast: number;
  /** Range that skin's L* should stay in, its greatest chroma, and its hue in degrees; undefined without skin. */
  readonly skin?: {
    readonly lightness: readonly [number, number];
    readonly chroma: number;
    readonly hue: number;
  };
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const logit = (lightness: number) => Math.log(lightness / (100 - lightness));
const fromLogit = (u: number) => 100 / (1 + Math.exp(-u));

/** L* of the median of an ordinary photo after an honest correction; a style's numbers are meant for such a one. */
const ORDINARY_MEDIAN = 51;

/** L* below which white that came clipped is seen to have greyed, and how chroma tells skin from skin in coloured light. */
const WHITE = 98.2;
const FAIR_SKIN_CHROMA = 31;

/** Part of the way from what is there to what is usual. */
const toward = (value: number, usual: number, share: number) => value + share * (usual - value);

/**
 * An honest correction: ends used, exposure and cast mended part of the way, nothing for taste. A night stays a night,
 * a snow scene bright, and where little is neutral (a sunset) the cast is left alone.
 */
export function honestTargets(seen: Measures, scene: SceneKind, neutralTrust: number): Targets {
  const night = scene === 'night';
  const [darkest, brightest] = night ? [12, 30] : [41, 66];
  const p2 = seen.p2 > 4 ? toward(seen.p2, 4, 0.6) : toward(seen.p2, 4, 0.3);
  const p98 = toward(seen.p98, 95.5, night ? 0.3 : 0.65);
  const stretch = clamp((p98 - p2) / Math.max(8, seen.p98 - seen.p2), 0.9, 1.6);
  // Skin of a usual hue says that the light is fair, whatever colour the walls are.
  const fairSkin = seen.skinHue > 36 && seen.skinHue < 70 && seen.skinChroma < FAIR_SKIN_CHROMA;
  const castShare = neutralTrust * (fairSkin ? 0.3 : 1);
  const [mendA, mendB] = [0.45 * castShare, 0.4 * castShare];
  // Colour grows with the light that is given to it; a flat veil had taken it away. A strong cast was colour, and goes.
  const lost = Math.max(0, Math.hypot(mendA * seen.a, mendB * seen.b) - 5) / Math.max(10, seen.chroma);
  const colour = Math.sqrt(stretch) * (1 - lost);
  return {
    p2,
    p50: toward(seen.p50, clamp(seen.p50, darkest, brightest), seen.p50 > brightest ? 0.3 : 0.6),
    p98,
    whiteFloor: WHITE,
    blackCeiling: seen.blackLightness + 1.2,
    midContrast: Math.max(6, seen.midContrast) * stretch ** 0.7,
    a: seen.a * (1 - mendA),
    b: seen.b * (1 - mendB),
    chroma: seen.chroma * Math.min(1.25, colour),
    vividChroma: seen.vividChroma * Math.min(1.15, colour),
    localContrast: seen.localContrast * stretch ** 0.7,
    ...(Number.isFinite(seen.skinHue) && {
      skin: {
        // Under a coloured light, what passes for skin says little of how light it should be.
        lightness: !fairSkin
          ? [Math.min(38, seen.skinLightness), 80]
          : scene === 'people'
            ? [52, 72]
            : [38, 78],
        chroma: Math.max(20, 1.1 * seen.skinChroma),
        hue: seen.skinHue,
      },
    }),
  };
}

/** A style's wishes for a photo whose honest correction has the measures `honest`. */
export function styleTargets(honest: Measures, goals: StyleGoals, scene: SceneKind): Targets {
  const night = scene === 'night';
  const usual = logit(ORDINARY_MEDIAN);
  const own = logit(clamp(honest.p50, 3, 97));
  // The median moves as it would for an ordinary photo, with a slight pull towards ordinary: what is bright by nature
  // (snow, a white wall) is hardly pulled.
  const pull = own > usual ? 0.06 : 0.22;
  const wanted = fromLogit(own + (logit(goals.p50) - usual) + pull * (usual - own));
  const p50 = night ? Math.min(wanted, Math.max(30, honest.p50 + 4)) : clamp(wanted, 13, 84);
  const reach = night ? 8 : 13;
  const p98 = honest.p98 + clamp(0.8 * (goals.p98 - honest.p98), -1.4 * reach, reach);
  // What is colourful already needs no more.
  const rich = clamp(24 / Math.max(1, honest.chroma), 0.35, 1);
  const colour = (ratio: number) => (ratio > 1 ? 1 + (ratio - 1) * rich : ratio);
  return {
    p2: Math.max(0.3, toward(honest.p2, goals.p2, 0.8)),
    p50,
    p98,
    // Moody and matte styles take their ends in a little, and only a little, where there is nothing in them.
    whiteFloor: WHITE - 0.4 * Math.max(0, 96 - goals.p98),
    blackCeiling: honest.blackLightness + 0.4 + 0.3 * Math.max(0, goals.p2 - 4),
    midContrast: honest.midContrast * goals.midContrast,
    // Less colour is also less of the cast that is left.
    a: honest.a * Math.min(1, goals.chroma) + goals.a,
    b: honest.b * Math.min(1, goals.chroma) + goals.b,
    chroma: honest.chroma * colour(goals.chroma),
    vividChroma: honest.vividChroma * colour(goals.vividChroma),
    localContrast: honest.localContrast * goals.localContrast,
    ...(Number.isFinite(honest.skinHue) && { skin: skinRange(honest, goals, scene) }),
  };
}

function skinRange(honest: Measures, goals: StyleGoals, scene: SceneKind): NonNullable<Targets['skin']> {
  // Half of the way from how light this skin is: people are not all equally light.
  const person = scene === 'people' && honest.skinChroma < FAIR_SKIN_CHROMA;
  const wanted = toward(honest.skinLightness, goals.skin, person ? 0.55 : 0.35);
  const slack = person ? 3 : 8;
  return {
    lightness: [wanted - slack, wanted + slack],
    chroma: Math.min(42, Math.max(16, 1.12 * honest.skinChroma)),
    hue: honest.skinHue,
  };
}

/** What one person wants differently from the style, always or today; ratios as logarithms. */
export interface TasteOffsets {
  readonly p2: number;
  readonly p50: number;
  readonly p98: number;
  readonly a: number;
  readonly b: number;
  readonly chroma: number;
  readonly localContrast: number;
}

export const NO_OFFSETS: TasteOffsets = { p2: 0, p50: 0, p98: 0, a: 0, b: 0, chroma: 0, localContrast: 0 };

export function addOffsets(a: TasteOffsets, b: TasteOffsets, share = 1): TasteOffsets {
  return {
    p2: a.p2 + share * b.p2,
    p50: a.p50 + share * b.p50,
    p98: a.p98 + share * b.p98,
    a: a.a + share * b.a,
    b: a.b + share * b.b,
    chroma: a.chroma + share * b.chroma,
    localContrast: a.localContrast + share * b.localContrast,
  };
}

/**
 * From the honest correction towards the style by `strength` (1 is the style as it is), with the person's offsets.
 * Below 1 `mending` leaves part of what was wrong with the photo as it was: not everyone corrects all of it.
 */
export function personTargets(
  seen: Measures,
  honest: Measures,
  style: Targets,
  options: { strength: number; mending: number; offsets: TasteOffsets },
): Targets {
  const { strength, mending, offsets } = options;
  const linear = (key: 'p2' | 'p50' | 'p98' | 'a' | 'b') =>
    toward(seen[key], honest[key], mending) + strength * (style[key] - honest[key]) + offsets[key];
  const ratio = (key: 'midContrast' | 'chroma' | 'vividChroma' | 'localContrast', offset: number) => {
    const start = seen[key] ** (1 - mending) * Math.max(0.1, honest[key]) ** mending;
    return start * (Math.max(0.02, style[key] / Math.max(0.1, honest[key])) ** strength * Math.exp(offset));
  };
  return {
    p2: clamp(linear('p2'), 0, 40),
    p50: clamp(linear('p50'), 8, 88),
    p98: clamp(linear('p98'), 30, 99.5),
    whiteFloor: style.whiteFloor,
    // Who leaves a veil on the photo leaves it on its blacks.
    blackCeiling: Math.max(style.blackCeiling, toward(seen.blackLightness, style.blackCeiling, mending)),
    midContrast: ratio('midContrast', 0),
    a: linear('a'),
    b: linear('b'),
    chroma: ratio('chroma', offsets.chroma),
    vividChroma: ratio('vividChroma', offsets.chroma),
    localContrast: ratio('localContrast', offsets.localContrast),
    ...(style.skin && { skin: style.skin }),
  };
}
