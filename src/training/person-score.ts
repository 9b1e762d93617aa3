import { ADJUSTMENT_COUNT, HALF_STEP } from '../edit';
import { logSumExp } from '../prob';
import { type Belief, noHabits } from '../taste';
import type { PersonEvidence } from './person-evidence';

const LOG_TWO_PI = Math.log(2 * Math.PI);
/** A style this much less likely than the likeliest is not worth its integral. */
const NEGLIGIBLE = 25;

/** log(1 / (1 + exp(-value))). */
const logSigmoid = (value: number): number =>
  value > 0 ? -Math.log1p(Math.exp(-value)) : value - Math.log1p(Math.exp(value));

/** log p(y | x, z) of a person of these habits - log of what z was drawn from, at each draw, [draws]. */
function drawWeights(
  evidence: PersonEvidence,
  row: number,
  { moved, lean, scale }: Belief['habits'],
): Float64Array {
  const { draws, y } = evidence;
  const logScale = scale.map(Math.log);
  return Float64Array.from({ length: draws }, (_, draw) => {
    let sum = -evidence.drawnFrom[row * draws + draw];
    for (let i = 0; i < ADJUSTMENT_COUNT; i++) {
      const at = (row * draws + draw) * ADJUSTMENT_COUNT + i;
      const logit = evidence.logits[at] + moved[i];
      const away = (evidence.standard[at] - lean[i]) / scale[i];
      const density = -0.5 * (away * away + LOG_TWO_PI) - evidence.logDeviation[at] - logScale[i];
      const set = logSigmoid(logit) + density;
      const isZero = Math.abs(y[row * ADJUSTMENT_COUNT + i]) <= HALF_STEP[i];
      sum += isZero ? logSumExp([set, logSigmoid(-logit) - Math.log(2 * HALF_STEP[i])]) : set;
    }
    return sum;
  });
}

type Person = Pick<Belief, 'shift' | 'scale' | 'habits'>;

/** log p̂(y | x, s) under every style for this person, [styles]: the draws of all styles serve each. */
export function styleLogDensities(evidence: PersonEvidence, row: number, person: Person): Float64Array {
  const all = Array.from({ length: evidence.styles }, (_, s) => s);
  const weights = drawWeights(evidence, row, person.habits);
  return Float64Array.from(all, (s) => logDensity(evidence, row, s, person, weights));
}

function logDensity(
  evidence: PersonEvidence,
  row: number,
  style: number,
  { shift, scale }: Person,
  weights: Float64Array,
): number {
  const { styles, latent, draws, deviation, z, priorMean } = evidence;
  const mean = new Float64Array(latent);
  const precision = new Float64Array(latent);
  let constant = 0;
  for (let i = 0; i < latent; i++) {
    const c = style * latent + i;
    mean[i] = priorMean[row * styles * latent + c] + shift[c] * deviation[c];
    const spread = deviation[c] * scale[c];
    precision[i] = 1 / (spread * spread);
    constant += LOG_TWO_PI + 2 * Math.log(spread);
  }
  const logs = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    const from = (row * draws + draw) * latent;
    let sum = constant;
    for (let i = 0; i < latent; i++) {
      const residual = z[from + i] - mean[i];
      sum += residual * residual * precision[i];
    }
    logs[draw] = weights[draw] - 0.5 * sum;
  }
  return logSumExp(logs) - Math.log(draws);
}

/** log p(y | x, person): as somebody known this well, or with what is left of `own`, as anybody. */
export function personLogLikelihood(
  evidence: PersonEvidence,
  row: number,
  shares: ArrayLike<number>,
  belief: Belief,
): number {
  const known = knownLogLikelihood(evidence, row, shares, belief);
  const anybody = anybodyLogLikelihood(evidence, row, shares);
  return logSumExp([Math.log(belief.own) + known, Math.log1p(-belief.own) + anybody]);
}

type Known = Omit<Belief, 'own'>;

/** What is believed of somebody of whom nothing is known. */
const anybodyOf = ({ styles, latent }: PersonEvidence, shares: ArrayLike<number>): Known => ({
  styles: Float64Array.from(shares),
  shift: new Float64Array(styles * latent),
  scale: new Float64Array(styles * latent).fill(1),
  habits: noHabits(),
});

interface Scored {
  readonly shares: ArrayLike<number>;
  readonly values: Map<number, number>;
}
/** It is asked for with every belief, and is the same for all. */
const scoredAsAnybody = new WeakMap<PersonEvidence, Scored>();

function anybodyLogLikelihood(evidence: PersonEvidence, row: number, shares: ArrayLike<number>): number {
  let scored = scoredAsAnybody.get(evidence);
  if (scored?.shares !== shares) {
    scored = { shares, values: new Map() };
    scoredAsAnybody.set(evidence, scored);
  }
  const value =
    scored.values.get(row) ?? knownLogLikelihood(evidence, row, shares, anybodyOf(evidence, shares));
  scored.values.set(row, value);
  return value;
}

/** Styles weighed by π(s | x) · styles_s / share_s, as proposals weigh them. */
function knownLogLikelihood(
  evidence: PersonEvidence,
  row: number,
  shares: ArrayLike<number>,
  belief: Known,
): number {
  const { styles, logPrior } = evidence;
  const logs = Float64Array.from(
    { length: styles },
    (_, s) => logPrior[row * styles + s] + Math.log(belief.styles[s]) - Math.log(shares[s]),
  );
  const total = logSumExp(logs);
  const top = logs.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const weights = drawWeights(evidence, row, belief.habits);
  const joint = Array.from(logs, (log, s) =>
    log < top - NEGLIGIBLE
      ? Number.NEGATIVE_INFINITY
      : log - total + logDensity(evidence, row, s, belief, weights),
  );
  return logSumExp(joint);
}
