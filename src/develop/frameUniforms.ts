import { LMS_TO_OKLAB, luminanceWeights, type Matrix3, OKLAB_TO_LMS, rgbToLms } from '../colour';
import { defineUniforms } from '../gpu';
import type { DevelopPlan } from './reference';

/** A plan as the frame pass reads it. */
export const FRAME = defineUniforms('Frame', {
  toWorking: 'mat3x3f',
  fromLms: 'mat3x3f',
  photoLuminance: 'vec3f',
  usesBase: 'u32',
  exposureGain: 'f32',
  exposureCeiling: 'f32',
  exposureWhite: 'f32',
  liftActive: 'u32',
  highlights: 'f32',
  shadows: 'f32',
  chromaFade: 'f32',
  contrastSlope: 'f32',
  whitesStart: 'f32',
  whites: 'f32',
  whitesKnee: 'f32',
  whitesCeiling: 'f32',
  blacksStart: 'f32',
  blacks: 'f32',
  blacksToe: 'f32',
  blacksCeiling: 'f32',
  clarityActive: 'u32',
  clarityTexture: 'f32',
  clarityStructure: 'f32',
  clarityDark: 'f32',
  vibranceActive: 'u32',
  vibranceUp: 'f32',
  vibranceDown: 'f32',
  maximumChroma: 'f32',
  saturation: 'f32',
  gamutCeiling: 'f32',
  gamutKnee: 'f32',
});

/** Where a development lies in its target. */
export const PLACE = defineUniforms('Place', {
  /** Pixel of the target where the view's first lies. */
  targetOrigin: 'vec2f',
  /** Pixel of the whole picture that is the view's first: a tile's dither is the whole's. */
  ditherOrigin: 'vec2i',
  /** Colours multiplied by alpha, as canvases want them. */
  premultiplied: 'u32',
  marksClipping: 'u32',
});

/** Dynamic uniform offsets are multiples of 256 in every implementation. */
const aligned = (size: number): number => Math.ceil(size / 256) * 256;

export const FRAME_STRIDE = aligned(FRAME.size);
export const PLACE_STRIDE = aligned(PLACE.size);

export interface FrameTarget {
  readonly x: number;
  readonly y: number;
  readonly ditherX: number;
  readonly ditherY: number;
  readonly premultiplied: boolean;
  /** Paints clipped pixels over. */
  readonly marksClipping?: boolean;
}

/** At the top left of a target, the picture being whole. */
export const WHOLE_TARGET: FrameTarget = { x: 0, y: 0, ditherX: 0, ditherY: 0, premultiplied: false };

export function writePlace(target: ArrayBuffer, offset: number, at: FrameTarget): void {
  PLACE.write(target, offset, {
    targetOrigin: [at.x, at.y],
    ditherOrigin: [at.ditherX, at.ditherY],
    premultiplied: Number(at.premultiplied),
    marksClipping: Number(at.marksClipping ?? false),
  });
}

export function writeFrame(target: ArrayBuffer, offset: number, plan: DevelopPlan): void {
  const { exposure, highlightsShadows, endPoints, clarity, vibrance, gamut } = plan;
  FRAME.write(target, offset, {
    toWorking: plan.toWorking,
    fromLms: gamut.fromLms,
    photoLuminance: plan.photoLuminance,
    usesBase: Number(highlightsShadows.active || clarity.active),
    exposureGain: exposure.gain,
    exposureCeiling: exposure.ceiling,
    exposureWhite: exposure.white,
    liftActive: Number(highlightsShadows.active),
    highlights: highlightsShadows.highlights,
    shadows: highlightsShadows.shadows,
    chromaFade: highlightsShadows.chromaFade,
    contrastSlope: plan.contrast.slope,
    whitesStart: endPoints.whitesStart,
    whites: endPoints.whites,
    whitesKnee: endPoints.whitesKnee,
    whitesCeiling: endPoints.whitesCeiling,
    blacksStart: endPoints.blacksStart,
    blacks: endPoints.blacks,
    blacksToe: endPoints.blacksToe,
    blacksCeiling: endPoints.blacksCeiling,
    clarityActive: Number(clarity.active),
    clarityTexture: clarity.texture,
    clarityStructure: clarity.structure,
    clarityDark: clarity.dark,
    vibranceActive: Number(vibrance.active),
    vibranceUp: vibrance.up,
    vibranceDown: vibrance.down,
    maximumChroma: vibrance.maximumChroma,
    saturation: plan.saturation,
    gamutCeiling: gamut.ceiling,
    gamutKnee: gamut.knee,
  });
}

/** The colour room's matrices as WGSL constants, so that no number is copied by hand. */
export function colourConstants(): string {
  const number = (value: number): string => value.toExponential(9);
  const matrix = (name: string, m: Matrix3): string => {
    const columns = [0, 3, 6, 1, 4, 7, 2, 5, 8].map((index) => number(m[index]));
    return `const ${name} = mat3x3f(${columns.join(', ')});`;
  };
  return [
    matrix('REC2020_TO_LMS', rgbToLms('rec2020')),
    matrix('LMS_TO_OKLAB', LMS_TO_OKLAB),
    matrix('OKLAB_TO_LMS', OKLAB_TO_LMS),
    `const REC2020_LUMINANCE = vec3f(${luminanceWeights('rec2020').map(number).join(', ')});`,
  ].join('\n');
}
