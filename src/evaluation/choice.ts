import { gatherEvidence, HARM, type PersonEvidence, personLogLikelihood, TARGETS } from '../training/fitting';
import { type ShownScore, shownTo } from './choice-looks';
import { type ChoiceMaterial, KINDS, type Kind, type Player, play, type Sessions } from './choice-play';
import {
  asItIs,
  beliefAfter,
  CHOICE_VARIANTS,
  type ChoiceVariant,
  isAsItIs,
  type Observation,
  observe,
  type Telling,
  type Told,
} from './choice-variants';
import { finishJobs, type RunStore } from './jobs';
import { type Estimate, estimate, meanOf } from './statistics';

/** How many photos are known when the person's further edits are scored. */
export const CHOICE_CONTEXTS = [1, 2, 3, 5, 10] as const;
/** One person in so many is chosen on: their edits were held out from the models too, and they are not reported. */
const CHOSEN_ON = 3;
/** Edits of each that are scored when numbers are chosen. */
const FEWER_TARGETS = 10;

export interface ChoicePoint {
  readonly context: number;
  /** Log-likelihood of further edits of their own over that with nothing known, and over that of what ships. */
  readonly gain: Estimate;
  readonly more: Estimate;
  /** Share of people worse off than with nothing known. */
  readonly harmed: number;
}

export interface ChoiceRow {
  readonly id: string;
  readonly name: string;
  readonly points: readonly ChoicePoint[];
  /** The looks shown of two further photos when all are known, less those shown to somebody unknown. */
  readonly shown: Readonly<Record<keyof ShownScore, Estimate>>;
}

export interface ChoiceKind {
  readonly id: Kind;
  readonly name: string;
  /** How far the look that they take is from their own edit, mean ΔE00. */
  readonly apart: Estimate;
  readonly rows: readonly ChoiceRow[];
}

export interface Choice {
  readonly population: string;
  readonly people: number;
  readonly chosenOn: number;
  /** Looks shown to somebody unknown. */
  readonly unknown: Readonly<Record<keyof ShownScore, Estimate>>;
  /** By variant, what was chosen among what was tried: nats over what ships, a mean over kinds and numbers of photos. */
  readonly chosen: readonly {
    readonly id: string;
    readonly name: string;
    readonly telling: string;
    readonly tried: readonly { readonly telling: string; readonly more: number }[];
  }[];
  readonly kinds: readonly ChoiceKind[];
}

/** A person's sessions, and what it takes to score a belief by their further edits. */
interface Judged {
  readonly player: Player;
  readonly sessions: Sessions;
  readonly observations: Readonly<Record<Kind, readonly Observation[]>>;
  /** Mean log-likelihood of the first so many targets after these. */
  score(told: readonly Told[], targets: number): number;
}

function judge(
  material: ChoiceMaterial,
  players: readonly Player[],
  sessions: readonly Sessions[],
): Judged[] {
  const { looks, taste, dataset, features } = material;
  const evidence: PersonEvidence = gatherEvidence(
    looks,
    taste,
    dataset,
    features,
    players.flatMap(({ targets }) => targets),
    { drawsPerStyle: 16, seed: 1 },
  );
  return players.map((player, at) => ({
    player,
    sessions: sessions[at],
    observations: Object.fromEntries(
      KINDS.map(({ id }) => [id, sessions[at][id].map((step) => observe(material, step))]),
    ) as unknown as Judged['observations'],
    score(told, targets) {
      const belief = beliefAfter(taste, told);
      return meanOf(
        Array.from({ length: targets }, (_, i) =>
          personLogLikelihood(evidence, at * TARGETS + i, taste.prior, belief),
        ),
      );
    },
  }));
}

/** Scores by kind and context, [kinds][contexts], of one person told this way; `now` where nothing is told otherwise. */
function scoresOf(one: Judged, { tell }: Telling, targets: number, now?: number[][]): number[][] {
  return KINDS.map(({ id }, kind) =>
    CHOICE_CONTEXTS.map((context, i) => {
      const known = one.observations[id].slice(0, context);
      const told = known.map(tell);
      return now && isAsItIs(told, known) ? now[kind][i] : one.score(told, targets);
    }),
  );
}

const SHIPS: Telling = { name: '', tell: asItIs };

