import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { commitEdit, createEditState, withDisliked } from '../../../src/app/edit-state';
import type { EngineClient } from '../../../src/app/engine-client';
import { INITIAL_STATE } from '../../../src/app/initial-state';
import { type Current, createKernel, type Kernel } from '../../../src/app/kernel';
import { createPictures } from '../../../src/app/pictures';
import { createProfileCases, type ProfileCases } from '../../../src/app/profile-cases';
import type { SessionState } from '../../../src/app/state-types';
import { newObservation } from '../../../src/app/taste-book';
import { createTasteCases, type TasteCases } from '../../../src/app/taste-cases';
import { readTasteFile, writeTasteFile } from '../../../src/app/taste-file';
import { createTasteFileCases, type TasteFileCases } from '../../../src/app/taste-file-cases';
import { createTasteMemory, type TasteMemory } from '../../../src/app/taste-memory';
import { summariseTaste } from '../../../src/app/taste-summary';
import { ManylightError, type PhotoId, type ProfileId } from '../../../src/core';
import { type Adjustments, NEUTRAL, patchAdjustments, storeEdit, toModelUnits } from '../../../src/edit';
import { FIRST_PROFILE, openStore } from '../../../src/store';
import { dislikePotential, movedSliders, type PersonModel } from '../../../src/taste';
import { LASTING_PERSON } from '../../support/models';

const model: PersonModel = {
  styles: 2,
  latent: 0,
  prior: Float64Array.of(0.6, 0.4),
  person: LASTING_PERSON,
};
/** The warmer an edit, the more it speaks for the second style. */
const styleOf = (y: Float64Array) => Float64Array.of(-4 * y[0], 4 * y[0]);
/** As it is packed: of the styles, of no latent, and of the sliders. */
const potentialOf = (y: Float64Array) => Float64Array.of(...styleOf(y), ...movedSliders(y));

/** The worker's place: the taste's own arithmetic over a model of two styles. */
const engine: Partial<EngineClient> = {
  thumbnails: async (_photo, list) => list.map(() => ({ blob: new Blob(['x']), width: 3, height: 2 })),
  tasteModel: async () => ({
    version: 't2',
    encoderVersion: 'e1',
    featureSize: 3,
    styles: ['cold', 'warm'].map((name) => ({ name, words: name, average: NEUTRAL })),
    baseline: model.prior,
  }),
  potentials: async (evidence) => evidence.map(({ y }) => potentialOf(y)),
  dislikePotentials: async (photos) => photos.map(({ looks }) => dislikePotential(looks.map(styleOf), 2)),
  summarise: async (potentials) => summariseTaste(model, potentials),
  writeTaste: async (taste) => new Blob([writeTasteFile(taste, new Date(0))]),
  readTaste: async (file, name) => readTasteFile(await file.text(), name),
};

const idOf = (n: number) => n.toString(16).padStart(64, '0') as PhotoId;
const warm = patchAdjustments(NEUTRAL, { temp: 40 });
const cold = patchAdjustments(NEUTRAL, { temp: -40 });

function observation(n: number, adjustments: Adjustments, profile: ProfileId, tasteVersion = 't2') {
  return newObservation(
    { profile, photo: idOf(n), name: `photo-${n}.jpg` },
    adjustments,
    { encoderVersion: 'e1', values: Float32Array.of(0.25, -1, n) },
    potentialOf(toModelUnits(adjustments)),
    { version: tasteVersion },
    n,
  );
}

/** A photo that is open with this edit, which the taste has not been told of. */
const openPhoto = (edit: Current['edit']): Current => ({
  photo: { id: idOf(7), name: 'open.jpg', width: 3, height: 2 },
  closing: new AbortController(),
  edit,
  gesture: undefined,
  touched: true,
  erased: false,
  features: { encoderVersion: 'e1', values: new Float32Array(3) },
});

