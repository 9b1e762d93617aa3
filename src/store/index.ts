import { createDatabase } from './database';
import { createStore, type Store } from './store';

export type { Keeping } from './keeping';
export { askToStay } from './persistence';
export {
  type DislikeRecord,
  type EditRecord,
  FIRST_PROFILE,
  type ObservationRecord,
  type PhotoRecord,
  type ProfileRecord,
  type SettingKey,
  type Settings,
} from './records';
export type { PhotoTable, ProfileTable, Store } from './store';

/** Opens what this device keeps. Never rejects: without storage everything is held in memory, and `keeps` says why. */
export async function openStore(): Promise<Store> {
  const database = createDatabase();
  try {
    await database.get('settings', 'openPhoto');
    return createStore(database);
  } catch (problem) {
    return createStore(database, problem);
  }
}