/** Of each variant the telling under which people who are not reported are known best. */
function chooseTellings(
  judged: readonly Judged[],
  note: (line: string) => void,
): {
  readonly variant: ChoiceVariant;
  readonly telling: Telling;
  readonly tried: Choice['chosen'][number]['tried'];
}[] {
  const now = judged.map((one) => scoresOf(one, SHIPS, FEWER_TARGETS));
  return CHOICE_VARIANTS.map((variant) => {
    const tried = variant.tellings.map((telling) => ({
      telling: telling.name,
      more: meanOf(
        judged.map((one, i) => {
          const scores = scoresOf(one, telling, FEWER_TARGETS, now[i]).flat();
          return meanOf(scores.map((value, at) => value - now[i].flat()[at]));
        }),
      ),
    }));
    const values = tried.map(({ more }) => more);
    const telling = variant.tellings[values.indexOf(Math.max(...values))];
    note(`${variant.name}: ${telling.name}, ${Math.max(...values).toFixed(3)} nats over what ships`);
    return { variant, telling, tried };
  });
}

const byKey = (score: (key: keyof ShownScore) => number[]): Readonly<Record<keyof ShownScore, Estimate>> => {
  const of = (key: keyof ShownScore) => estimate(score(key).filter(Number.isFinite));
  return { nearest: of('nearest'), first: of('first'), share: of('share') };
};

/** All that this comes to: sessions and looks go through the store, as they take time. */
export async function choice(
  material: ChoiceMaterial,
  players: readonly Player[],
  store: RunStore,
  note: (line: string) => void,
): Promise<Choice> {
  const { population } = material.dataset;
  const finish = async <T>(run: (at: number) => Promise<T>, of: readonly { key: string; at: number }[]) => {
    await finishJobs(
      of.map(({ key, at }) => ({ key, run: () => run(at) })),
      store,
    );
    return Promise.all(of.map(async ({ key }) => (await store.read<T>(key))!));
  };
  const sessions = await finish(
    async (at) => {
      note(`${population}: person ${at + 1} of ${players.length}`);
      return play(material, players[at]);
    },
    players.map(({ person }, at) => ({ key: `session-${person}`, at })),
  );
  const judged = judge(material, players, sessions);
  const chosen = chooseTellings(
    judged.filter((_, at) => at % CHOSEN_ON === 0),
    note,
  );
  const tellings = chosen.map(({ telling }) => telling);
  const reported = judged.filter((_, at) => at % CHOSEN_ON > 0);
  const name = tellings.map((telling) => telling.name.replace(/[^\d.]+/g, '-')).join('_');
  const shown = await finish(
    async (at) => {
      note(`${population}: looks for person ${at + 1} of ${reported.length}`);
      return shownTo(material, reported[at].player, reported[at].observations, tellings);
    },
    reported.map(({ player }, at) => ({ key: `shown-${player.person}${name}`, at })),
  );
  const nothing = reported.map((one) => one.score([], TARGETS));
  const now = reported.map((one) => scoresOf(one, SHIPS, TARGETS));
  const scores = tellings.map((telling) => reported.map((one, i) => scoresOf(one, telling, TARGETS, now[i])));
  return {
    population,
    people: reported.length,
    chosenOn: judged.length - reported.length,
    unknown: byKey((key) => shown.map(({ unknown }) => unknown[key])),
    chosen: chosen.map(({ variant, telling, tried }) => ({
      id: variant.id,
      name: variant.name,
      telling: telling.name,
      tried,
    })),
    kinds: KINDS.map(({ id, name: kindName }, kind) => ({
      id,
      name: kindName,
      apart: estimate(reported.map(({ sessions: own }) => meanOf(own[id].map(({ apart }) => apart)))),
      rows: chosen.map(({ variant }, v) => ({
        id: variant.id,
        name: variant.name,
        points: CHOICE_CONTEXTS.map((context, i) => {
          const own = reported.map((_, p) => scores[v][p][kind][i]);
          return {
            context,
            gain: estimate(own.map((value, p) => value - nothing[p])),
            more: estimate(own.map((value, p) => value - now[p][kind][i])),
            harmed: meanOf(own.map((value, p) => Number(value - nothing[p] < -HARM))),
          };
        }),
        shown: byKey((key) => shown.map(({ unknown, known }) => known[kind][v][key] - unknown[key])),
      })),
    })),
  };
}
