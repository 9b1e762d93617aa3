import { IDBFactory } from 'fake-indexeddb';
import { createStore } from 'zustand/vanilla';
import { type Autosave, createAutosave } from '../../../../src/app/autosave';
import { type CopyCases, createCopyCases } from '../../../../src/app/copy-cases';
import { createEditBook, type EditBook } from '../../../../src/app/edit-book';
import { createEditCases, type EditCases } from '../../../../src/app/edit-cases';
import type { EngineClient } from '../../../../src/app/engine-client';
import { INITIAL_STATE, NO_LOOKS } from '../../../../src/app/initial-state';
import { type Current, createKernel, type Kernel } from '../../../../src/app/kernel';
import type { LookCases } from '../../../../src/app/look-cases';
import { createPhotoCases, type PhotoCases } from '../../../../src/app/photo-cases';
import { createPictures } from '../../../../src/app/pictures';
import type { Screen } from '../../../../src/app/screen';
import { createSetCases, type SetCases } from '../../../../src/app/set/cases';
import type { PackRequest } from '../../../../src/app/set/engine-types';
import type { SessionState } from '../../../../src/app/state-types';
import type { TasteCases } from '../../../../src/app/taste-cases';
import type { TasteMemory } from '../../../../src/app/taste-memory';
import { ManylightError, type PhotoId, throwIfAborted } from '../../../../src/core';
import { type Adjustments, fromModelUnits, NEUTRAL, toModelUnits } from '../../../../src/edit';
import {
  adaptLook,
  type LooksPerson,
  parseLooksModel,
  placeOfEdit,
  placeOfTaste,
  prepareLooks,
} from '../../../../src/looks';
import { FIRST_PROFILE, openStore } from '../../../../src/store';
import { randomFeatures, randomLooks } from '../../../support/models';

const { manifest, weights } = randomLooks(11);
export const model = parseLooksModel(manifest, weights);

/** A file that the engine below takes for a photo; its number gives its features. */
export const photoFile = (n: number): File => new File([`photo ${n}`], `${n}.jpg`);
export const badFile = (name: string): File => new File(['bad'], name);

export const contextOf = (n: number) => prepareLooks(model, randomFeatures(n));

const picture = { blob: new Blob(['small']), width: 3, height: 2 };

async function numberOf(file: Blob, name: string): Promise<number> {
  const text = await file.text();
  if (text === 'bad') throw new ManylightError('photo-unreadable', `“${name}” is not a photo.`);
  return Number(text.replace('photo ', ''));
}
export const idOf = (n: number) => n.toString(16).padStart(64, '0') as PhotoId;
const featuresOf = (n: number) => ({ encoderVersion: 'random', values: randomFeatures(n) });

export interface TestSession {
  readonly kernel: Kernel;
  readonly sets: SetCases;
  readonly photos: PhotoCases;
  readonly edits: EditCases;
  readonly copying: CopyCases;
  readonly autosave: Autosave;
  readonly book: EditBook;
  /** What the worker was asked to do, in order: "glance 3.jpg". */
  readonly asked: string[];
  /** Photos whose edits went on to the taste, as moving on asks for it. */
  readonly left: Current[];
  /** Runs before the engine adapts a look: to do something in the middle. */
  beforeAdapting: () => void;
  beforePacking: () => void;
  /** Runs while the taste is told of a photo that is left. */
  recording: () => Promise<void>;
  /** What was asked to be exported; 9.jpg cannot be. */
  readonly packed: PackRequest[];
}

export interface SessionStart {
  readonly person?: LooksPerson;
  /** As after a reload. */
  readonly keepDatabase?: boolean;
}

