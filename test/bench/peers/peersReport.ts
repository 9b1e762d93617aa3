import type { BenchResult } from '../benchReport';
import { least, markdownTable } from '../report';
import type { Missing, Placed } from './peer';
import { whyNotFaster } from './why';

/** What `npm run bench:peers` found. */
export interface PeersResult {
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly peers: readonly (Placed | Missing)[];
}

export const OURS = 'Manylight';
/** How many times as fast as them Manylight wants to be at developing. */
const TARGETS: Readonly<Record<string, number>> = {
  'darktable-cli': 2,
  'rawtherapee-cli': 2,
  'PixiJS filters': 1,
  glfx: 1,
};

const ORDER = [OURS, 'darktable-cli', 'rawtherapee-cli', 'libvips (sharp)', 'PixiJS filters', 'glfx'];

const seconds = (values: readonly number[] | undefined): string =>
  values ? `${(least(values) / 1000).toFixed(2)} s` : '';

/** The spread of the runs. */
const range = (values: readonly number[]): string =>
  `${(Math.min(...values) / 1000).toFixed(2)} to ${(Math.max(...values) / 1000).toFixed(2)} s`;

const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

/** Whether a difference of two kinds of run is smaller than what runs of one kind differ by. */
const isNoise = ({ develop, around, adjusted }: Placed): boolean =>
  around !== undefined &&
  adjusted !== undefined &&
  least(develop) < Math.max(spread(around), spread(adjusted));

function verdict(peer: Placed): readonly [ratio: string, verdict: string] {
  const target = TARGETS[peer.name];
  if (peer.name === OURS) return ['', ''];
  const ratio = least(peer.develop) / peer.ours;
  const wanted = target === undefined ? '' : `${ratio >= target ? 'met' : 'MISSED'} (${target})`;
  return isNoise(peer) ? [`(${ratio.toFixed(2)})`, 'lost in noise'] : [ratio.toFixed(2), wanted];
}

/** A new run over an older one of the same photo: what was not measured now keeps its figures. */
export function mergePeers(old: Partial<PeersResult>, now: PeersResult): PeersResult {
  const isSame = old.width === now.width && old.height === now.height;
  const kept = isSame ? (old.peers ?? []) : [];
  const names = [...new Set([...now.peers, ...kept].map(({ name }) => name))].sort(
    (a, b) => ORDER.indexOf(a) - ORDER.indexOf(b),
  );
  const find = (list: readonly (Placed | Missing)[], name: string) => list.find((peer) => peer.name === name);
  return { ...now, peers: names.flatMap((name) => find(now.peers, name) ?? find(kept, name) ?? []) };
}

/** The report in Markdown; `bench` is the engine's own, which says where the time goes. */
export function peersReport(result: PeersResult, bench: Partial<BenchResult> = {}): string {
  const measured = result.peers.filter((peer): peer is Placed => 'develop' in peer);
  const missing = result.peers.filter((peer): peer is Missing => 'missing' in peer);
  const lines = [
    '# Beside other developers of photos',
    '',
    'Written by `npm run bench:peers -- --report`; not by hand.',
    '',
    `One JPEG of ${result.width} x ${result.height} pixels, made in code; no GPU for any of them. The quickest run after one`,
    'to warm up counts; what takes over 20 s is run once. Every peer is measured in one run with Manylight.',
    'Developing is from decoded pixels to developed ones, uploading, analysing and reading back included.',
    '“Runs” are of developing, for commands of all that the adjusted command does. Where a difference of two runs is less',
    'than runs of one kind differ by, it is lost in noise.',
    '“Times ours” is their developing over Manylight’s in that run; the target stands in brackets.',
    '',
    markdownTable([
      [
        '',
        'develop',
        'runs',
        'ours then',
        'times ours',
        'target',
        'decode',
        'encode',
        'start, decode, encode',
      ],
      ...measured.map((peer) => [
        peer.name,
        seconds(peer.develop),
        range(peer.adjusted ?? peer.develop),
        seconds([peer.ours]),
        ...verdict(peer),
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
  const ours = measured.find(({ name }) => name === OURS);
  if (ours) lines.push(...whyNotFaster(bench, Math.round((result.width * result.height) / 1e6)));
  lines.push('## What each did', '');
  for (const peer of measured) {
    lines.push(
      `- **${peer.name}** (${peer.version}): ${peer.does}. Lacks: ${peer.lacks}.`,
      `  Developing was found as ${peer.how}. Measured ${peer.measured}: ${peer.machine}.`,
    );
    if (peer.parts) {
      const parts = Object.entries(peer.parts).map(([part, ms]) => `${part} ${(ms / 1000).toFixed(2)} s`);
      lines.push(`  Where its time goes, in one run: ${parts.join(', ')}.`);
    }
  }
  return `${lines.join('\n')}\n`;
}
