import type { ProfileId } from '../core';
import type { ProfileRecord } from '../store';
import type { Kernel } from './kernel';
import type { Session } from './session-types';
import type { TasteMemory } from './taste-memory';

export type ProfileCases = Pick<Session, 'switchProfile' | 'addProfile' | 'renameProfile' | 'removeProfile'>;

/** Longest name of a profile, in characters. */
export const MAX_NAME = 40;

/** A name as it is kept; empty when there is nothing left of it. */
export function tidyName(name: string): string {
  return Array.from(name.replaceAll(/\s+/g, ' ').trim()).slice(0, MAX_NAME).join('');
}

export function newProfileId(): ProfileId {
  return crypto.randomUUID() as ProfileId;
}

/** Several tastes side by side; `changed` is told when another one is in use. */
export function createProfileCases(kernel: Kernel, memory: TasteMemory, changed: () => void): ProfileCases {
  /** Why this name cannot be had, in a sentence. */
  const objection = (name: string, others: readonly ProfileRecord[]): string | undefined => {
    if (name === '') return 'A profile needs a name.';
    const taken = others.some((other) => other.name.toLowerCase() === name.toLowerCase());
    return taken ? `There is a profile named “${name}” already.` : undefined;
  };

  /** Runs with the store and its profiles; what goes wrong becomes a message. */
  const reporting = async (work: (profiles: readonly ProfileRecord[]) => Promise<void>) => {
    try {
      await memory.load();
      await work(await (await kernel.store).profiles.list());
    } catch (error) {
      kernel.report(error);
    }
  };

  return {
    switchProfile: (id) =>
      reporting(async (profiles) => {
        if (!profiles.some((profile) => profile.id === id) || id === (await memory.profile())) return;
        await memory.use(id);
        changed();
      }),
    addProfile: (wished) =>
      reporting(async (profiles) => {
        const name = tidyName(wished);
        const reason = objection(name, profiles);
        if (reason) return kernel.say('alert', reason);
        const added = { id: newProfileId(), name, created: Date.now() };
        // The first one has no row until it has company.
        await (await kernel.store).learn({
          profiles: [...profiles, added],
          observations: [],
          dislikes: [],
        });
        await memory.use(added.id);
        kernel.say('status', `“${name}” starts as a new person’s taste.`);
        changed();
      }),
    renameProfile: (id, wished) =>
      reporting(async (profiles) => {
        const profile = profiles.find((one) => one.id === id);
        const name = tidyName(wished);
        if (!profile || profile.name === name) return;
        const reason = objection(
          name,
          profiles.filter((one) => one.id !== id),
        );
        if (reason) return kernel.say('alert', reason);
        await (await kernel.store).profiles.put({ ...profile, name });
        await memory.refresh();
      }),
    removeProfile: (id) =>
      reporting(async (profiles) => {
        const gone = profiles.find((one) => one.id === id);
        const left = profiles.filter((one) => one.id !== id);
        if (!gone || left.length === 0) return;
        const inUse = id === (await memory.profile());
        await (await kernel.store).profiles.remove(id);
        if (inUse) await memory.use(left[0].id);
        else await memory.refresh();
        kernel.say('status', `“${gone.name}” and what it learned are gone.`);
        if (inUse) changed();
      }),
  };
}
