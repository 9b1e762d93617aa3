import { least, markdownTable } from '../report';
import type { Missing, PeerResult } from './peer';

/** What `npm run bench:peers` found. */
export interface PeersResult {
  readonly measured: string;
  readonly machine: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly repetitions: number;
  readonly peers: readonly (PeerResult | Missing)[];
}

const OURS = 'Manylight';
/** How many times as fast as them Manylight wants to be at developing. */
const TARGETS: Readonly<Record<string, number>> = {
  'darktable-cli': 2,
  'rawtherapee-cli': 2,
  'PixiJS filters': 1,
  glfx: 1,
};

const seconds = (values: readonly number[] | undefined): string =>
  values ? `${(least(values) / 1000).toFixed(2)} s` : '';

/** The spread of the runs. */
const range = (values: readonly number[]): string =>
  `${(Math.min(...values) / 1000).toFixed(2)} to ${(Math.max(...values) / 1000).toFixed(2)} s`;

function verdict(peer: PeerResult, ours: PeerResult | undefined): readonly [ratio: string, verdict: string] {
  const target = TARGETS[peer.name];
  if (!ours || peer === ours) return ['', ''];
  const ratio = least(peer.develop) / least(ours.develop);
  const wanted = target === undefined ? '' : `${ratio >= target ? 'met' : 'MISSED'} (${target})`;
  return [ratio.toFixed(2), wanted];
}

/** The report in Markdown. */
export function peersReport(result: PeersResult): string {
  const measured = result.peers.filter((peer): peer is PeerResult => 'develop' in peer);
  const missing = result.peers.filter((peer): peer is Missing => 'missing' in peer);
  const ours = measured.find(({ name }) => name === OURS);
  const lines = [
    '# Beside other developers of photos',
    '',
    'Written by `npm run bench:peers -- --report`; not by hand.',
    '',
    `Measured ${result.measured}: ${result.machine}; no GPU for any of them.`,
    `One JPEG of ${result.width} x ${result.height} pixels, made in code. The quickest of ${result.repetitions} runs after one`,
    'to warm up; what takes over 20 s is run once.',
    'Developing is from decoded pixels to developed ones, uploading, analysing and reading back included.',
    '“Times ours” is their developing over Manylight’s; the target stands in brackets.',
    '',
    markdownTable([
      ['', 'develop', 'runs', 'times ours', 'target', 'decode', 'encode', 'start, decode, encode'],
      ...measured.map((peer) => [
        peer.name,
        seconds(peer.develop),
        range(peer.develop),
        ...verdict(peer, ours),
        seconds(peer.decode),
        seconds(peer.encode),
        seconds(peer.around),
      ]),
    ]),
    '',
  ];
  if (missing.length > 0) {
    lines.push(...missing.map((peer) => `- NOT MEASURED: ${peer.name}, ${peer.missing}`), '');
  }
  lines.push('## What each did', '');
  for (const peer of measured) {
    lines.push(
      `- **${peer.name}** (${peer.version}): ${peer.does}. Lacks: ${peer.lacks}.`,
      `  Developing was found as ${peer.how}.`,
    );
    if (peer.parts) {
      const parts = Object.entries(peer.parts).map(([part, ms]) => `${part} ${(ms / 1000).toFixed(2)} s`);
      lines.push(`  Where its time goes, in one run: ${parts.join(', ')}.`);
    }
  }
  return `${lines.join('\n')}\n`;
}
