import type { Rng } from '../../core';
import { ADJUSTMENTS, type AdjustmentId } from '../../edit';
import type { TasteOffsets } from './goals';
import { SLIDER_HABITS } from './retouch';
import { SCENE_KINDS, type SceneKind } from './scene';
import { STYLES } from './styles';

export type Population = 'casual' | 'frequent' | 'expert';

/** A simulated retoucher: what they seek, with which sliders, and how exactly. */
export interface Person {
  readonly population: Population;
  /** One or two; the first is the main one. */
  readonly styles: readonly number[];
  /** What makes them take their second style. */
  readonly switching: 'never' | 'scene' | 'session';
  /** The kinds of scene for the second style, when switching by scene. */
  readonly secondScenes: ReadonlySet<SceneKind>;
  /** How far towards the style they go. */
  readonly strength: number;
  /** Spread of the strength from photo to photo, as a logarithm. */
  readonly strengthSpread: number;
  /** How much of a photo's fault they mend, 0 to 1. */
  readonly mending: number;
  readonly sliders: readonly AdjustmentId[];
  /** Multiplies a slider's usual move: how readily they reach for it. */
  readonly ease: Readonly<Partial<Record<AdjustmentId, number>>>;
  /** Where they like some sliders to be when the picture does not say; slider units. */
  readonly lean: Readonly<Partial<Record<AdjustmentId, number>>>;
  /** Sliders that come from their preset and stay as they are, as a share of what is typical of the style. */
  readonly preset: Readonly<Partial<Record<AdjustmentId, number>>>;
  /** Multiple of the step that they stop at, a slider; 1 where they are exact. */
  readonly rounding: Readonly<Record<AdjustmentId, number>>;
  /** Student-t noise of where a slider is left, in usual moves. */
  readonly noise: { readonly degrees: number; readonly scale: number };
  /** Taste of their own beyond the style, what of it changes from photo to photo, and where it drifts to. */
  readonly offsets: TasteOffsets;
  readonly offsetSpread: number;
  readonly drift: TasteOffsets;
  /** Share of photos that they leave as they came. */
  readonly untouched: number;
  /** What they photograph, a weight a kind of scene. */
  readonly scenes: readonly number[];
  /** Solver steps before they are content. */
  readonly patience: number;
}

/** Recovering highlights and shadows, a little clarity and vibrance: mean and spread of what people lean to. */
const LEANS: Readonly<Partial<Record<AdjustmentId, readonly [number, number]>>> = {
  highlights: [-20, 18],
  shadows: [13, 14],
  clarity: [5, 8],
  vibrance: [5, 8],
};

interface Habits {
  readonly uses: Readonly<Record<AdjustmentId, number>>;
  readonly strength: readonly [number, number];
  readonly strengthSpread: number;
  readonly mending: readonly [number, number];
  readonly second: number;
  /** How much of the leans they have. */
  readonly lean: number;
  readonly preset: number;
  readonly rounding: readonly [number, number, number];
  readonly noise: { readonly degrees: number; readonly scale: readonly [number, number] };
  readonly offsets: number;
  readonly offsetSpread: number;
  readonly drift: number;
  readonly untouched: number;
  readonly patience: number;
}

const uses = (
  [temp, tint]: readonly [number, number],
  [exposure, contrast]: readonly [number, number],
  [highlights, shadows, whites, blacks]: readonly [number, number, number, number],
  [clarity, vibrance, saturation]: readonly [number, number, number],
): Record<AdjustmentId, number> => ({
  temp,
  tint,
  exposure,
  contrast,
  highlights,
  shadows,
  whites,
  blacks,
  clarity,
  vibrance,
  saturation,
});

const HABITS: Readonly<Record<Population, Habits>> = {
  casual: {
    uses: uses([0.6, 0.12], [0.88, 0.7], [0.22, 0.25, 0.06, 0.08], [0.18, 0.15, 0.62]),
    strength: [0.4, 1.3],
    strengthSpread: 0.3,
    mending: [0.35, 0.95],
    second: 0.25,
    lean: 0.3,
    preset: 0.1,
    rounding: [0.45, 0.35, 0.2],
    noise: { degrees: 2.5, scale: [0.08, 0.28] },
    offsets: 1,
    offsetSpread: 0.8,
    drift: 0.6,
    untouched: 0.08,
    patience: 4,
  },
  frequent: {
    uses: uses([0.8, 0.45], [0.93, 0.6], [0.8, 0.8, 0.6, 0.6], [0.55, 0.55, 0.45]),
    strength: [0.5, 1.25],
    strengthSpread: 0.16,
    mending: [0.7, 1],
    second: 0.4,
    lean: 1,
    preset: 0.3,
    rounding: [0.7, 0.22, 0.08],
    noise: { degrees: 3, scale: [0.04, 0.13] },
    offsets: 0.8,
    offsetSpread: 0.45,
    drift: 0.5,
    untouched: 0.015,
    patience: 6,
  },
  expert: {
    uses: uses([0.96, 0.8], [0.98, 0.75], [0.94, 0.94, 0.85, 0.88], [0.75, 0.75, 0.6]),
    strength: [0.55, 1.1],
    strengthSpread: 0.1,
    mending: [0.88, 1],
    second: 0.4,
    lean: 1,
    preset: 0.25,
    rounding: [0.9, 0.1, 0],
    noise: { degrees: 5, scale: [0.03, 0.07] },
    offsets: 0.6,
    offsetSpread: 0.3,
    drift: 0.35,
    untouched: 0,
    patience: 7,
  },
};