/** The session without its screen and its worker; the maths of the looks are the real ones, on made-up features. */
export function startSession({ person, keepDatabase = false }: SessionStart = {}): TestSession {
  if (!keepDatabase) globalThis.indexedDB = new IDBFactory();
  const asked: string[] = [];
  const left: Current[] = [];
  let prepared: { readonly id: PhotoId; readonly name: string } | undefined;
  const note = <T>(what: string, name: string, result: T): T => {
    asked.push(`${what} ${name}`);
    return result;
  };
  const session: Pick<TestSession, 'beforeAdapting' | 'beforePacking' | 'recording'> = {
    beforeAdapting: () => undefined,
    beforePacking: () => undefined,
    recording: async () => undefined,
  };
  const packed: PackRequest[] = [];
  const engine: Partial<EngineClient> = {
    async job(signal, work) {
      throwIfAborted(signal);
      const done = await work(1);
      throwIfAborted(signal);
      return done;
    },
    async prepare(_job, source) {
      if (source.kind === 'sample') throw new Error('no sample here');
      const id = idOf(await numberOf(source.file, source.name));
      prepared = { id, name: source.name };
      return note('open', source.name, { ...prepared, width: 3, height: 2 });
    },
    adopt: async () => undefined,
    abort: async () => undefined,
    identify: async (_job, file, name) => note('identify', name, idOf(await numberOf(file, name))),
    async glance(_job, { file, name }) {
      if (file === picture.blob) return note('develop', name, { id: idOf(0), thumbnail: picture });
      return note('glance', name, { id: idOf(await numberOf(file, name)), thumbnail: picture });
    },
    async study(_job, { file, name }) {
      const n = await numberOf(file, name);
      return note('study', name, { id: idOf(n), features: featuresOf(n), thumbnail: picture });
    },
    features: async (_job, id) => featuresOf(Number.parseInt(id, 16)),
    async sharedPlace({ photos, person: of, like }) {
      const contexts = photos.map(({ values }) => prepareLooks(model, values));
      const place = like
        ? placeOfEdit(model, prepareLooks(model, like.features.values), toModelUnits(like.adjustments), of)
        : placeOfTaste(model, contexts, of);
      return { place, style: model.styles[place.style].name };
    },
    async adapt(_job, { place, person: of, features, name }) {
      session.beforeAdapting();
      const y = adaptLook(model, prepareLooks(model, features.values), place, of);
      return note('adapt', name, { words: 'Warmer', adjustments: fromModelUnits(y), thumbnail: picture });
    },
    async pack(_job, request) {
      session.beforePacking();
      packed.push(request);
      return {
        zip: new Blob(['zip']),
        failed: request.photos.flatMap(({ name }) => (name === '9.jpg' ? name : [])),
      };
    },
    thumbnails: async (_photo, list) => list.map(() => picture),
  };
  const kernel = createKernel({
    state: createStore<SessionState>(() => INITIAL_STATE),
    draft: createStore<Adjustments>(() => NEUTRAL),
    engine: engine as EngineClient,
    store: openStore(),
    pictures: createPictures(),
  });
  const memory = {
    load: async () => undefined,
    profile: async () => FIRST_PROFILE.id,
    known: async () => person && { belief: person, edits: 3 },
  } as unknown as TasteMemory;
  const looks = {
    clear: () => kernel.set({ looks: NO_LOOKS, locked: [] }),
    suggestLooks: async () => kernel.set({ looks: { ...NO_LOOKS, phase: 'ready' } }),
    showAsShot: async () => picture.blob,
  } as unknown as LookCases;
  const taste = {
    refreshRecorded: () => undefined,
    async record(current: Current) {
      left.push(current);
      await session.recording();
    },
  } as unknown as TasteCases;
  const screen = { reset: () => undefined, firstFrame: async () => undefined } as unknown as Screen;
  const autosave = createAutosave(kernel);
  const edits = createEditCases(kernel, {
    shown: () => undefined,
    committed(current) {
      autosave.committed(current);
      sets.edited();
    },
    disliked: () => undefined,
    locked: () => undefined,
  });
  const book = createEditBook(kernel, memory);
  const copying = createCopyCases(kernel, edits, looks);
  const entered = () => sets.entered();
  const photos = createPhotoCases(kernel, { edits, looks, taste, memory, screen, autosave, book, entered });
  const sets: SetCases = createSetCases(kernel, { photos, edits, looks, memory, book });
  return Object.assign(session, {
    kernel,
    sets,
    photos,
    edits,
    copying,
    autosave,
    book,
    asked,
    left,
    packed,
  });
}
