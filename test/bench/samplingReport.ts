import type { SamplingTiming } from './engine/sampling';
import { least, median } from './report';

/** Drawing a set of looks in one dispatch, readback included, in milliseconds by the clock. */
export interface Sampling {
  readonly samples: number;
  readonly repetitions: number;
  readonly median: number;
  readonly quickest: number;
}

/** Issue 4's targets, in milliseconds. */
const TARGETS = { software: 40, hardware: 5 } as const;

export const summariseDraws = ({ samples, draws }: SamplingTiming): Sampling => ({
  samples,
  repetitions: draws.length,
  median: median(draws),
  quickest: least(draws),
});

/** One sentence, with the target for what computed them. */
export function samplingInWords(sampling: Sampling, graphics: keyof typeof TARGETS): string {
  const { samples, repetitions, median, quickest } = sampling;
  const target = TARGETS[graphics];
  return [
    `${samples} looks of the shipped model in one dispatch, readback included, after warm-up: median ${median.toFixed(1)} ms,`,
    `quickest ${quickest.toFixed(1)} ms of ${repetitions} draws (target ${target} ms in ${graphics}: ${median <= target ? 'met' : 'MISSED'}).`,
  ].join(' ');
}
