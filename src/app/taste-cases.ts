import { ManylightError, type PhotoId, type ProfileId, throwIfAborted } from '../core';
import { type Adjustments, isNeutral, storeEdit } from '../edit';
import { recordOf, STORED_SIDE } from './autosave';
import { isMostlyAsShown, kindOfEdit, withDisliked } from './edit-state';
import type { StudiedPhoto } from './engine-types';
import type { Current, Kernel } from './kernel';
import type { Session } from './session-types';
import { evidenceOf, knows, newObservation } from './taste-book';
import type { TasteMemory } from './taste-memory';

/** An edit that was made in another program. */
export interface ImportedEdit {
  /** The profile that it belongs to. */
  readonly profile: ProfileId;
  readonly studied: StudiedPhoto;
  readonly name: string;
  readonly adjustments: Adjustments;
  /** Milliseconds since 1970. */
  readonly when: number;
  /** Names the file and its settings; the same is not imported twice. */
  readonly source: string;
}

export interface TasteCases extends Pick<Session, 'done' | 'forget' | 'forgetStyle'> {
  /**
   * Keeps what the photo's edit says, unless the taste knows it: when the person moves on, if the edit was touched in
   * this visit; when they export it, always. What goes wrong is reported, but not once more that a model is missing.
   */
  record(current: Current, because: 'moves-on' | 'exports'): Promise<void>;
  /**
   * Keeps an edit that was made elsewhere; the memory's `refresh` then shows what it taught. False when the photo's taste
   * is known already: what was done here holds. Rejects with an abort where the signal came before anything was kept.
   */
  learn(imported: ImportedEdit, signal: AbortSignal): Promise<boolean>;
  /** What a profile's observations were imported from. */
  sources(profile: ProfileId): Promise<ReadonlySet<string>>;
  /** Keeps which looks of the open photo are not for the person, as its edit now says. */
  recordDislikes(current: Current): Promise<void>;
  /** Whether `recorded` still holds for the open photo. */
  refreshRecorded(): void;
  /** Everything was erased. */
  emptied(): Promise<void>;
}

/** What the edits of the open photo have to hear. */
export interface TasteListeners {
  /** Its dislikes have changed from outside its history. */
  dislikesTaken(): void;
  /** The taste is another one: what was proposed by the old one is out of date. */
  changed(): void;
}

