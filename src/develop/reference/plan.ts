import {
  luminanceWeights,
  type Matrix3,
  multiply,
  type OutputSpace,
  rgbToRgb,
  type Vector3,
} from '../../colour';
import { type AdjustmentId, type Adjustments, adjustmentOf, isNeutral } from '../../edit';
import type { PhotoAnalysis } from './analyse';
import { type ClarityPlan, planClarity } from './clarity';
import { applyContrast, type ContrastPlan, planContrast } from './contrast';
import { type EndPointsPlan, planEndPoints } from './endPoints';
import { type ExposurePlan, expose, planExposure } from './exposure';
import { type GamutPlan, planGamut } from './gamut';
import {
  type HighlightsShadowsPlan,
  liftByStops,
  planHighlightsShadows,
  stopsOfBase,
} from './highlightsShadows';
import { planSaturation } from './saturation';
import { planVibrance, type VibrancePlan } from './vibrance';
import { planWhiteBalance } from './whiteBalance';

/**
 * Everything that a frame needs to know about an edit of a photo: plain numbers, the same for the reference and
 * for the shaders' uniforms, so that per-pixel code holds no policy.
 */
export interface DevelopPlan {
  /** Nothing is to be done but to change the space, if the output's differs. */
  readonly neutral: boolean;
  /** The photo's linear RGB to white-balanced linear Rec.2020. */
  readonly toWorking: Matrix3;
  /** Weights of the photo's linear RGB in its luminance, before white balance. */
  readonly photoLuminance: Vector3;
  readonly exposure: ExposurePlan;
  readonly highlightsShadows: HighlightsShadowsPlan;
  readonly contrast: ContrastPlan;
  readonly endPoints: EndPointsPlan;
  readonly clarity: ClarityPlan;
  readonly vibrance: VibrancePlan;
  /** Factor on chroma. */
  readonly saturation: number;
  readonly gamut: GamutPlan;
}

/** How much each slider, at full strength upwards, may push colours past the gamut's edge. */
const PUSH = {
  whiteBalance: 0.25,
  exposure: 0.6,
  contrast: 0.1,
  highlights: 0.15,
  shadows: 0.15,
  whites: 0.2,
  clarity: 0.05,
  vibrance: 0.1,
  saturation: 0.7,
};

/** What the analysis says of the photo itself, without the coefficients of its base. */
export type PhotoFacts = Pick<PhotoAnalysis, 'space' | 'whitePoint' | 'blackPoint' | 'maximumChroma'>;

/** Whether an edit leaves every pixel as it is. */
export function isIdentity(adjustments: Adjustments, from: OutputSpace, to: OutputSpace): boolean {
  return from === to && isNeutral(adjustments);
}

export function planDevelop(
  adjustments: Adjustments,
  facts: PhotoFacts,
  space: OutputSpace = facts.space,
): DevelopPlan {
  const unit = (id: AdjustmentId): number => adjustments[id] / adjustmentOf(id).max;
  const temp = unit('temp');
  const tint = unit('tint');
  const ev = adjustments.exposure;
  const exposure = planExposure(ev);
  const highlightsShadows = planHighlightsShadows(unit('highlights'), unit('shadows'));
  const contrast = planContrast(unit('contrast'));
  /** Where the adjustments before Whites and Blacks take a luminance, as the cube root. */
  const follow = (luminance: number): number => {
    const exposed = expose(exposure, luminance);
    return applyContrast(contrast, Math.cbrt(liftByStops(exposed, stopsOfBase(highlightsShadows, exposed))));
  };
  const up = (id: AdjustmentId): number => Math.max(0, unit(id));
  const ceiling =
    1 +
    PUSH.whiteBalance * Math.hypot(temp, tint) +
    PUSH.exposure * Math.min(1, Math.max(0, ev) / 2) +
    PUSH.contrast * up('contrast') +
    PUSH.highlights * up('highlights') +
    PUSH.shadows * up('shadows') +
    PUSH.whites * up('whites') +
    PUSH.clarity * up('clarity') +
    PUSH.vibrance * up('vibrance') +
    PUSH.saturation * up('saturation');
  return {
    neutral: isNeutral(adjustments),
    toWorking: multiply(planWhiteBalance(temp, tint), rgbToRgb(facts.space, 'rec2020')),
    photoLuminance: luminanceWeights(facts.space),
    exposure,
    highlightsShadows,
    contrast,
    endPoints: planEndPoints(
      unit('whites'),
      unit('blacks'),
      follow(facts.whitePoint),
      follow(facts.blackPoint),
    ),
    clarity: planClarity(unit('clarity')),
    vibrance: planVibrance(unit('vibrance'), facts.maximumChroma),
    saturation: planSaturation(unit('saturation')),
    gamut: planGamut(space, ceiling),
  };
}
