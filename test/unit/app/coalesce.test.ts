import { describe, expect, it } from 'vitest';
import { createCoalescer, type Schedule } from '../../../src/app/coalesce';

/** Frames that the test lets pass by hand. */
function createFrames() {
  let waiting: (() => void)[] = [];
  const schedule: Schedule = (callback) => {
    waiting.push(callback);
    return () => {
      waiting = waiting.filter((other) => other !== callback);
    };
  };
  return {
    schedule,
    pass() {
      for (const callback of waiting.splice(0)) callback();
    },
    get count() {
      return waiting.length;
    },
  };
}

/** Work that the test ends by hand. */
function createWork() {
  const started: { value: number; end: (error?: Error) => void }[] = [];
  let running = 0;
  let mostRunning = 0;
  return {
    started,
    get mostRunning() {
      return mostRunning;
    },
    run: (value: number) =>
      new Promise<void>((resolve, reject) => {
        running += 1;
        mostRunning = Math.max(mostRunning, running);
        started.push({
          value,
          end(error) {
            running -= 1;
            if (error) reject(error);
            else resolve();
          },
        });
      }),
  };
}

const tick = () => new Promise((resolve) => setTimeout(resolve));

describe('createCoalescer', () => {
  it('makes many values of one frame into the newest', () => {
    const frames = createFrames();
    const work = createWork();
    const coalescer = createCoalescer(work.run, frames.schedule);
    for (const value of [1, 2, 3]) coalescer.submit(value);
    expect(frames.count).toBe(1);
    frames.pass();
    expect(work.started.map(({ value }) => value)).toEqual([3]);
  });

  it('has at most one in flight and then goes on with the newest', async () => {
    const frames = createFrames();
    const work = createWork();
    const coalescer = createCoalescer(work.run, frames.schedule);
    coalescer.submit(1);
    frames.pass();
    for (const value of [2, 3, 4]) {
      coalescer.submit(value);
      frames.pass();
    }
    expect(work.started).toHaveLength(1);
    work.started[0].end();
    await tick();
    frames.pass();
    expect(work.started.map(({ value }) => value)).toEqual([1, 4]);
    expect(work.mostRunning).toBe(1);
  });

  it('goes on after work that fails', async () => {
    const frames = createFrames();
    const work = createWork();
    const coalescer = createCoalescer(work.run, frames.schedule);
    coalescer.submit(1);
    frames.pass();
    coalescer.submit(2);
    work.started[0].end(new Error('lost'));
    await tick();
    frames.pass();
    expect(work.started.map(({ value }) => value)).toEqual([1, 2]);
  });

  it('settles only when nothing waits or runs', async () => {
    const frames = createFrames();
    const work = createWork();
    const coalescer = createCoalescer(work.run, frames.schedule);
    await coalescer.settled();
    coalescer.submit(1);
    let settled = false;
    const settling = coalescer.settled().then(() => {
      settled = true;
    });
    await tick();
    expect(settled).toBe(false);
    frames.pass();
    work.started[0].end();
    await settling;
    expect(settled).toBe(true);
  });

  it('does nothing after dispose', () => {
    const frames = createFrames();
    const work = createWork();
    const coalescer = createCoalescer(work.run, frames.schedule);
    coalescer.submit(1);
    coalescer.dispose();
    frames.pass();
    coalescer.submit(2);
    frames.pass();
    expect(work.started).toHaveLength(0);
  });
});
