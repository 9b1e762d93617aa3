/**
 * npm run bench:peers: develops one 24 megapixel photo, made in code, in Manylight (headless Chromium, WebGPU in
 * software), darktable-cli, rawtherapee-cli, libvips through sharp, PixiJS filters and glfx, as near the same
 * adjustments as each can. What is not installed is skipped, out loud. Decoding and encoding are told apart.
 *
 * npm run bench:peers -- [--runs 3] [--only NAME,NAME] [--megapixels 24] [--report]
 *   --only takes parts of names, and measures those beside Manylight; --report writes
 *   docs/reports/bench-peers.{json,md}, where what did not run keeps its figures
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makePhoto } from '../support/photos';
import type { BenchResult } from './benchReport';
import { sizeOf } from './engine/photo';
import { machineInWords } from './machine';
import { measureInBrowser } from './peers/browserPeers';
import { measureDarktable, measureRawTherapee } from './peers/commands';
import { measureLibvips } from './peers/libvips';
import type { Missing, PeerInput, PeerResult } from './peers/peer';
import { mergePeers, OURS, type PeersResult, peersReport } from './peers/peersReport';
import { least, readReport, writeReport } from './report';
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
const asked = values.only.toLowerCase().split(',');
const isAsked = (name: string): boolean => asked.some((part) => name.toLowerCase().includes(part));

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

  const found: (PeerResult | Missing)[] = [];
  const add = (peers: readonly (PeerResult | Missing)[]): void => {
    for (const peer of peers) {
      found.push(peer);
      console.log('missing' in peer ? `SKIPPED ${peer.name}: ${peer.missing}` : `measured ${peer.name}`);
    }
  };
  const isOursOrAsked = (peer: string) => peer === OURS || isAsked(peer);
  add(await measureInBrowser(browser, url, input, isOursOrAsked));
  if (isAsked('libvips (sharp)')) add([await measureLibvips(input)]);
  if (isAsked('darktable-cli')) add([await measureDarktable(input)]);
  if (isAsked('rawtherapee-cli')) add([await measureRawTherapee(input)]);

  const ours = found.find((peer): peer is PeerResult => peer.name === OURS && 'develop' in peer);
  if (!ours) throw new Error('Manylight itself could not be measured.');
  const when = { measured: new Date().toISOString().slice(0, 10), machine, ours: least(ours.develop) };
  const peers = found.map((peer) => ('missing' in peer ? peer : { ...peer, ...when }));
  const result: PeersResult = { ...size, bytes: buffer.length, peers };
  const bench = await readReport<BenchResult>('bench');
  console.log(`\n${peersReport(result, bench)}`);
  console.log(JSON.stringify(result));
  if (values.report) {
    const merged = mergePeers(await readReport<PeersResult>('bench-peers'), result);
    await writeReport('bench-peers', merged, peersReport(merged, bench));
  }
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
}