/** How often a style is somebody's; clean natural most, a clear night only as a second one. */
const POPULARITY = [2.2, 1.5, 1.3, 1.3, 0.9, 1.1, 0.8, 0.6, 0.7, 1, 0.9, 0.7, 0.9, 0];
const CLEAR_NIGHT = STYLES.findIndex(({ name }) => name === 'clear night');

const between = (rng: Rng, [low, high]: readonly [number, number]) => low + (high - low) * rng.uniform();

/** Student's t: normal over the root of a scaled chi-square, which is a sum of squares for whole degrees. */
export function studentT(rng: Rng, degrees: number): number {
  const z = rng.normal();
  let chi2 = 0;
  for (let i = 0; i < Math.floor(degrees); i++) chi2 += rng.normal() ** 2;
  // Half a degree: a square scaled down, near enough to its mean.
  if (degrees % 1 > 0) chi2 += (degrees % 1) * rng.normal() ** 2;
  return z / Math.sqrt(Math.max(0.05, chi2) / degrees);
}

/** A draw of what somebody wants differently, `size` 1 being a clearly visible taste of their own. */
export function drawOffsets(rng: Rng, size: number): TasteOffsets {
  const draw = (scale: number) => Math.min(3, Math.max(-3, studentT(rng, 5))) * scale * size;
  return {
    p2: draw(1.5),
    p50: draw(2.6),
    p98: draw(1.4),
    a: draw(0.6),
    b: draw(1.4),
    chroma: draw(0.08),
    localContrast: draw(0.07),
  };
}

function drawStyles(rng: Rng, second: number): number[] {
  const first = rng.categorical(POPULARITY);
  if (rng.uniform() >= second) return [first];
  if (rng.uniform() < 0.12) return [first, CLEAR_NIGHT];
  const others = POPULARITY.map((weight, style) => (style === first ? 0 : weight));
  return [first, rng.categorical(others)];
}

function drawSliders(rng: Rng, habits: Habits): AdjustmentId[] {
  const sliders = ADJUSTMENTS.map(({ id }) => id).filter((id) => rng.uniform() < habits.uses[id]);
  // Nobody edits with nothing; exposure is the slider that everybody finds.
  return sliders.length >= 2 ? sliders : [...new Set<AdjustmentId>([...sliders, 'exposure', 'contrast'])];
}

export function createPerson(rng: Rng, population: Population): Person {
  const habits = HABITS[population];
  const styles = drawStyles(rng, habits.second);
  const sliders = drawSliders(rng, habits);
  // A style without the sliders that make it would only be noise.
  for (const style of styles) {
    const { chroma, b } = STYLES[style].goals;
    if (chroma < 0.7 || chroma > 1.3) {
      if (!sliders.includes('saturation') && !sliders.includes('vibrance')) sliders.push('saturation');
    }
    if (Math.abs(b) > 4 && !sliders.includes('temp')) sliders.push('temp');
  }
  const hasPreset = rng.uniform() < habits.preset;
  const preset: Partial<Record<AdjustmentId, number>> = {};
  const ease: Partial<Record<AdjustmentId, number>> = {};
  const lean: Partial<Record<AdjustmentId, number>> = {};
  for (const [id, [centre, spread]] of Object.entries(LEANS) as [AdjustmentId, readonly [number, number]][]) {
    lean[id] = habits.lean * (centre + spread * rng.normal());
  }
  const rounding = {} as Record<AdjustmentId, number>;
  // One habit of rounding a person, with exposure finer than the rest.
  const coarse = [1, 5, 10][rng.categorical(habits.rounding)];
  for (const { id } of ADJUSTMENTS) {
    ease[id] = Math.exp(0.3 * rng.normal());
    rounding[id] = id === 'exposure' ? [1, 2, 5][[1, 5, 10].indexOf(coarse)] : coarse;
    // White balance and exposure are set photo by photo even by those who work from presets.
    const steady = id !== 'exposure' && id !== 'temp' && id !== 'tint';
    if (hasPreset && steady && rng.uniform() < 0.6) preset[id] = Math.exp(0.25 * rng.normal());
  }
  return {
    population,
    styles,
    switching: styles.length === 1 ? 'never' : rng.uniform() < 0.6 ? 'scene' : 'session',
    secondScenes: new Set(SCENE_KINDS.filter((kind) => kind === 'night' || rng.uniform() < 0.4)),
    strength: between(rng, habits.strength),
    strengthSpread: habits.strengthSpread * (0.6 + 0.8 * rng.uniform()),
    mending: between(rng, habits.mending),
    sliders,
    ease,
    lean,
    preset,
    rounding,
    noise: { degrees: habits.noise.degrees, scale: between(rng, habits.noise.scale) },
    offsets: drawOffsets(rng, habits.offsets),
    offsetSpread: habits.offsetSpread,
    drift: drawOffsets(rng, habits.drift),
    untouched: habits.untouched * 2 * rng.uniform(),
    scenes: SCENE_KINDS.map(() => (-Math.log(1 - rng.uniform())) ** 1.5 + 0.05),
    patience: habits.patience,
  };
}

/** Where the hand leaves a slider that was meant for `value`: noisy, then rounded as this person rounds. */
export function leaveSlider(person: Person, id: AdjustmentId, value: number, rng: Rng): number {
  const { usual, least, most } = SLIDER_HABITS[id];
  const slip = studentT(rng, person.noise.degrees) * person.noise.scale * usual;
  const row = ADJUSTMENTS.find((candidate) => candidate.id === id)!;
  const grid = row.step * person.rounding[id];
  const meant = Math.min(most, Math.max(least, value + Math.min(2 * usual, Math.max(-2 * usual, slip))));
  // Small moves are not made at all: nobody leaves Contrast at 2 on purpose.
  if (Math.abs(meant) < 0.07 * usual) return 0;
  return Math.round(meant / grid) * grid;
}
