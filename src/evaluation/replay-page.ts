import { type Section, shown, tableOf } from './page';
import type { Replay } from './replay';

function tableRows({ rows }: Replay): { head: string[]; body: string[][] } {
  return {
    head: [
      '',
      'log-likelihood',
      'gain',
      ...rows[0].stages.map(({ from }, i, all) => `edits ${from} to ${all[i + 1]?.from ?? 'the end'}`),
    ],
    body: rows.map(({ name, logLikelihood, gain, stages }) => [
      name,
      shown(logLikelihood, 2),
      shown(gain, 2),
      ...stages.map((stage) => stage.gain.toFixed(2)),
    ]),
  };
}

export function replayPage(replay: Replay): Section {
  const { head, body } = tableRows(replay);
  return {
    title: 'A real photographer, replayed',
    html: `<p>${replay.edits} real Lightroom edits of one person in order, without their photos: every photo is taken to be the
average one of the fit. Log-likelihood of each edit given all before it, nats; intervals over runs of 50 edits. Temp and
Tint are distances from the person's median, Temp in mired, as a raw photo's are places and not moves.</p>
${tableOf(head, body)}`,
  };
}

export function replayText(replay: Replay): string {
  const { head, body } = tableRows(replay);
  return [
    `${replay.edits} edits of one real person`,
    ...[head, ...body].map(
      ([name, ...cells]) => `  ${name.padEnd(24)}${cells.map((cell) => cell.padStart(24)).join('')}`,
    ),
  ].join('\n');
}
