import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { INITIAL_STATE } from '../../../src/app/initial-state';
import { createKernel, type Kernel } from '../../../src/app/kernel';
import { atMost } from '../../../src/app/messages';
import type { SessionState } from '../../../src/app/state-types';

function createTalking(): Pick<
  Kernel,
  'say' | 'stay' | 'report' | 'state' | 'holdMessage' | 'dismissMessage'
> {
  const state = createStore<SessionState>(() => INITIAL_STATE);
  return createKernel({ state } as Parameters<typeof createKernel>[0]);
}

afterEach(() => vi.useRealTimers());

describe('messages', () => {
  it('are few: of the older ones what can still be done something about stays', () => {
    const kernel = createTalking();
    const texts = () => kernel.state.getState().messages.map(({ text }) => text);
    kernel.stay('status', 'All have the look.', 'undo-edit-all');
    for (const n of [1, 2, 3, 4, 5]) kernel.say('alert', `Problem ${n}.`);
    expect(texts()).toEqual(['All have the look.', 'Problem 3.', 'Problem 4.', 'Problem 5.']);
  });

  it('on a phone are two: the newest, and what can still be done something about', () => {
    const ids = (...offers: readonly boolean[]) =>
      atMost(
        2,
        offers.map((offers, id) => ({
          id,
          kind: 'status',
          text: `${id}`,
          ...(offers && { offers: 'undo-edit-all' }),
        })),
      ).map(({ id }) => id);
    expect(ids(false, false, false)).toEqual([1, 2]);
    expect(ids(true, false, false)).toEqual([0, 2]);
    expect(ids(true, true, false)).toEqual([1, 2]);
    expect(ids(false)).toEqual([0]);
  });

  it('do not repeat one another', () => {
    const kernel = createTalking();
    for (const text of ['One.', 'Two.', 'One.']) kernel.say('alert', text);
    expect(kernel.state.getState().messages.map(({ text }) => text)).toEqual(['Two.', 'One.']);
  });

  it('that were only news leave by themselves; what went wrong stays', () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const kernel = createTalking();
    kernel.say('status', 'Done.');
    kernel.say('alert', 'Broken.');
    vi.advanceTimersByTime(60_000);
    expect(kernel.state.getState().messages.map(({ text }) => text)).toEqual(['Broken.']);
  });

  it('that are held do not leave, and have their time when they are let go of', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const kernel = createTalking();
    const texts = () => kernel.state.getState().messages.map(({ text }) => text);
    kernel.say('status', 'Done.');
    const [{ id }] = kernel.state.getState().messages;
    vi.advanceTimersByTime(7_000);
    kernel.holdMessage(id, true);
    vi.advanceTimersByTime(60_000);
    expect(texts()).toEqual(['Done.']);
    kernel.holdMessage(id, false);
    vi.advanceTimersByTime(7_000);
    expect(texts()).toEqual(['Done.']);
    vi.advanceTimersByTime(1_000);
    expect(texts()).toEqual([]);
    // What stays until it is dismissed is not made to leave by being pointed at.
    const stays = kernel.stay('status', 'Undo?', 'undo-edit-all');
    for (const on of [true, false]) kernel.holdMessage(stays, on);
    vi.advanceTimersByTime(60_000);
    expect(texts()).toEqual(['Undo?']);
    kernel.dismissMessage(stays);
    kernel.holdMessage(stays, false);
    vi.advanceTimersByTime(60_000);
    expect(texts()).toEqual([]);
  });

  it('say nothing of what was called off', () => {
    const kernel = createTalking();
    expect(kernel.report(new DOMException('', 'AbortError'))).toBeUndefined();
    expect(kernel.state.getState().messages).toEqual([]);
  });
});
