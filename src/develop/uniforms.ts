import { defineUniforms } from '../gpu';

/** Which part of a level of the pyramid is halved into which part of the next. */
export const STRIP = defineUniforms('Strip', {
  /** The source level's size in its texels; fractional where its last texel stands for less than a whole one. */
  size: 'vec2f',
  /** Texels of their levels that are the first of the source texture and of the target. */
  sourceOrigin: 'vec2f',
  targetOrigin: 'vec2f',
});

/** Which part of the photo is wanted at which size. */
export const VIEW = defineUniforms('View', {
  /** The number of the first wanted pixel, counted from the photo's top left corner; whole where views are tiles. */
  origin: 'vec2f',
  /** Photo pixels from one wanted pixel to the next. */
  step: 'vec2f',
  photoSize: 'vec2f',
  /** Texel of the level that is the source texture's first. */
  levelOrigin: 'vec2f',
  /** Photo pixels a texel of the level: 2^level. */
  levelScale: 'f32',
});
