import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/umd/node-adapter.js';
import { createHand } from '../../src/develop/fallback/hand';

// What src/develop/fallback/worker.ts does in a browser.
if (parentPort) expose(createHand(), nodeEndpoint(parentPort));
