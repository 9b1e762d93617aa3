import { ManylightError, type ProfileId } from '../core';
import type { Kernel } from './kernel';
import { newProfileId, tidyName } from './profile-cases';
import type { Session } from './session-types';
import { newestOf } from './taste-file';
import type { TasteMemory } from './taste-memory';

export type TasteFileCases = Pick<Session, 'exportTaste' | 'importTaste'>;

/** A hundred thousand edits are smaller. */
const MAX_BYTES = 750e6;

const countWords = (count: number, one: string, many: string) =>
  count === 1 ? `one ${one}` : `${count} ${many}`;

/** The taste as one file, out and in; `changed` is told when the profile in use knows more, or is another. */
export function createTasteFileCases(
  kernel: Kernel,
  memory: TasteMemory,
  changed: () => void,
): TasteFileCases {
  async function read(file: File) {
    if (file.size > MAX_BYTES) {
      throw new ManylightError(
        'data-invalid',
        `“${file.name}” was not imported: it is too large for a taste.`,
      );
    }
    return kernel.engine.readTaste(file, file.name);
  }

  return {
    async exportTaste() {
      try {
        const store = await kernel.store;
        const profile = await memory.profile();
        const name = (await store.profiles.list()).find(({ id }) => id === profile)?.name ?? '';
        const taste = {
          name,
          observations: await store.observations.list(profile),
          dislikes: await store.dislikes.list(profile),
        };
        const blob = await kernel.engine.writeTaste(taste);
        const safe = name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '') || 'taste';
        return { blob, name: `${safe}.manylight-taste.json` };
      } catch (error) {
        kernel.report(error);
        return undefined;
      }
    },
    async importTaste(file) {
      try {
        const { erasures } = kernel;
        const taste = await read(file);
        await memory.load();
        const store = await kernel.store;
        const name = tidyName(taste.name) || 'Imported';
        const profiles = await store.profiles.list();
        const known = profiles.find((one) => one.name.toLowerCase() === name.toLowerCase());
        const profile: ProfileId = known?.id ?? newProfileId();
        const observations = newestOf(taste.observations, await store.observations.list(profile));
        const dislikes = newestOf(taste.dislikes, await store.dislikes.list(profile));
        if (erasures !== kernel.erasures) return;
        await store.learn({
          profiles: known ? [] : [...profiles, { id: profile, name, created: Date.now() }],
          // Without a potential: it is computed with those of an older model.
          observations: observations.map((row) => ({
            ...row,
            profile,
            potential: new Float64Array(),
            tasteVersion: '',
          })),
          dislikes: dislikes.map((row) => ({ ...row, profile })),
        });
        await memory.use(profile);
        const edits = countWords(observations.length, 'edit', 'edits');
        const also =
          dislikes.length > 0
            ? ` and ${countWords(dislikes.length, 'photo', 'photos')} with looks that are not for you`
            : '';
        const there = taste.observations.length - observations.length;
        const rest = there > 0 ? `; ${countWords(there, 'was', 'were')} there already` : '';
        kernel.say('status', `“${name}” has learned from ${edits}${also} of “${file.name}”${rest}.`);
        changed();
      } catch (error) {
        kernel.report(error);
      }
    },
  };
}
