import { createSerialQueue, isAbort, ManylightError, once, type PhotoId, type ProfileId } from '../core';
import type { DislikeRecord, ObservationRecord, ProfileRecord } from '../store';
import { STORED_SIDE } from './autosave';
import type { TasteModelInfo } from './engine-types';
import type { Kernel } from './kernel';
import type { KnownTaste } from './look-order';
import type { Picture } from './picture';
import {
  byTime,
  type Dislikes,
  dislikedLooks,
  evidenceOf,
  knownEdits,
  type Observation,
  readLooks,
  sortByNeed,
} from './taste-book';
import type { TasteSummary } from './taste-summary';
import type { TasteState } from './taste-types';
import { tasteView } from './taste-view';

/** What the profile in use has learned from, in step with the store, and what it amounts to. */
export interface TasteMemory {
  /** The model that gives potentials; absent until `load` has ended, and where it cannot be had. */
  readonly model: TasteModelInfo | undefined;
  readonly observations: readonly Observation[];
  readonly dislikes: readonly Dislikes[];
  readonly summary: TasteSummary | undefined;
  /** Reads the model and the history; later calls wait for the first, or try again where it failed. */
  load(): Promise<void>;
  /** What the looks are weighed by; absent before anything was learned, or without a model. */
  known(): Promise<KnownTaste | undefined>;
  /** Reads everything again and shows it: after a change, and as other tabs may have changed something. */
  refresh(): Promise<void>;
  /** The profile in use; needs no model. */
  profile(): Promise<ProfileId>;
  /** Turns to another profile, and shows it. */
  use(profile: ProfileId): Promise<void>;
  /** Everything was erased: what is left is shown, and nothing is written. */
  restart(): Promise<void>;
}

/** The row of an observation, as it is: what is read again from the disk is another object every time. */
const rowOf = ({ profile, photo, when }: ObservationRecord | DislikeRecord): string =>
  [profile, photo, when].join('/');

/** Tells whether anything that was learned from has changed. */
function stampOf(
  info: TasteModelInfo,
  profile: ProfileId,
  observed: readonly ObservationRecord[],
  disliked: readonly DislikeRecord[],
): string {
  return [
    ...[info.version, info.encoderVersion, profile],
    ...observed.map((row) => [rowOf(row), row.tasteVersion, row.encoderVersion].join('/')),
    ...disliked.map((row) => [rowOf(row), row.looks.length, row.encoderVersion].join('/')),
  ].join('\n');
}

/** Potentials computed anew between two words on how far that is. */
const CHUNK = 200;