export function createTasteCases(kernel: Kernel, memory: TasteMemory, tell: TasteListeners): TasteCases {
  const refreshRecorded = () => {
    const { current } = kernel;
    const adjustments = current?.edit.history.current;
    const recorded =
      !memory.model || !current || !adjustments
        ? true
        : knows(memory.observations, current.photo.id, adjustments, isNeutral(adjustments));
    if (kernel.state.getState().recorded !== recorded) kernel.set({ recorded });
  };

  /** Forgotten means forgotten: moving on from the same edit does not bring it back. */
  const forgetOpen = (photos: readonly PhotoId[]) => {
    const { current } = kernel;
    if (!current || !photos.includes(current.photo.id)) return;
    current.touched = false;
    current.edit = withDisliked(current.edit, []);
    tell.dislikesTaken();
  };

  /** How often something was forgotten. */
  let forgettings = 0;

  const unlearn = async (photos: readonly PhotoId[]) => {
    forgettings += 1;
    await (await kernel.store).unlearn(await memory.profile(), photos);
    await memory.refresh();
  };

  /** True when something was recorded. */
  async function observe(current: Current): Promise<boolean> {
    const { photo, edit } = current;
    const adjustments = edit.history.current;
    const [forgotten, erased] = [forgettings, kernel.erasures];
    await memory.load();
    const { model } = memory;
    if (!model || knows(memory.observations, photo.id, adjustments, isNeutral(adjustments))) return false;
    const store = await kernel.store;
    const profile = await memory.profile();
    // An edit taken back to neutral says nothing any more.
    if (isNeutral(adjustments)) {
      await store.observations.remove(profile, photo.id);
      await memory.refresh();
      return false;
    }
    const { engine } = kernel;
    current.features ??= await engine.job(undefined, (job) => engine.features(job, photo.id));
    const { features } = current;
    const [[potential], [thumbnail]] = await Promise.all([
      engine.potentials([evidenceOf(features.values, adjustments)]),
      engine.thumbnails(photo.id, [adjustments], STORED_SIDE),
    ]);
    // Forgotten meanwhile means forgotten.
    if (forgotten !== forgettings || erased !== kernel.erasures) return false;
    const about = {
      profile,
      photo: photo.id,
      name: photo.name,
      thumbnail: thumbnail.blob,
      ...(edit.look && { look: edit.look.words }),
      ...(isMostlyAsShown(edit) && { asShown: true as const }),
    };
    // Rows are told apart by their times, and a photo can be recorded twice within a millisecond.
    const earlier = memory.observations.find(({ record }) => record.photo === photo.id)?.record.when;
    const now = Date.now();
    const when = now === earlier ? now + 1 : now;
    await store.observations.put(newObservation(about, adjustments, features, potential, model, when));
    // What was changed meanwhile is still to be told.
    if (current.edit === edit) current.touched = false;
    await memory.refresh();
    return true;
  }

  return {
    async record(current, because) {
      // A set's look says nothing of the person until they change it, keep it or export it themselves.
      const isTheirs = current.touched && kindOfEdit(current.edit) !== 'given';
      if (because === 'moves-on' && !isTheirs) return;
      try {
        await observe(current);
      } catch (error) {
        // The strip of looks already says so.
        const isMissing = error instanceof ManylightError && error.code.startsWith('model-');
        if (!isMissing) kernel.report(error);
      }
    },
    async learn({ profile, studied: { id, features, thumbnail }, name, adjustments, when, source }, signal) {
      await memory.load();
      const { model } = memory;
      if (!model) throw new ManylightError('model-missing', kernel.state.getState().taste.message);
      const { observations, profiles } = await kernel.store;
      if (await observations.get(profile, id)) return false;
      const [potential] = await kernel.engine.potentials([evidenceOf(features.values, adjustments)]);
      const photo = { profile, photo: id, name, thumbnail: thumbnail.blob, source };
      if (!(await profiles.list()).some((one) => one.id === profile)) {
        throw new ManylightError('usage', 'The profile that was to learn from this history is gone.');
      }
      throwIfAborted(signal);
      await observations.put(newObservation(photo, adjustments, features, potential, model, when));
      return true;
    },
    async sources(profile) {
      const records = await (await kernel.store).observations.list(profile);
      return new Set(records.flatMap(({ source }) => source ?? []));
    },
    async recordDislikes({ photo, edit, features }) {
      // Without features there were no looks to dislike.
      if (!features) return;
      try {
        const { erasures } = kernel;
        const profile = await memory.profile();
        const { dislikes } = await kernel.store;
        if (erasures !== kernel.erasures) return;
        if (edit.disliked.length === 0) await dislikes.remove(profile, photo.id);
        else {
          await dislikes.put({
            profile,
            photo: photo.id,
            name: photo.name,
            when: Date.now(),
            looks: edit.disliked.map(storeEdit),
            features: features.values,
            encoderVersion: features.encoderVersion,
          });
        }
        await memory.refresh();
      } catch (error) {
        kernel.report(error);
      }
    },
    refreshRecorded,
    async done() {
      const { current } = kernel;
      if (!current) return;
      try {
        // Said to be done, it is what is kept, whatever another tab made of the photo meanwhile.
        const record = recordOf(current.photo.id, current.edit, Date.now());
        await (await kernel.store).edits.put(record);
        if (await observe(current)) kernel.say('status', 'Your taste has learned from this edit.');
      } catch (error) {
        kernel.report(error);
      }
    },
    async forget(photoId) {
      try {
        await memory.load();
        await unlearn([photoId]);
        forgetOpen([photoId]);
      } catch (error) {
        kernel.report(error);
      }
    },
    async forgetStyle(style) {
      try {
        const { observations } = kernel.state.getState().taste;
        const photos = observations.flatMap(({ photoId, towards }) =>
          towards.style === style ? [photoId] : [],
        );
        await unlearn(photos);
        forgetOpen(photos);
        const edits = photos.length === 1 ? 'One edit is' : `${photos.length} edits are`;
        kernel.say('status', `${edits} forgotten.`);
        tell.changed();
      } catch (error) {
        kernel.report(error);
      }
    },
    async emptied() {
      if (kernel.current) forgetOpen([kernel.current.photo.id]);
      await memory.restart();
      tell.changed();
    },
  };
}
