import type { PhotoId } from '../../core';
import type { Adjustments } from '../../edit';
import type { EditState } from '../edit-state';
import { kindOfEdit } from '../edit-state';
import type { PhotoFeatures } from '../engine-types';
import type { Kernel } from '../kernel';
import { NO_SET } from './state';
import type { SetPhoto } from './types';

/** A photo of the set, as its use cases know it. */
export interface Member {
  readonly key: number;
  /** Only a handle: nothing of the file is held. */
  readonly file: File;
  /** Known once the file has been read. */
  id: PhotoId | undefined;
  /** The untouched photo, small; known once it has been decoded. */
  neutral: Blob | undefined;
  /** What the models know of it, once a look for all was asked for; a few KB. */
  features: PhotoFeatures | undefined;
  /** What its edit is, once that is known, and what its thumbnail shows. */
  adjustments: Adjustments | undefined;
  shown: Adjustments | undefined;
}

/** Who is in the set, in step with the state. */
export interface Roster {
  readonly members: readonly Member[];
  /** Ends with the set. */
  readonly signal: AbortSignal;
  /** Several files are a set; fewer are none. */
  start(files: readonly File[]): void;
  show(key: number, change: Partial<SetPhoto>): void;
  /** Which photo a member is; reads its file when nobody has yet. */
  identify(member: Member, signal: AbortSignal): Promise<PhotoId>;
  /** This is a photo's edit now. */
  edited(id: PhotoId, edit: EditState): void;
  dispose(): void;
}

export function createRoster(kernel: Kernel): Roster {
  let members: readonly Member[] = [];
  let ending = new AbortController();

  const set = () => kernel.state.getState().set;

  const release = () => {
    for (const { thumbnail } of set().photos) kernel.pictures.release(thumbnail);
  };

  const show = (key: number, change: Partial<SetPhoto>) => {
    const photo = set().photos.find((one) => one.key === key);
    if (!photo) return;
    if (change.thumbnail && photo.thumbnail) kernel.pictures.release(photo.thumbnail);
    const next = { ...photo, ...change };
    kernel.set({ set: { ...set(), photos: set().photos.map((one) => (one === photo ? next : one)) } });
  };

  return {
    get members() {
      return members;
    },
    get signal() {
      return ending.signal;
    },
    start(files) {
      ending.abort();
      ending = new AbortController();
      release();
      members = (files.length > 1 ? files : []).map((file, key) => ({
        key,
        file,
        id: undefined,
        neutral: undefined,
        features: undefined,
        adjustments: undefined,
        shown: undefined,
      }));
      const photos = members.map(
        ({ key, file }): SetPhoto => ({
          key,
          name: file.name,
          thumbnail: undefined,
          edit: 'unknown',
          problem: '',
        }),
      );
      kernel.set({ set: { ...NO_SET, photos } });
    },
    show,
    async identify(member, signal) {
      const { file } = member;
      member.id ??= await kernel.engine.job(signal, (job) => kernel.engine.identify(job, file, file.name));
      return member.id;
    },
    edited(id, edit) {
      for (const member of members) {
        if (member.id !== id) continue;
        member.adjustments = edit.history.current;
        show(member.key, { edit: kindOfEdit(edit) });
      }
    },
    dispose() {
      ending.abort();
      members = [];
    },
  };
}
