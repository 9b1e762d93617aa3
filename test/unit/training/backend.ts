import { startFitting } from '../../../src/cli/start-fitting';

/** Starts the backend that fitting runs on, for a test file's beforeAll. */
export async function startBackend(): Promise<void> {
  await startFitting(1);
}
