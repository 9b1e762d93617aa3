/**
 * npm run bench:peers: develops one 24 megapixel photo, made in code, in Manylight (headless Chromium, WebGPU in
 * software), darktable-cli, rawtherapee-cli, libvips through sharp, PixiJS filters and glfx, as near the same
 * adjustments as each can. What is not installed is skipped, out loud. Decoding and encoding are told apart.
 *
 * npm run bench:peers -- [--runs 3] [--only NAME] [--megapixels 24] [--report]
 *   --only takes a part of a name; --report writes docs/reports/bench-peers.{json,md}
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makePhoto } from '../support/photos';
import { sizeOf } from './engine/photo';
import { machineInWords } from './machine';
import { measureInBrowser } from './peers/browserPeers';
import { measureDarktable, measureRawTherapee } from './peers/commands';
import { measureLibvips } from './peers/libvips';
import type { Missing, PeerInput, PeerResult } from './peers/peer';
import { type PeersResult, peersReport } from './peers/peersReport';
import { writeReport } from './report';
import { launchChromium, serveSources } from './sources';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    megapixels: { type: 'string', default: '24' },
    only: { type: 'string', default: '' },
    report: { type: 'boolean', default: false },
  },
});

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}

const repetitions = Number(values.runs);
if (!Number.isInteger(repetitions) || repetitions < 1) {
  refuse(`--runs must be a whole number of at least 1, not "${values.runs}".`);
}
const megapixels = Number(values.megapixels);
if (!(megapixels >= 0.1 && megapixels <= 60)) {
  refuse(`--megapixels must be from 0.1 to 60, not "${values.megapixels}".`);
}
const isAsked = (name: string): boolean => name.toLowerCase().includes(values.only.toLowerCase());

const folder = await mkdtemp(join(tmpdir(), 'manylight-peers-'));
const browser = await launchChromium();
const { url, server } = await serveSources();
try {
  const size = sizeOf(megapixels);
  const { name, buffer } = await makePhoto('photo.jpg', { seed: 40 }, size);
  const path = join(folder, name);
  await writeFile(path, buffer);
  const input: PeerInput = { path, bytes: buffer, ...size, folder, repetitions };
  const machine = machineInWords(browser.version());

  const peers: (PeerResult | Missing)[] = [];
  const add = (found: readonly (PeerResult | Missing)[]): void => {
    for (const peer of found) {
      peers.push(peer);
      if ('missing' in peer) console.log(`SKIPPED ${peer.name}: ${peer.missing}`);
    }
  };
  if (['Manylight', 'PixiJS filters', 'glfx', 'browser'].some(isAsked)) {
    add(await measureInBrowser(browser, url, input));
  }
  if (isAsked('libvips')) add([await measureLibvips(input)]);
  if (isAsked('darktable')) add([await measureDarktable(input)]);
  if (isAsked('rawtherapee')) add([await measureRawTherapee(input)]);

  const measured = new Date().toISOString().slice(0, 10);
  const result: PeersResult = { measured, machine, ...size, bytes: buffer.length, repetitions, peers };
  const text = peersReport(result);
  console.log(`\n${text}`);
  console.log(JSON.stringify(result));
  if (values.report) await writeReport('bench-peers', result, text);
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
}
