import { meanOf } from '../core';
import { ADJUSTMENT_COUNT } from '../edit';
import { movedSliders, type PersonState, type StyleState } from '../taste';
import { believer, type PersonalOptions, personalisation, stagedLikelihood } from './personal';

/** The ways of keeping a person's styles that are compared. */
const STYLE_STATES: readonly StyleState[] = [
  ...[1, 2].map((temperature) => ({ kind: 'categorical' as const, temperature })),
  ...[0.25, 0.5, 1].map((concentration) => ({ kind: 'dirichlet' as const, concentration })),
  ...[0.4, 0.8].flatMap((single) =>
    [0.25, 1].map((concentration) => ({ kind: 'blend' as const, single, temperature: 1, concentration })),
  ),
];
const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5] as const;
/** The same of what z leaves unsaid of a slider. */
const LEAN_SHARES = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6] as const;
/** In edits. Simulated people never touch some sliders; real ones are seldom so strict, so a single edit never outweighs all others. */
const CONCENTRATIONS = [1, 2, 4, 8] as const;
/**
 * Chances that edits are one person's before they agree: none above 0.85, though simulated people would bear more. They never
 * lend their device to anybody.
 */
const OWN_PRIORS = [0.7, 0.8, 0.85] as const;
const OWN_TEMPERATURES = [1, 2, 4] as const;
const OWN_LAPSES = [0.02, 0.05, 0.1] as const;
/** What of the gain is given up, in nats an edit, for edits of many people to pass less for one person's. */
export const GIVEN_UP = 0.02;
const HALF_LIVES = [5, 7, 10, 14, 20, 40] as const;

/** A slider that nobody moved may still be somebody's. */
const LEAST_RATE = 0.02;

/** How often people move each slider, [11]: each person counts once. */
export function sliderRates(y: Float32Array, people: readonly Uint32Array[]): number[] {
  const rows = people.map((own) =>
    Array.from(own, (edit) =>
      movedSliders(y.subarray(edit * ADJUSTMENT_COUNT, (edit + 1) * ADJUSTMENT_COUNT)),
    ),
  );
  return Array.from({ length: ADJUSTMENT_COUNT }, (_, i) => {
    const rate = meanOf(rows.map((own) => meanOf(own.map((moved) => moved[i]))));
    return Math.min(1 - LEAST_RATE, Math.max(LEAST_RATE, rate));
  });
}

/** A state that was tried, and by how many nats an edit it is better than nothing known. */
export interface TriedState {
  readonly state: PersonState;
  readonly gain: number;
}

export const startingState = (rates: readonly number[]): PersonState => ({
  styles: { kind: 'blend', single: 0.8, temperature: 1, concentration: 0.25 },
  halfLife: 10,
  offset: { share: 0.3 },
  sliders: { concentration: 1, rates },
  lean: { share: 0.2 },
  own: { prior: 0.85, temperature: 2, lapse: 0.05 },
});

/**
 * The state under which edits of people are likeliest one step ahead, in order of time: each part chosen in turn with
 * the others as they are, twice round. Of ways to tell one person's edits from many people's that are all but as likely,
 * the one that edits of everybody else mislead least, as knowing those is worth nothing.
 */
export function choosePersonState(
  options: Pick<PersonalOptions, 'people' | 'evidence' | 'prior'>,
  rates: readonly number[],
  onProgress: (line: string) => void = () => undefined,
): { state: PersonState; tried: TriedState[] } {
  const { people, evidence, prior } = options;
  const likelihoodOf = (state: PersonState) =>
    stagedLikelihood({ people, evidence, prior, believe: believer(evidence, prior, state) });
  const unknown = believer(evidence, prior, startingState(rates))([]);
  const nothing = stagedLikelihood({ people, evidence, prior, believe: () => unknown });
  const known = new Map<string, TriedState>();
  const gainOf = (state: PersonState): number => {
    const key = JSON.stringify(state);
    const tried = known.get(key) ?? { state, gain: likelihoodOf(state) - nothing };
    known.set(key, tried);
    return tried.gain;
  };
  const bestOf = (states: readonly PersonState[]): PersonState =>
    states.reduce((top, next) => (gainOf(next) > gainOf(top) ? next : top));
  const misled = (state: PersonState): number => {
    const believe = believer(evidence, prior, state);
    const points = personalisation({ people, evidence, prior, believe, control: 'everybody', seed: 1 });
    return meanOf(points.filter((point) => point.people > 0).map(({ gain }) => Math.abs(gain)));
  };
  let state = startingState(rates);
  for (let round = 0; round < 2; round++) {
    state = bestOf([
      state,
      ...CONCENTRATIONS.map((concentration) => ({ ...state, sliders: { concentration, rates } })),
    ]);
    state = bestOf([state, ...SHARES.map((share) => ({ ...state, offset: { share } }))]);
    state = bestOf([state, ...LEAN_SHARES.map((share) => ({ ...state, lean: { share } }))]);
    state = bestOf([state, ...HALF_LIVES.map((halfLife) => ({ ...state, halfLife }))]);
    state = bestOf([state, ...STYLE_STATES.map((styles) => ({ ...state, styles }))]);
    const owns = OWN_PRIORS.flatMap((prior) =>
      OWN_TEMPERATURES.flatMap((temperature) =>
        OWN_LAPSES.map((lapse) => ({ ...state, own: { prior, temperature, lapse } })),
      ),
    );
    const likeliest = gainOf(bestOf(owns));
    const near = owns.filter((own) => gainOf(own) >= likeliest - GIVEN_UP);
    const losses = near.map(misled);
    state = near[losses.indexOf(Math.min(...losses))];
    onProgress(
      `person state after round ${round + 1}: gain ${gainOf(state).toFixed(3)} of ${known.size} tried`,
    );
  }
  return { state, tried: [...known.values()] };
}
