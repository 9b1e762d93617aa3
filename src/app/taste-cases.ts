import { isAbort, ManylightError, type PhotoId } from '../core';
import { type Adjustments, isNeutral } from '../edit';
import type { Belief } from '../taste';
import { STORED_SIDE } from './autosave';
import type { StudiedPhoto, TasteModelInfo } from './engine-types';
import type { Current, Kernel } from './kernel';
import type { ObservationView, Picture, Session } from './session-types';
import {
  byTime,
  evidenceOf,
  explained,
  knownEdits,
  knows,
  newObservation,
  type Observation,
  sortByNeed,
  withObservation,
} from './taste-book';
import type { TasteSummary } from './taste-summary';

/** An edit that was made in another program. */
export interface ImportedEdit {
  readonly studied: StudiedPhoto;
  readonly name: string;
  readonly adjustments: Adjustments;
  /** Milliseconds since 1970. */
  readonly when: number;
  /** Names the file and its settings; the same is not imported twice. */
  readonly source: string;
}

export interface TasteCases extends Pick<Session, 'done' | 'forget'> {
  /** Reads the model and the history; later calls wait for the first. */
  load(): Promise<void>;
  /** What is believed of the person; absent before any observation, or without a model. */
  belief(): Promise<Belief | undefined>;
  /**
   * Keeps what the photo's edit says, unless the taste knows it: when the person moves on, if the edit was touched in
   * this visit; when they export it, always. What goes wrong is reported, but not once more that a model is missing.
   */
  record(current: Current, because: 'moves-on' | 'exports'): Promise<void>;
  /**
   * Keeps an edit that was made elsewhere; `refresh` then shows what it taught. False when the photo's taste is known already:
   * what was done here holds.
   */
  learn(imported: ImportedEdit): Promise<boolean>;
  /** Shows what was learned since. */
  refresh(): Promise<void>;
  /** What observations were imported from. */
  sources(): Promise<ReadonlySet<string>>;
  /** Whether `recorded` still holds for the open photo. */
  refreshRecorded(): void;
  /** Everything was erased. */
  emptied(): Promise<void>;
}