export function createTasteMemory(kernel: Kernel, shown: () => void): TasteMemory {
  let model: TasteModelInfo | undefined;
  let observations: readonly Observation[] = [];
  let dislikes: readonly Dislikes[] = [];
  let summary: TasteSummary | undefined;
  let chosen: ProfileId | undefined;
  let loading: Promise<void> | undefined;
  const queue = createSerialQueue();
  /** By the rows that they are of. */
  const thumbnails = new Map<string, Picture>();
  /** What was read last. */
  let stamp: string | undefined;

  const setTaste = (change: Partial<TasteState>) =>
    kernel.set({ taste: { ...kernel.state.getState().taste, ...change } });

  const pictureOf = (record: ObservationRecord): Picture | undefined => {
    if (!record.thumbnail) return undefined;
    const row = rowOf(record);
    const picture =
      thumbnails.get(row) ?? kernel.pictures.fromBlob(record.thumbnail, STORED_SIDE, STORED_SIDE);
    thumbnails.set(row, picture);
    return picture;
  };
  const releaseUnused = () => {
    const used = new Set(observations.map(({ record }) => rowOf(record)));
    for (const [row, picture] of thumbnails) {
      if (used.has(row)) continue;
      kernel.pictures.release(picture);
      thumbnails.delete(row);
    }
  };

  /** The profile of this tab's choice, while it is there; another tab may have removed it. */
  const inUse = (profiles: readonly ProfileRecord[]): ProfileId =>
    profiles.find(({ id }) => id === chosen)?.id ?? profiles[0].id;

  const choose = once(async () => {
    chosen = await (await kernel.store).settings.get('profile');
  });

  const readProfiles = async (): Promise<ProfileId> => {
    await choose();
    const records = await (await kernel.store).profiles.list();
    const profile = inUse(records);
    const profiles = records.map(({ id, name }) => ({ id, name }));
    const { taste } = kernel.state.getState();
    const isNew = JSON.stringify([profile, profiles]) !== JSON.stringify([taste.profile, taste.profiles]);
    if (isNew) setTaste({ profiles, profile });
    return profile;
  };

  /** Potentials of an older model are computed again from what was kept; what is done is kept as it goes. */
  const renew = async (stale: readonly Observation[], info: TasteModelInfo): Promise<Observation[]> => {
    const store = await kernel.store;
    const renewed: Observation[] = [];
    const { erasures } = kernel;
    for (let from = 0; from < stale.length && erasures === kernel.erasures; from += CHUNK) {
      const part = stale.slice(from, from + CHUNK);
      if (stale.length > CHUNK) {
        setTaste({ message: `Reading your edits with a new model: ${from} of ${stale.length}.` });
      }
      const potentials = await kernel.engine.potentials(
        part.map(({ record, adjustments }) => evidenceOf(record.features, adjustments)),
      );
      const rows = part.map(({ record, adjustments }, i) => ({
        adjustments,
        record: { ...record, potential: potentials[i], tasteVersion: info.version },
      }));
      await store.renew(rows.map(({ record }) => record));
      renewed.push(...rows);
    }
    return renewed;
  };

  const read = async (info: TasteModelInfo) => {
    const profile = await readProfiles();
    const store = await kernel.store;
    const [observed, records] = [await store.observations.list(profile), await store.dislikes.list(profile)];
    const { erasures } = kernel;
    const next = stampOf(info, profile, observed, records);
    if (next === stamp) return shown();
    stamp = undefined;
    const { current, stale, lost } = sortByNeed(observed, info);
    const all = [...current, ...(await renew(stale, info))];
    // Whoever had everything erased reads again.
    if (erasures !== kernel.erasures) return;
    observations = byTime(all);
    const potentials = await kernel.engine.dislikePotentials(
      records.map((record) => dislikedLooks(record, info)),
    );
    dislikes = records.map((record, i) => ({ record, potential: potentials[i] }));
    summary = await kernel.engine.summarise({
      edits: knownEdits(observations),
      dislikes: dislikes.map(({ potential }) => potential),
    });
    setTaste({
      ...tasteView(info, observations, dislikes, summary, pictureOf),
      waiting: lost.length,
    });
    releaseUnused();
    stamp = next;
    shown();
  };

  const refresh = () => queue.run(async () => (model ? read(model) : void (await readProfiles())));

  const load = () => {
    loading ??= queue.run(async () => {
      try {
        await readProfiles();
        const info = await kernel.engine.tasteModel();
        await read(info);
        model = info;
        shown();
      } catch (error) {
        // Whoever asks next tries again.
        loading = undefined;
        if (isAbort(error)) return;
        if (!(error instanceof ManylightError)) console.error(error);
        const message = error instanceof ManylightError ? error.message : 'Reading your taste failed.';
        setTaste({ phase: 'unavailable', message });
      }
    });
    return loading;
  };

  return {
    get model() {
      return model;
    },
    get observations() {
      return observations;
    },
    get dislikes() {
      return dislikes;
    },
    get summary() {
      return summary;
    },
    load,
    async known() {
      await load();
      const isEmpty = observations.length === 0 && dislikes.length === 0;
      return isEmpty || !summary ? undefined : { belief: summary.belief, edits: observations.length };
    },
    refresh,
    profile: async () => {
      await choose();
      return inUse(await (await kernel.store).profiles.list());
    },
    async use(profile) {
      await choose();
      chosen = profile;
      await (await kernel.store).settings.set('profile', profile);
      await refresh();
    },
    async restart() {
      chosen = undefined;
      await refresh();
    },
  };
}

/** The looks of a photo that are not for the profile in use, as they are kept. */
export async function dislikedOf(kernel: Kernel, memory: TasteMemory, photo: PhotoId) {
  const store = await kernel.store;
  const record = await store.dislikes.get(await memory.profile(), photo);
  return record ? readLooks(record) : [];
}
