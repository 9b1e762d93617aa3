import { type Estimate, estimate } from '../core';
import { type PersonalPoint, personalisation } from '../training/fitting';
import type { TestPeople } from './people';
import { ORACLE, SHIPS, VARIANTS } from './person-variants';

export interface Curve {
  readonly id: string;
  readonly name: string;
  readonly points: readonly PersonalPoint[];
}

/** Fig 6 of the paper on one population. */
export interface Fig6 {
  readonly population: string;
  readonly edits: number;
  readonly curves: readonly Curve[];
  /** What ships, knowing every edit of the person, those that are scored included, all of them counting alike. */
  readonly oracle: Curve;
  /** What ships, with histories of others: each edit from another person, and all from one. */
  readonly controls: readonly Curve[];
  /** The part of the oracle's gain that is had after each number of edits, by [contexts]. */
  readonly ofOracle: readonly number[];
  /** What ships, for people of two styles (a quarter of their edits or more in the second). */
  readonly twoStyles: readonly {
    readonly context: number;
    readonly people: number;
    readonly gain: Estimate;
  }[];
}

/** Share of the second style's edits from which a person counts as of two. */
const SECOND = 0.25;

function secondShare({ trueStyle }: TestPeople, rows: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(trueStyle[row], (counts.get(trueStyle[row]) ?? 0) + 1);
  return ([...counts.values()].sort((a, b) => b - a)[1] ?? 0) / rows.length;
}

export function fig6(people: TestPeople, note: (line: string) => void): Fig6 {
  const { evidence, prior } = people;
  const ships = SHIPS.believe(people);
  const common = { people: people.people, evidence, prior, seed: 1 };
  const curve = (id: string, name: string, points: readonly PersonalPoint[]): Curve => {
    note(`${people.population}, ${name}: ${points.map(({ gain }) => gain.toFixed(2)).join(' ')}`);
    return { id, name, points };
  };
  const curves = VARIANTS.map(({ id, name, believe }) =>
    curve(id, name, personalisation({ ...common, believe: believe(people) })),
  );
  const shipped = curves.find(({ id }) => id === SHIPS.id)!;
  const oracle = curve(
    ORACLE.id,
    ORACLE.name,
    personalisation({ ...common, believe: ORACLE.believe(people), oracle: true }),
  );
  const controls = (['everybody', 'another'] as const).map((control) =>
    curve(
      control,
      control === 'everybody' ? 'control: edits of everybody else' : 'control: edits of one other person',
      personalisation({ ...common, believe: ships, control }),
    ),
  );
  const two = new Set(
    people.people.flatMap((rows, person) => (secondShare(people, rows) >= SECOND ? [person] : [])),
  );
  return {
    population: people.population,
    edits: evidence.edits,
    curves,
    oracle,
    controls,
    ofOracle: shipped.points.map(({ gain }, i) => gain / oracle.points[i].gain),
    twoStyles: shipped.points.map(({ context, gains }) => {
      const own = gains.filter(({ person }) => two.has(person)).map(({ gain }) => gain);
      return { context, people: own.length, gain: estimate(own) };
    }),
  };
}
