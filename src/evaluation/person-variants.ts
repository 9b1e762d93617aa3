import type { OwnState, PersonState, StyleState } from '../taste';
import { type Believe, believer, type Weigh } from '../training/fitting';
import type { TestPeople } from './people';

/** One way of knowing a person. */
export interface Variant {
  readonly id: string;
  readonly name: string;
  readonly believe: (people: TestPeople) => Believe;
}

/** A concentration at which what a person does with a slider is not believed. */
const DEAF = 1e9;
/** No doubt that edits are one person's, whatever they say. */
const SURE: OwnState = { prior: 1 - 1e-9, temperature: Number.POSITIVE_INFINITY, lapse: 1e-9 };

interface Parts {
  readonly styles?: StyleState;
  readonly offset?: boolean;
  readonly sliders?: boolean;
  readonly lean?: boolean;
  readonly fades?: boolean;
  readonly doubts?: boolean;
}

const CATEGORICAL: StyleState = { kind: 'categorical', temperature: 1 };
const DIRICHLET: StyleState = { kind: 'dirichlet', concentration: 0.25 };
const BLEND: StyleState = { kind: 'blend', single: 0.8, temperature: 1, concentration: 0.25 };

/** What ships with some of its parts only. */
function withParts(ships: PersonState, { styles, offset, sliders, lean, fades, doubts }: Parts): PersonState {
  return {
    styles: styles ?? ships.styles,
    halfLife: fades ? ships.halfLife : Number.POSITIVE_INFINITY,
    offset: { share: offset ? ships.offset.share : 0 },
    sliders: { ...ships.sliders, concentration: sliders ? ships.sliders.concentration : DEAF },
    lean: { share: lean ? ships.lean.share : 0 },
    own: doubts ? ships.own : SURE,
  };
}

const variant = (id: string, name: string, parts: Parts) => ({
  id,
  name,
  believe: ({ evidence, prior, person }: Pick<TestPeople, 'evidence' | 'prior' | 'person'>): Believe =>
    believer(evidence, prior, withParts(person, parts)),
});

/** How much of an edit's weight goes by how alike its photo is, and within how many deviations of an axis that is. */
const RETRIEVED = 0.7;
const WIDTH = 0.8;

/** What ships, with each known edit also weighed by how alike its photo is to the one that is looked at. */
const retrieval: Variant = {
  id: 'retrieval',
  name: 'and retrieval by similar photos',
  believe: ({ evidence, prior, person, axes }) => {
    const weigh: Weigh = (history, target) => {
      const alike = history.map((row) => {
        const squares = axes[row].reduce((sum, value, i) => sum + (value - axes[target][i]) ** 2, 0);
        return Math.exp(-squares / axes[row].length / (2 * WIDTH * WIDTH));
      });
      const mean = alike.reduce((sum, value) => sum + value, 0) / Math.max(1, alike.length);
      return alike.map(
        (value, i) =>
          (1 - RETRIEVED + (RETRIEVED * value) / Math.max(mean, 1e-12)) *
          2 ** (-(history.length - 1 - i) / person.halfLife),
      );
    };
    return believer(evidence, prior, person, weigh);
  },
};

export const SHIPS = variant('ships', 'and doubt that edits are one person’s: what ships', {
  offset: true,
  sliders: true,
  fades: true,
  lean: true,
  doubts: true,
});

/**
 * What ships with all edits counting alike, none forgotten: in sum as much as forgetting leaves of very many, as more is
 * believed too firmly.
 */
export const ORACLE: Variant = {
  id: 'oracle',
  name: 'oracle',
  believe: ({ evidence, prior, person }) => {
    const most = 1 / (1 - 2 ** (-1 / person.halfLife));
    return believer(evidence, prior, person, (history) =>
      history.map(() => Math.min(1, most / history.length)),
    );
  },
};

export const EARLIER = variant('blend', 'one style or several', { styles: BLEND });
export const UNFADED = variant('both', 'with offset and sliders', { offset: true, sliders: true });

/** From the paper's to what ships; each adds to what is above, or stands beside it. */
export const VARIANTS: readonly Variant[] = [
  variant('categorical', 'CGM-SVAE of the paper: one style', { styles: CATEGORICAL }),
  variant('dirichlet', 'Dirichlet counts of styles', { styles: DIRICHLET }),
  EARLIER,
  variant('offset', 'with an offset of z', { offset: true }),
  variant('sliders', 'with habits of sliders', { sliders: true }),
  UNFADED,
  variant('fading', 'and slow forgetting', { offset: true, sliders: true, fades: true }),
  variant('lean', 'and how far sliders are set', { offset: true, sliders: true, fades: true, lean: true }),
  SHIPS,
  retrieval,
];
