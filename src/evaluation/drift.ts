import { meanOf } from '../core';
import { oneStepAhead } from '../training/fitting';
import type { TestPeople } from './people';
import { EARLIER, SHIPS, UNFADED } from './person-variants';

/** Edits before the change. */
export const CHANGE = 15;
/** One-step-ahead likelihoods are averaged over edits since the change, from each of these up to the next. */
export const SINCE = [0, 1, 3, 5, 8, 12, 20] as const;
const END = 30;
/** Part of the gain of somebody who knows only what came after the change at which one has recovered. */
const RECOVERED = 0.8;

export interface DriftCurve {
  readonly name: string;
  /** Mean log p of the next edit over the five before the change, and since it by SINCE, nats. */
  readonly before: number;
  readonly since: readonly number[];
  /** Edits since the change from which on it stays recovered, as far as the stages tell; undefined where it does not. */
  readonly recovered: number | undefined;
}

/** One kind of change. */
export interface Drift {
  readonly population: string;
  readonly change: string;
  readonly sequences: number;
  readonly curves: readonly DriftCurve[];
}

/** People of two styles, their edits put in order: 15 of the first, then those of the second. */
function changesOfStyle({ people, trueStyle }: TestPeople): number[][] {
  return people.flatMap((rows) => {
    const byStyle = new Map<number, number[]>();
    for (const row of rows) byStyle.set(trueStyle[row], [...(byStyle.get(trueStyle[row]) ?? []), row]);
    const [first, second] = [...byStyle.values()].sort((a, b) => b.length - a.length);
    if (!second || first.length < CHANGE || second.length < 8) return [];
    return [[...first.slice(0, CHANGE), ...second.slice(0, END)]];
  });
}

/** One person's 15 edits and then another's: all changes at once. */
function changesOfPerson({ people }: TestPeople): number[][] {
  const long = people.filter((rows) => rows.length >= CHANGE + 20);
  return long.map((rows, i) => [...long[(i + 1) % long.length].slice(0, CHANGE), ...rows.slice(0, END)]);
}

function curvesOf(people: TestPeople, sequences: readonly (readonly number[])[]): DriftCurve[] {
  const { evidence, prior } = people;
  const stagesOf = (values: readonly Float64Array[]) => ({
    before: meanOf(values.map((own) => meanOf(own.subarray(CHANGE - 5, CHANGE)))),
    since: SINCE.map((from, i) => {
      const to = SINCE[i + 1] ?? END;
      const own = values
        .map((list) => list.subarray(CHANGE + from, CHANGE + to))
        .filter(({ length }) => length > 0);
      return meanOf(own.map(meanOf));
    }),
  });
  const ships = SHIPS.believe(people);
  const ahead = (believe: typeof ships) =>
    stagesOf(sequences.map((rows) => oneStepAhead({ evidence, prior, believe }, rows)));
  const nobody = ships([]);
  const nothing = ahead(() => nobody);
  const fresh = stagesOf(
    sequences.map((rows) =>
      Float64Array.from([
        ...oneStepAhead({ evidence, prior, believe: ships }, rows.slice(0, CHANGE)),
        ...oneStepAhead({ evidence, prior, believe: ships }, rows.slice(CHANGE)),
      ]),
    ),
  );
  const enough = fresh.since.map((value, i) => nothing.since[i] + RECOVERED * (value - nothing.since[i]));
  const named = (name: string, stages: typeof nothing): DriftCurve => {
    const last = stages.since.findLastIndex((value, i) => value < enough[i]);
    return { name, ...stages, recovered: SINCE[last + 1] };
  };
  return [
    { name: 'nothing known', ...nothing, recovered: undefined },
    named(EARLIER.name, ahead(EARLIER.believe(people))),
    named(UNFADED.name, ahead(UNFADED.believe(people))),
    named(SHIPS.name, ahead(ships)),
    { name: 'told of the change: what was before is forgotten', ...fresh, recovered: 0 },
  ];
}

export function drift(people: TestPeople): Drift[] {
  const kinds = [
    ['the same person takes up their other style', changesOfStyle(people)],
    ['another person takes over, habits and all', changesOfPerson(people)],
  ] as const;
  return kinds
    .filter(([, sequences]) => sequences.length > 0)
    .map(([change, sequences]) => ({
      population: people.population,
      change,
      sequences: sequences.length,
      curves: curvesOf(people, sequences),
    }));
}