describe('profiles and their files', () => {
  let kernel: Kernel;
  let memory: TasteMemory;
  let taste: TasteCases;
  let profiles: ProfileCases;
  let files: TasteFileCases;
  let changes: number;
  const state = () => kernel.state.getState().taste;
  const names = () => state().profiles.map(({ name }) => name);
  const inUse = () => state().profiles.find(({ id }) => id === state().profile)?.name;
  const learned = () => state().observations.map(({ name }) => name);
  const said = () => kernel.state.getState().messages.at(-1)?.text ?? '';
  const shareOfWarm = () => state().styles[1].weight;

  async function start(): Promise<void> {
    kernel = createKernel({
      state: createStore<SessionState>(() => INITIAL_STATE),
      draft: createStore<Adjustments>(() => NEUTRAL),
      engine: engine as EngineClient,
      store: openStore(),
      pictures: createPictures(),
    });
    changes = 0;
    memory = createTasteMemory(kernel, () => undefined);
    taste = createTasteCases(kernel, memory, {
      dislikesTaken: () => undefined,
      changed: () => {
        changes += 1;
      },
    });
    profiles = createProfileCases(kernel, memory, () => {
      changes += 1;
    });
    files = createTasteFileCases(kernel, memory, () => {
      changes += 1;
    });
    await memory.load();
  }

  beforeEach(async () => {
    vi.restoreAllMocks();
    globalThis.indexedDB = new IDBFactory();
    await start();
  });

  const learn = async (...rows: ReturnType<typeof observation>[]) => {
    await (await kernel.store).learn({ observations: rows, dislikes: [] });
    await memory.refresh();
  };

  it('begin with one, which nothing on the disk stands for', async () => {
    expect(names()).toEqual([FIRST_PROFILE.name]);
    expect(await memory.known()).toBeUndefined();
    expect(shareOfWarm()).toBe(0.4);
  });

  it('learn nothing from a look that was given to a whole set, until the person keeps it', async () => {
    const given = { id: 'g', words: 'Warmer', adjustments: warm, amount: 1, given: true };
    const current = openPhoto(commitEdit(createEditState(NEUTRAL), 'Look for all', warm, given));
    kernel.current = current;
    await taste.record(current, 'moves-on');
    expect(learned()).toEqual([]);
    await taste.done();
    expect(learned()).toEqual(['open.jpg']);
    // Changed by hand, it is theirs.
    const changed = patchAdjustments(warm, { tint: 5 });
    current.edit = commitEdit(current.edit, 'Tint', changed, given);
    await taste.record({ ...current, touched: true }, 'moves-on');
    expect(state().observations[0].adjustments).toEqual(changed);
  });

  it('are not worked out again where nothing has changed, and pictures that are there already stay', async () => {
    const seen = (n: number) => ({
      ...observation(n, warm, FIRST_PROFILE.id),
      thumbnail: new Blob([`picture ${n}`]),
    });
    await learn(seen(1), seen(2));
    const before = kernel.state.getState();
    const summarise = vi.spyOn(kernel.engine, 'summarise');
    const makeUrl = vi.spyOn(URL, 'createObjectURL');
    await memory.refresh();
    expect(kernel.state.getState()).toBe(before);
    expect(summarise).not.toHaveBeenCalled();
    await learn(seen(3));
    expect(makeUrl).toHaveBeenCalledTimes(1);
    const urls = () => state().observations.map(({ thumbnail }) => thumbnail?.url);
    expect(urls().slice(1)).toEqual(before.taste.observations.map(({ thumbnail }) => thumbnail?.url));
    // The same photo, edited again, has another picture.
    await learn({ ...seen(3), when: 9 });
    expect(makeUrl).toHaveBeenCalledTimes(2);
    await (await kernel.store).unlearn(FIRST_PROFILE.id, [idOf(3)]);
    await memory.refresh();
    expect(learned()).toEqual(['photo-2.jpg', 'photo-1.jpg']);
  });

  it('are worked out when that failed the last time', async () => {
    await learn(observation(1, warm, FIRST_PROFILE.id));
    vi.spyOn(kernel.engine, 'summarise').mockRejectedValueOnce(new Error('The worker stumbled.'));
    await expect(learn(observation(2, cold, FIRST_PROFILE.id))).rejects.toThrow('stumbled');
    await (await kernel.store).unlearn(FIRST_PROFILE.id, [idOf(2)]);
    await memory.refresh();
    expect(memory.observations).toHaveLength(1);
    expect(await memory.known()).toMatchObject({ edits: 1 });
  });

  it('learn apart, and the one in use is found again after a restart', async () => {
    await learn(observation(1, warm, FIRST_PROFILE.id));
    const mine = shareOfWarm();
    expect(mine).toBeGreaterThan(0.8);
    await profiles.addProfile('  Family   album ');
    expect(names()).toEqual([FIRST_PROFILE.name, 'Family album']);
    expect(inUse()).toBe('Family album');
    expect(shareOfWarm()).toBe(0.4);
    await learn(observation(1, cold, state().profile));
    expect(shareOfWarm()).toBeLessThan(0.1);
    await start();
    expect(inUse()).toBe('Family album');
    await profiles.switchProfile(FIRST_PROFILE.id);
    expect(shareOfWarm()).toBe(mine);
    expect(changes).toBe(1);
    await profiles.switchProfile(FIRST_PROFILE.id);
    expect(changes).toBe(1);
  });

  it('refuse a name that is empty or taken, and take another', async () => {
    await profiles.addProfile(' ');
    expect(said()).toBe('A profile needs a name.');
    await profiles.addProfile('Work');
    const work = state().profile;
    await profiles.renameProfile(work, 'my TASTE');
    expect(said()).toBe('There is a profile named “my TASTE” already.');
    await profiles.renameProfile(work, 'Office');
    await profiles.renameProfile(FIRST_PROFILE.id, 'Mine');
    expect(names()).toEqual(['Mine', 'Office']);
    expect(inUse()).toBe('Office');
  });

  it('go with what they learned, but never the last', async () => {
    await learn(observation(1, warm, FIRST_PROFILE.id));
    await profiles.removeProfile(FIRST_PROFILE.id);
    expect(learned()).toEqual(['photo-1.jpg']);
    await profiles.addProfile('Work');
    const work = state().profile;
    await learn(observation(2, cold, work));
    await profiles.removeProfile(work);
    expect(inUse()).toBe(FIRST_PROFILE.name);
    expect(learned()).toEqual(['photo-1.jpg']);
    expect(await (await kernel.store).observations.list(work)).toEqual([]);
  });

  /** The open photo, edited by hand. */
  const openEdited = (adjustments: Adjustments): Current =>
    openPhoto(commitEdit(createEditState(NEUTRAL), 'Temp', adjustments, null));

  /** Holds the engine's next potentials back until it is told to go on. */
  function holdPotentials() {
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let asked = () => {};
    const begun = new Promise<void>((resolve) => {
      asked = resolve;
    });
    vi.spyOn(kernel.engine, 'potentials').mockImplementationOnce(async (evidence) => {
      asked();
      await held;
      return evidence.map(({ y }) => potentialOf(y));
    });
    return { begun, goOn };
  }
  const kept = async () => (await kernel.store).observations.list(FIRST_PROFILE.id);
  /** As the session does it. */
  const eraseEverything = async () => {
    kernel.erasures += 1;
    await (await kernel.store).eraseAll();
  };

  it('do not come back when they are erased while a new model reads them', async () => {
    const { begun, goOn } = holdPotentials();
    const old = [1, 2, 3].map((n) => observation(n, warm, FIRST_PROFILE.id, 't1'));
    await (await kernel.store).learn({ observations: old, dislikes: [] });
    const reading = memory.refresh();
    await begun;
    await eraseEverything();
    goOn();
    await reading;
    await taste.emptied();
    expect(await kept()).toEqual([]);
    expect(learned()).toEqual([]);
  });

  it('do not learn what was on its way when everything was erased, or when the edit was forgotten', async () => {
    for (const forget of [eraseEverything, () => taste.forget(idOf(7))]) {
      const { begun, goOn } = holdPotentials();
      kernel.current = openEdited(warm);
      const done = taste.done();
      await begun;
      await forget();
      goOn();
      await done;
      expect(await kept()).toEqual([]);
    }
  });

  it('are still to be told what the hand did while they learned', async () => {
    // All within one millisecond, as a quick machine has it.
    vi.spyOn(Date, 'now').mockReturnValue(Date.now());
    const { begun, goOn } = holdPotentials();
    const current = openEdited(warm);
    kernel.current = current;
    const done = taste.done();
    await begun;
    current.edit = commitEdit(current.edit, 'Temp', cold, null);
    goOn();
    await done;
    expect(current.touched).toBe(true);
    await taste.record(current, 'moves-on');
    expect(state().observations[0].adjustments).toEqual(cold);
    expect(current.touched).toBe(false);
  });

  it('learn nothing of an import that was called off', async () => {
    const stop = new AbortController();
    const { begun, goOn } = holdPotentials();
    const studied = {
      id: idOf(9),
      features: { encoderVersion: 'e1', values: new Float32Array(3) },
      thumbnail: { blob: new Blob(['x']), width: 3, height: 2 },
    };
    const about = { name: 'old.jpg', adjustments: warm, when: 9, source: 'old.jpg|1' };
    const learning = taste.learn({ profile: FIRST_PROFILE.id, studied, ...about }, stop.signal);
    await begun;
    stop.abort();
    goOn();
    await expect(learning).rejects.toMatchObject({ name: 'AbortError' });
    expect(await kept()).toEqual([]);
  });

  it('are read when the model can be had after all', async () => {
    await learn(observation(1, warm, FIRST_PROFILE.id));
    vi.spyOn(kernel.engine, 'tasteModel').mockRejectedValueOnce(
      new ManylightError('model-missing', 'The model did not load.'),
    );
    memory = createTasteMemory(kernel, () => undefined);
    await memory.load();
    expect(state()).toMatchObject({ phase: 'unavailable', message: 'The model did not load.' });
    await memory.load();
    expect(state().phase).toBe('ready');
    expect(learned()).toEqual(['photo-1.jpg']);
  });

  it('say how many edits wait, as another encoder saw their photos, and keep them', async () => {
    const other = { ...observation(1, warm, FIRST_PROFILE.id), encoderVersion: 'e0' };
    await learn(other, observation(2, cold, FIRST_PROFILE.id));
    expect(state().waiting).toBe(1);
    expect(learned()).toEqual(['photo-2.jpg']);
    const rows = await (await kernel.store).observations.list(FIRST_PROFILE.id);
    expect(rows.map(({ encoderVersion }) => encoderVersion).sort()).toEqual(['e0', 'e1']);
    await learn(observation(1, warm, FIRST_PROFILE.id));
    expect(state().waiting).toBe(0);
  });

  it('come back from a file as they were, with potentials of the model in use', async () => {
    await learn(observation(1, warm, FIRST_PROFILE.id), observation(2, cold, FIRST_PROFILE.id));
    await (await kernel.store).dislikes.put({
      profile: FIRST_PROFILE.id,
      photo: idOf(3),
      name: 'photo-3.jpg',
      when: 3,
      looks: [storeEdit(warm)],
      features: Float32Array.of(1, 2, 3),
      encoderVersion: 'e1',
    });
    await memory.refresh();
    const share = shareOfWarm();
    const file = await files.exportTaste();
    expect(file?.name).toBe('My-taste.manylight-taste.json');
    await (await kernel.store).eraseAll();
    await taste.emptied();
    expect(learned()).toEqual([]);
    expect(changes).toBe(1);

    await files.importTaste(new File([file!.blob], 'mine.json'));
    expect(learned()).toEqual(['photo-2.jpg', 'photo-1.jpg']);
    expect(state().dislikes).toHaveLength(1);
    expect(shareOfWarm()).toBe(share);
    const rows = await (await kernel.store).observations.list(FIRST_PROFILE.id);
    expect(rows.map(({ tasteVersion }) => tasteVersion)).toEqual(['t2', 't2']);
    expect(said()).toBe(
      '“My taste” has learned from 2 edits and one photo with looks that are not for you of “mine.json”.',
    );
    // Once more changes nothing.
    await files.importTaste(new File([file!.blob], 'mine.json'));
    expect(said()).toBe('“My taste” has learned from 0 edits of “mine.json”; 2 were there already.');
    expect(shareOfWarm()).toBe(share);
  });

  it('merge a file of another name into a profile of its own', async () => {
    await learn(observation(1, warm, FIRST_PROFILE.id));
    const file = await files.exportTaste();
    await profiles.renameProfile(FIRST_PROFILE.id, 'Mine');
    await files.importTaste(new File([file!.blob], 'mine.json'));
    expect(names()).toEqual(['Mine', 'My taste']);
    expect(inUse()).toBe('My taste');
    expect(learned()).toEqual(['photo-1.jpg']);
  });

  it('keep everything when a file is refused', async () => {
    await learn(observation(1, warm, FIRST_PROFILE.id));
    const before = state();
    await files.importTaste(new File(['{"format":"manylight-taste","version":1,'], 'half.json'));
    expect(said()).toBe('“half.json” was not imported: it is not JSON.');
    expect(state()).toEqual(before);
    expect(changes).toBe(0);
  });

  it('forget a style with the edits that speak for it, at once', async () => {
    await learn(
      observation(1, warm, FIRST_PROFILE.id),
      observation(2, cold, FIRST_PROFILE.id),
      observation(3, warm, FIRST_PROFILE.id),
    );
    await taste.forgetStyle(1);
    expect(learned()).toEqual(['photo-2.jpg']);
    expect(said()).toBe('2 edits are forgotten.');
  });

  it('have potentials of an older model computed again, losing none', async () => {
    const many = Array.from({ length: 450 }, (_, i) => ({
      ...observation(i + 1, i % 3 ? warm : cold, FIRST_PROFILE.id, 't1'),
      potential: Float64Array.of(0, 0),
    }));
    await learn(...many);
    const rows = await (await kernel.store).observations.list(FIRST_PROFILE.id);
    expect(rows).toHaveLength(450);
    expect(rows.every(({ tasteVersion }) => tasteVersion === 't2')).toBe(true);
    expect(state()).toMatchObject({ count: 450, phase: 'ready', message: '' });
  });

  /** Photo 9, whose edit was made in another program. */
  const imported = (adjustments: Adjustments, profile = FIRST_PROFILE.id) => ({
    profile,
    studied: {
      id: idOf(9),
      features: { encoderVersion: 'e1', values: new Float32Array(3) },
      thumbnail: { blob: new Blob(['x']), width: 3, height: 2 },
    },
    name: 'old.jpg',
    adjustments,
    when: 9,
    source: 'old.jpg|1',
  });

  it('forget what an edit said that is taken back to neutral', async () => {
    const current = openEdited(warm);
    kernel.current = current;
    await taste.done();
    expect(await kept()).toHaveLength(1);
    current.edit = commitEdit(current.edit, 'Temp', NEUTRAL, null);
    current.touched = true;
    await taste.record(current, 'moves-on');
    expect(await kept()).toEqual([]);
    expect(learned()).toEqual([]);
  });

  it('do not learn again what was forgotten when the person moves on', async () => {
    const current = openEdited(warm);
    kernel.current = current;
    await taste.done();
    current.edit = commitEdit(current.edit, 'Temp', cold, null);
    current.touched = true;
    await taste.forget(idOf(7));
    await taste.record(current, 'moves-on');
    expect(await kept()).toEqual([]);
  });

  it('learn a set’s look that the person exports', async () => {
    const given = { id: 'g', words: 'Warmer', adjustments: warm, amount: 1, given: true };
    await taste.record(
      openPhoto(commitEdit(createEditState(NEUTRAL), 'Look for all', warm, given)),
      'exports',
    );
    expect(learned()).toEqual(['open.jpg']);
  });

  it('keep what was done here when an import tells of the same photo', async () => {
    const { signal } = new AbortController();
    expect(await taste.learn(imported(warm), signal)).toBe(true);
    const before = await kept();
    expect(before).toHaveLength(1);
    expect(await taste.learn(imported(cold), signal)).toBe(false);
    expect(await kept()).toEqual(before);
  });

  it('learn nothing of an import once they are gone', async () => {
    await profiles.addProfile('Work');
    const work = state().profile;
    await profiles.removeProfile(work);
    const learning = taste.learn(imported(warm, work), new AbortController().signal);
    await expect(learning).rejects.toMatchObject({ code: 'usage' });
    expect(await (await kernel.store).observations.list(work)).toEqual([]);
  });

  it('keep no dislikes that were on their way when everything was erased', async () => {
    const current = openEdited(warm);
    current.edit = withDisliked(current.edit, [cold]);
    const recording = taste.recordDislikes(current);
    await eraseEverything();
    await recording;
    expect(await (await kernel.store).dislikes.list(FIRST_PROFILE.id)).toEqual([]);
    await taste.recordDislikes(current);
    expect(await (await kernel.store).dislikes.list(FIRST_PROFILE.id)).toHaveLength(1);
  });
});