export function createTasteCases(kernel: Kernel): TasteCases {
  let model: TasteModelInfo | undefined;
  let observations: Observation[] = [];
  let summary: TasteSummary | undefined;
  let loading: Promise<void> | undefined;
  const thumbnails = new Map<Blob, Picture>();

  const pictureOf = (blob: Blob | undefined): Picture | undefined => {
    if (!blob) return undefined;
    const picture = thumbnails.get(blob) ?? kernel.pictures.fromBlob(blob, STORED_SIDE, STORED_SIDE);
    thumbnails.set(blob, picture);
    return picture;
  };
  const releaseUnused = () => {
    const used = new Set(observations.map(({ record }) => record.thumbnail));
    for (const [blob, picture] of thumbnails) {
      if (used.has(blob)) continue;
      kernel.pictures.release(picture);
      thumbnails.delete(blob);
    }
  };

  const refreshRecorded = () => {
    const { current } = kernel;
    const adjustments = current?.edit.history.current;
    const recorded =
      !model || !current || !adjustments
        ? true
        : knows(observations, current.photo.id, adjustments, isNeutral(adjustments));
    if (kernel.state.getState().recorded !== recorded) kernel.set({ recorded });
  };

  const publish = async () => {
    if (!model) return;
    const { styles, baseline } = model;
    observations = byTime(observations);
    summary = await kernel.engine.summarise(knownEdits(observations));
    const views: ObservationView[] = explained(observations, summary).map(
      ({ observation: { record, adjustments }, towards, influence }) => ({
        photoId: record.photo,
        name: record.name,
        thumbnail: pictureOf(record.thumbnail),
        when: record.when,
        towards: { style: towards, name: styles[towards].name },
        influence,
        adjustments,
      }),
    );
    const { styles: weights } = summary.belief;
    kernel.set({
      taste: {
        phase: 'ready',
        message: '',
        styles: styles.map((style, index) => ({
          ...style,
          index,
          weight: weights[index],
          baseline: baseline[index],
        })),
        observations: views,
        count: views.length,
      },
    });
    releaseUnused();
    refreshRecorded();
  };

  /** Reads the history; potentials of an older model are computed again from what was kept. */
  const read = async (info: TasteModelInfo) => {
    const store = await kernel.store;
    const { current, stale } = sortByNeed(await store.observations.list(), info);
    const potentials = await kernel.engine.potentials(
      stale.map(({ record, adjustments }) => evidenceOf(record.features, adjustments)),
    );
    const renewed = stale.map(({ record, adjustments }, i) => ({
      adjustments,
      record: { ...record, potential: potentials[i], tasteVersion: info.version },
    }));
    for (const { record } of renewed) await store.observations.put(record);
    observations = [...current, ...renewed];
  };

  const load = () => {
    loading ??= (async () => {
      try {
        model = await kernel.engine.tasteModel();
        await read(model);
        await publish();
      } catch (error) {
        if (isAbort(error)) return;
        if (!(error instanceof ManylightError)) console.error(error);
        const reason = error instanceof ManylightError ? error.message : 'Reading your taste failed.';
        const taste = { ...kernel.state.getState().taste, phase: 'unavailable', message: reason } as const;
        kernel.set({ taste });
        model = undefined;
      }
    })();
    return loading;
  };

  const remove = async (photoId: PhotoId) => {
    await (await kernel.store).observations.remove(photoId);
    observations = withObservation(observations, photoId, undefined);
    await publish();
  };

  /** True when something was recorded. */
  async function observe(current: Current): Promise<boolean> {
    const { photo, edit } = current;
    const adjustments = edit.history.current;
    await load();
    if (!model || knows(observations, photo.id, adjustments, isNeutral(adjustments))) return false;
    // An edit taken back to neutral says nothing any more.
    if (isNeutral(adjustments)) {
      await remove(photo.id);
      return false;
    }
    const { engine } = kernel;
    current.features ??= await engine.job(undefined, (job) => engine.features(job, photo.id));
    const { features } = current;
    const [[potential], [thumbnail]] = await Promise.all([
      engine.potentials([evidenceOf(features.values, adjustments)]),
      engine.thumbnails(photo.id, [adjustments], STORED_SIDE),
    ]);
    const observation = newObservation(
      {
        photo: photo.id,
        name: photo.name,
        thumbnail: thumbnail.blob,
        ...(edit.look && { look: edit.look.words }),
      },
      adjustments,
      features,
      potential,
      model,
      Date.now(),
    );
    await (await kernel.store).observations.put(observation);
    // Another tab may have recorded meanwhile: the store is the truth.
    await read(model);
    current.touched = false;
    await publish();
    return true;
  }

  return {
    load,
    async record(current, because) {
      if (because === 'moves-on' && !current.touched) return;
      try {
        await observe(current);
      } catch (error) {
        // The strip of looks already says so.
        const isMissing = error instanceof ManylightError && error.code.startsWith('model-');
        if (!isMissing) kernel.report(error);
      }
    },
    async learn({ studied: { id, features, thumbnail }, name, adjustments, when, source }) {
      await load();
      if (!model) throw new ManylightError('model-missing', kernel.state.getState().taste.message);
      const store = await kernel.store;
      if (await store.observations.get(id)) return false;
      const [potential] = await kernel.engine.potentials([evidenceOf(features.values, adjustments)]);
      const photo = { photo: id, name, thumbnail: thumbnail.blob, source };
      const observation = newObservation(photo, adjustments, features, potential, model, when);
      await store.observations.put(observation);
      observations = withObservation(observations, id, { record: observation, adjustments });
      return true;
    },
    refresh: publish,
    async sources() {
      const records = await (await kernel.store).observations.list();
      return new Set(records.flatMap(({ source }) => source ?? []));
    },
    refreshRecorded,
    async belief() {
      await load();
      return observations.length > 0 ? summary?.belief : undefined;
    },
    async done() {
      const { current } = kernel;
      if (!current) return;
      try {
        if (await observe(current)) kernel.say('status', 'Your taste has learned from this edit.');
      } catch (error) {
        kernel.report(error);
      }
    },
    async forget(photoId) {
      try {
        await load();
        await remove(photoId);
        // Forgotten means forgotten: moving on from the same edit does not bring it back.
        if (kernel.current?.photo.id === photoId) kernel.current.touched = false;
      } catch (error) {
        kernel.report(error);
      }
    },
    async emptied() {
      observations = [];
      await publish();
    },
  };
}
