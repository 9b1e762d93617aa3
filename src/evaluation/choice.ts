import { type Estimate, estimate, meanOf } from '../core';
import { gatherEvidence, HARM, type PersonEvidence, personLogLikelihood, TARGETS } from '../training/fitting';
import { type ShownScore, shownAfter } from './choice-looks';
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

/** How many photos are known when the person's further edits are scored. */
export const CHOICE_CONTEXTS = [1, 2, 3, 5, 10] as const;
/** One person in so many is chosen on: their edits were held out from the models too, and they are not reported. */
const CHOSEN_ON = 3;
/** Edits of each that are scored when numbers are chosen. */
const FEWER_TARGETS = 10;
/** People to whom looks are shown at the end: that takes time. */
export const SHOWN_TO = 24;

export type ShownEstimate = Readonly<Record<keyof ShownScore, Estimate>>;

export interface ChoicePoint {
  readonly context: number;
  /** Log-likelihood of further edits of their own over that with nothing known, and over that with all of the kept edits. */
  readonly gain: Estimate;
  readonly more: Estimate;
  /** Share of people worse off than with nothing known. */
  readonly harmed: number;
}

export interface ChoiceRow {
  readonly id: string;
  readonly name: string;
  readonly points: readonly ChoicePoint[];
  /** The looks shown of two further photos when all are known, less those shown to somebody unknown, and less those of the first row. */
  readonly shown: ShownEstimate;
  readonly shownMore: ShownEstimate;
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
  readonly unknown: ShownEstimate;
  /** By variant, what was chosen among what was tried: nats over all of the kept edits, a mean over kinds and numbers of photos. */
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

/** Scores by kind and context, [kinds][contexts], of one person told this way; `whole` where nothing is told otherwise. */
function scoresOf(one: Judged, { tell }: Telling, targets: number, whole?: number[][]): number[][] {
  return KINDS.map(({ id }, kind) =>
    CHOICE_CONTEXTS.map((context, i) => {
      const known = one.observations[id].slice(0, context);
      const told = known.map(tell);
      return whole && isAsItIs(told, known) ? whole[kind][i] : one.score(told, targets);
    }),
  );
}

const WHOLE: Telling = { name: '', tell: asItIs };

type Tried = Choice['chosen'][number]['tried'];

/** Every telling of every variant, [variants][tellings]: nats over all of the kept edits. */
function tryTellings(judged: readonly Judged[]): Tried[] {
  const whole = judged.map((one) => scoresOf(one, WHOLE, FEWER_TARGETS));
  return CHOICE_VARIANTS.map(({ tellings }) =>
    tellings.map((telling) => ({
      telling: telling.name,
      more: meanOf(
        judged.map((one, i) => {
          const scores = scoresOf(one, telling, FEWER_TARGETS, whole[i]).flat();
          return meanOf(scores.map((value, at) => value - whole[i].flat()[at]));
        }),
      ),
    })),
  );
}

/** Of each variant the telling under which people who are not reported are known best. */
async function chooseTellings(
  judged: readonly Judged[],
  store: RunStore,
  note: (line: string) => void,
): Promise<{ readonly variant: ChoiceVariant; readonly telling: Telling; readonly tried: Tried }[]> {
  await finishJobs([{ key: 'tried', run: () => tryTellings(judged) }], store);
  const all = (await store.read<Tried[]>('tried'))!;
  return CHOICE_VARIANTS.map((variant, at) => {
    const tried = all[at];
    const values = tried.map(({ more }) => more);
    const telling = variant.tellings[values.indexOf(Math.max(...values))];
    note(`${variant.name}: ${telling.name}, ${Math.max(...values).toFixed(3)} nats ahead`);
    return { variant, telling, tried };
  });
}

/** Means over people of one score, or of one less another. */
function estimateShown(
  scores: readonly (ShownScore | null)[],
  less?: readonly (ShownScore | null)[],
): ShownEstimate {
  const of = (key: keyof ShownScore) =>
    estimate(
      scores.flatMap((score, i) => {
        const other = less?.[i];
        return score === null || other === null ? [] : [score[key] - (other?.[key] ?? 0)];
      }),
    );
  return { nearest: of('nearest'), first: of('first'), share: of('share') };
}

type Chosen = Awaited<ReturnType<typeof chooseTellings>>;

/** What looks each person is shown at the end, by kind and variant; what is told alike is shown once. */
async function showAll(
  material: ChoiceMaterial,
  people: readonly Judged[],
  chosen: Chosen,
  store: RunStore,
  note: (line: string) => void,
): Promise<{
  unknown: (ShownScore | null)[];
  known: (kind: Kind, variant: number) => (ShownScore | null)[];
}> {
  const unknownKey = ({ player }: Judged) => `shown-${player.person}-unknown`;
  const keyOf = ({ player, observations }: Judged, kind: Kind, variant: number): string => {
    const own = observations[kind];
    const isSame = isAsItIs(own.map(chosen[variant].telling.tell), own);
    const { variant: told, telling } = chosen[isSame ? 0 : variant];
    return `shown-${player.person}-${kind}-${told.id}${telling.name.replace(/[^\d.]+/g, '-')}`;
  };
  const asked = people.map((one) => {
    const all = new Map<string, readonly Told[]>([[unknownKey(one), []]]);
    for (const { id } of KINDS)
      chosen.forEach(({ telling }, variant) => {
        const key = keyOf(one, id, variant);
        if (!all.has(key)) all.set(key, one.observations[id].map(telling.tell));
      });
    return [...all];
  });
  const jobs = asked.flatMap((all, at) =>
    all.map(([key, told], i) => ({
      key,
      run() {
        if (i === 0) note(`${material.dataset.population}: looks for person ${at + 1} of ${people.length}`);
        return shownAfter(material, people[at].player, told);
      },
    })),
  );
  await finishJobs(jobs, store);
  const kept = new Map<string, ShownScore | null>();
  for (const { key } of jobs) kept.set(key, (await store.read<ShownScore>(key)) ?? null);
  return {
    unknown: people.map((one) => kept.get(unknownKey(one))!),
    known: (kind, variant) => people.map((one) => kept.get(keyOf(one, kind, variant))!),
  };
}

/** All that this comes to: sessions and looks go through the store, as they take time. */
export async function choice(
  material: ChoiceMaterial,
  players: readonly Player[],
  store: RunStore,
  note: (line: string) => void,
): Promise<Choice> {
  const { population } = material.dataset;
  const keyOf = ({ person }: Player) => `session-${person}`;
  await finishJobs(
    players.map((player, at) => ({
      key: keyOf(player),
      run() {
        note(`${population}: person ${at + 1} of ${players.length}`);
        return play(material, player);
      },
    })),
    store,
  );
  const sessions = await Promise.all(
    players.map(async (player) => (await store.read<Sessions>(keyOf(player)))!),
  );
  const judged = judge(material, players, sessions);
  const chosen = await chooseTellings(
    judged.filter((_, at) => at % CHOSEN_ON === 0),
    store,
    note,
  );
  const reported = judged.filter((_, at) => at % CHOSEN_ON > 0);
  const shown = await showAll(material, reported.slice(0, SHOWN_TO), chosen, store, note);
  const nothing = reported.map((one) => one.score([], TARGETS));
  const whole = reported.map((one) => scoresOf(one, WHOLE, TARGETS));
  const scores = chosen.map(({ telling }) =>
    reported.map((one, i) => scoresOf(one, telling, TARGETS, whole[i])),
  );
  return {
    population,
    people: reported.length,
    chosenOn: judged.length - reported.length,
    unknown: estimateShown(shown.unknown),
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
            more: estimate(own.map((value, p) => value - whole[p][kind][i])),
            harmed: meanOf(own.map((value, p) => Number(value - nothing[p] < -HARM))),
          };
        }),
        shown: estimateShown(shown.known(id, v), shown.unknown),
        shownMore: estimateShown(shown.known(id, v), shown.known(id, 0)),
      })),
    })),
  };
}
