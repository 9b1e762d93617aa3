import type { EncodedRaster } from '../../colour';
import { createRng } from '../../core';
import { ADJUSTMENT_IDS, type Adjustments, NEUTRAL } from '../../edit';
import { honestTargets, styleTargets, type Targets } from './goals';
import { assignRoles, clippedPixels, type Measures, measure, type PixelRoles } from './measures';
import { createPixelView, type PixelView } from './pixel-view';
import { type Look, type Response, type Retouched, retouch } from './retouch';
import { looksLikeNight, type SceneKind, sceneFromColour } from './scene';
import { goalsFor, STYLES } from './styles';

/** How many pixels stand for a photo, and for how many of them the base is developed too. */
const PIXELS = 240;
const BASES = 70;

/** Where warm colour over everything is the lamp's, by the neutral there has to be beside it: lemons are yellow. */
const LAMPLIT_FROM: Readonly<Partial<Record<SceneKind, number>>> = { people: 0, indoor: 0, food: 0.1 };

/** A source photo on the bench: what it is of, and what an honest correction of it looks like. */
export interface SourceBench {
  readonly scene: SceneKind;
  readonly seed: number;
  readonly roles: PixelRoles;
  /** Measures of the honestly corrected source: every variant of it should end there. */
  readonly honest: Measures;
  /** How the source answers to the sliders, which its variants nearly do as well. */
  readonly response: Response;
  /** What each style wants of it; undefined where nobody would use it. */
  readonly wishes: readonly (Targets | undefined)[];
}

/** A variant of it: the same pixels with the camera's fault. */
export interface VariantBench {
  readonly source: SourceBench;
  readonly look: Look;
  readonly seen: Measures;
  /** The honest correction of this variant, in sliders. */
  readonly honest: Retouched;
  /** The style at full strength with every slider; solved once. */
  readonly full: (style: number) => Retouched;
}

function lookThrough(view: PixelView, roles: PixelRoles): Look {
  return (adjustments) => measure(view.develop(adjustments), view.pixels, view.bases, roles);
}

/** The targets of a photo as it should be anyway. */
function asTargets(honest: Measures, { whiteFloor, blackCeiling, skin }: Targets): Targets {
  const { p2, p50, p98, midContrast, a, b, chroma, vividChroma, localContrast } = honest;
  const tone = { p2, p50, p98, midContrast, whiteFloor, blackCeiling };
  return { ...tone, a, b, chroma, vividChroma, localContrast, ...(skin && { skin }) };
}

/**
 * @param raster the source, without a fault; a few hundred pixels on its long side are enough
 * @param scene what it is of, where that is known
 */
export function prepareSource(
  raster: EncodedRaster,
  scene: SceneKind | undefined,
  seed: number,
): SourceBench {
  const view = createPixelView(raster, { pixels: PIXELS, bases: BASES }, createRng(seed));
  const lab = view.develop(NEUTRAL);
  const lightness = Float64Array.from({ length: view.pixels }, (_, i) => lab[3 * i]);
  const kind = looksLikeNight(lightness)
    ? 'night'
    : (scene ?? sceneFromColour(lab.subarray(0, 3 * view.pixels)));
  const mayShowSkin = kind === 'people' || kind === 'object' || kind === 'indoor';
  const roles = assignRoles(lab, view.pixels, { skin: mayShowSkin, lamplitFrom: LAMPLIT_FROM[kind] });
  const look = lookThrough(view, roles);
  const seen = look(NEUTRAL);
  const targets = honestTargets(seen, kind, roles.neutralTrust);
  const corrected = retouch({
    look,
    targets,
    seen,
    neutralTrust: roles.neutralTrust,
    sliders: ADJUSTMENT_IDS,
    start: NEUTRAL,
    maxIterations: 10,
  });
  const honest = look(corrected.adjustments);
  const wishes = STYLES.map((_, style) => {
    const goals = goalsFor(style, kind);
    return goals && styleTargets(honest, goals, kind);
  });
  return { scene: kind, seed, roles, honest, response: corrected.response, wishes };
}

/** @param raster the source with a fault, of the same size */
export function prepareVariant(source: SourceBench, raster: EncodedRaster): VariantBench {
  // The same seed chooses the same pixels, so the roles found in the source hold.
  const view = createPixelView(raster, { pixels: PIXELS, bases: BASES }, createRng(source.seed));
  // What is clipped is this camera's doing.
  const clipped = clippedPixels(view.develop(NEUTRAL), view.pixels);
  const look = lookThrough(view, { ...source.roles, clipped });
  const seen = look(NEUTRAL);
  const common = { look, seen, neutralTrust: source.roles.neutralTrust, sliders: ADJUSTMENT_IDS };
  const anyway = honestTargets(source.honest, source.scene, source.roles.neutralTrust);
  const honest = retouch({
    ...common,
    targets: asTargets(source.honest, anyway),
    start: NEUTRAL,
    maxIterations: 10,
    known: source.response,
  });
  const solved: (Retouched | undefined)[] = [];
  const full = (style: number): Retouched => {
    const targets = source.wishes[style];
    if (!targets) return honest;
    solved[style] ??= retouch({
      ...common,
      targets,
      start: honest.adjustments,
      maxIterations: 9,
      known: honest.response,
    });
    return solved[style];
  };
  return { source, look, seen, honest, full };
}

/** What is typical of each style: the median of every slider over some photos, all sliders in use. */
export function typicalSettings(variants: readonly VariantBench[]): Adjustments[] {
  return STYLES.map((_, style) => {
    const fits = variants
      .filter(({ source }) => source.wishes[style])
      .map(({ full }) => full(style).adjustments);
    const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    return Object.fromEntries(
      ADJUSTMENT_IDS.map((id) => [id, middle(fits.map((adjustments) => adjustments[id]))]),
    ) as Record<(typeof ADJUSTMENT_IDS)[number], number>;
  });
}
