import { type Remote, wrap } from 'comlink';
import { letMessagesIn, throwIfAborted } from '../../core';
import { createHand, type Hand } from './hand';

/** A worker, from its start to its end. */
export interface Helper {
  readonly hand: Remote<Hand>;
  /** Calls back, at most once, when the worker fails where no call hears of it: it is not used any more. */
  onFailure(failed: () => void): void;
  end(): void;
}

/** One that works, and what it has been given to keep. */
export interface Seat {
  readonly hand: Remote<Hand> | Hand;
  /** What it holds, by the caller's names. Empty again when another takes a dead one's place. */
  readonly held: Set<string>;
}

export interface Work<T> {
  /** Runs on one seat; on another, from the start, if that worker fails. */
  run(seat: Seat): Promise<T>;
  /** Works of the same home come to the same seat, which then holds what they need. */
  readonly home?: number;
  /** Goes before all that is not urgent. */
  readonly urgent?: boolean;
  readonly signals: readonly ({ readonly aborted: boolean } | undefined)[];
}

export interface Pool {
  /** Rejects with an abort if a signal says so before the work begins, or when the pool is disposed. */
  do<T>(work: Work<T>): Promise<T>;
  /** Everyone that holds something, to tell them that it is no longer needed. */
  seats(): readonly Seat[];
  dispose(): void;
}

/** Works that one worker is sent before it has answered: it has the next when it is done with one. */
const SENT_AHEAD = 2;
/** After so many failures, workers are replaced no more; when none is left, this thread does the rest. */
const MAX_FAILURES = 3;
/** More bring little: the thread that hands out and the memory become the limit. */
const MOST_HELPERS = 6;

/** All cores but the page's; where there are only two, both, as the page rests while a frame is made. */
export function helperCount(cores: number): number {
  return Math.max(Math.min(2, cores), Math.min(MOST_HELPERS, cores - 1));
}

/** Starts a worker beside this one; undefined where that is not possible (some browsers' workers cannot have any). */
export function startHelper(): Helper | undefined {
  if (typeof Worker === 'undefined') return undefined;
  try {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      type: 'module',
      name: 'manylight-fallback',
    });
    return {
      hand: wrap<Hand>(worker),
      onFailure: (failed) => worker.addEventListener('error', () => failed(), { once: true }),
      end: () => worker.terminate(),
    };
  } catch {
    return undefined;
  }
}

interface Waiting {
  readonly work: Work<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

interface Place extends Seat {
  readonly helper: Helper | undefined;
  readonly running: Set<Waiting>;
}

/** @param start tried `count` times; where it gives none at all, this thread works, and pauses between works */
export function createPool(start: () => Helper | undefined, count: number): Pool {
  let places: Place[] = [];
  let queue: Waiting[] = [];
  let failures = 0;
  let isOver = false;
  const disposed = { aborted: false };

  function sit(helper: Helper | undefined): Place {
    const place: Place = {
      hand: helper?.hand ?? createHand(),
      helper,
      held: new Set(),
      running: new Set(),
    };
    helper?.onFailure(() => replace(place));
    return place;
  }

  /** What a dead worker had is done by others, from the start. */
  function replace(dead: Place): void {
    if (isOver || !places.includes(dead)) return;
    dead.helper?.end();
    failures += 1;
    const next = failures < MAX_FAILURES ? start() : undefined;
    places = places.flatMap((place) => (place === dead ? (next ? [sit(next)] : []) : [place]));
    if (places.length === 0) places = [sit(undefined)];
    queue = [...dead.running, ...queue];
    dead.running.clear();
    hand();
  }

  async function begin(place: Place, waiting: Waiting): Promise<void> {
    place.running.add(waiting);
    let settle: () => void;
    try {
      if (!place.helper) await letMessagesIn();
      for (const signal of [...waiting.work.signals, disposed]) throwIfAborted(signal);
      const value = await waiting.work.run(place);
      settle = () => waiting.resolve(value);
    } catch (error) {
      settle = () => waiting.reject(error);
    }
    // Otherwise the place was given up meanwhile, and the work with it.
    if (place.running.delete(waiting)) settle();
    hand();
  }

  /** Gives whoever is free the next that is theirs. */
  function hand(): void {
    for (const [index, place] of places.entries()) {
      const isHis = ({ work: { home } }: Waiting) => home === undefined || home % places.length === index;
      while (place.running.size < (place.helper ? SENT_AHEAD : 1)) {
        const next = queue.findIndex(isHis);
        if (next < 0) break;
        void begin(place, queue.splice(next, 1)[0]);
      }
    }
  }

  for (let i = 0; i < count; i++) {
    const helper = start();
    if (helper) places.push(sit(helper));
  }
  if (places.length === 0) places.push(sit(undefined));

  return {
    do: <T>(work: Work<T>) =>
      new Promise<T>((resolve, reject) => {
        const waiting: Waiting = { work, resolve: (value) => resolve(value as T), reject };
        const at = work.urgent ? queue.findIndex((other) => !other.work.urgent) : -1;
        queue.splice(at < 0 ? queue.length : at, 0, waiting);
        hand();
      }),
    seats: () => places,
    dispose() {
      isOver = true;
      disposed.aborted = true;
      const left = [...queue, ...places.flatMap(({ running }) => [...running])];
      for (const place of places) {
        place.running.clear();
        place.helper?.end();
      }
      places = [sit(undefined)];
      queue = [];
      for (const { reject } of left) {
        try {
          throwIfAborted(disposed);
        } catch (error) {
          reject(error);
        }
      }
    },
  };
}
