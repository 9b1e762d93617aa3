/** What a part of a run took. */
export interface StageCost {
  readonly stage: string;
  readonly wallSeconds: number;
  /** Of all threads. */
  readonly processorSeconds: number;
  /** Largest resident memory of the process until the part's end. */
  readonly peakBytes: number;
}

/** Counts time and memory of a run's parts, one after the other. */
export interface StageCounter {
  begin(stage: string): void;
  /** Ends the last part. */
  end(): readonly StageCost[];
}

function inWords({ stage, wallSeconds, processorSeconds, peakBytes }: StageCost): string {
  const peak = (peakBytes / 1e9).toFixed(2);
  return `${stage}: ${wallSeconds.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of processor time, peak memory ${peak} GB`;
}

/** `onEnd` is given each part's cost in words, as it ends. */
export function countStages(onEnd: (line: string) => void): StageCounter {
  const costs: StageCost[] = [];
  let running: { stage: string; wall: number; processor: number } | undefined;
  const now = () => {
    const { user, system } = process.cpuUsage();
    return { wall: performance.now() / 1000, processor: (user + system) / 1e6 };
  };
  const close = (): void => {
    if (!running) return;
    const { wall, processor } = now();
    const cost = {
      stage: running.stage,
      wallSeconds: wall - running.wall,
      processorSeconds: processor - running.processor,
      peakBytes: process.resourceUsage().maxRSS * 1024,
    };
    running = undefined;
    costs.push(cost);
    onEnd(inWords(cost));
  };
  return {
    begin(stage) {
      close();
      running = { stage, ...now() };
    },
    end() {
      close();
      return costs;
    },
  };
}
