import type { PhotoId, ProfileId } from '../core';
import type { Adjustments, StoredEdit } from '../edit';

/** A photo of the library, without its file, so that listing many is light. Times are milliseconds since 1970. */
export interface PhotoRecord {
  readonly id: PhotoId;
  readonly name: string;
  readonly added: number;
  readonly opened: number;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** A small JPEG of the photo as it was last developed. */
  readonly thumbnail?: Blob;
}

/** The edit a person settled on for a photo: one photo, one current edit. */
export interface EditRecord {
  readonly photo: PhotoId;
  readonly edit: StoredEdit;
  readonly changed: number;
  /** The look that the edit stands on, if any, and how much of it; `given` with a whole set's, not chosen for it alone. */
  readonly look?: {
    readonly words: string;
    readonly adjustments: Adjustments;
    readonly amount: number;
    readonly given?: boolean;
  };
}

/** One of the tastes kept here, with a history of its own: work and family, say. */
export interface ProfileRecord {
  readonly id: ProfileId;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** What one photo's edit said of a profile's taste: all that is needed to take it back exactly. */
export interface ObservationRecord {
  readonly profile: ProfileId;
  readonly photo: PhotoId;
  readonly name: string;
  readonly when: number;
  readonly edit: StoredEdit;
  /** x of the photo, and the encoder version that it came from. */
  readonly features: Float32Array;
  readonly encoderVersion: string;
  /** What the edit says, packed by the taste, and the version of its model; computed again when that changes. */
  readonly potential: Float64Array;
  readonly tasteVersion: string;
  /** Words of the look it began from, if any. */
  readonly look?: string;
  /** It is that look as it was shown, or mostly so: which sliders it moves is not the person's doing. */
  readonly asShown?: true;
  readonly thumbnail?: Blob;
  /** The file that it was imported from, with its settings, where it was not made here. */
  readonly source?: string;
}

/** Looks of one photo that are not for this profile: what they say is computed from them whenever it is needed. */
export interface DislikeRecord {
  readonly profile: ProfileId;
  readonly photo: PhotoId;
  readonly name: string;
  /** The last of them. */
  readonly when: number;
  readonly looks: readonly StoredEdit[];
  /** x of the photo, and the encoder version that it came from. */
  readonly features: Float32Array;
  readonly encoderVersion: string;
}

/** What the app remembers of itself. */
export interface Settings {
  readonly openPhoto: PhotoId;
  /** How many photos the set has that it is of; gone when there is none. */
  readonly openSet: number;
  /** The profile that learns and proposes. */
  readonly profile: ProfileId;
  /** The folder whose history is being imported; gone once that is finished. */
  readonly historyImport: string;
  /** Keys without Ctrl do nothing; gone while they work, as at first. */
  readonly singleKeys: 'off';
}

export type SettingKey = keyof Settings;

/**
 * Every table of the database, by name; keys are the photo's id, the setting's name, the profile's id or, for what a
 * profile keeps of a photo, both (`keyOf`).
 */
export interface Tables {
  readonly photos: PhotoRecord;
  readonly files: Blob;
  readonly edits: EditRecord;
  readonly observations: ObservationRecord;
  readonly profiles: ProfileRecord;
  readonly dislikes: DislikeRecord;
  readonly settings: Settings[SettingKey];
}

export type TableName = keyof Tables;

export const TABLES = [
  'photos',
  'files',
  'edits',
  'observations',
  'profiles',
  'dislikes',
  'settings',
] as const satisfies readonly TableName[];

/** One row written, or taken away when there is no value. */
export type Change = {
  [Name in TableName]: { readonly table: Name; readonly key: string; readonly value?: Tables[Name] };
}[TableName];

/** The profile that everybody starts with; it has a row of its own only once it is named or has company. */
export const FIRST_PROFILE: ProfileRecord = { id: 'first' as ProfileId, name: 'My taste', created: 0 };

/** All keys of a profile's rows begin with this, and no other profile's do. */
export function keysOf(profile: ProfileId): string {
  return `${profile}/`;
}

export function keyOf({ profile, photo }: { readonly profile: ProfileId; readonly photo: PhotoId }): string {
  return keysOf(profile) + photo;
}
