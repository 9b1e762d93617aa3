import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createEditCases, type EditCases } from '../../../src/app/edit-cases';
import { AS_SHOT, createEditState, withDisliked } from '../../../src/app/edit-state';
import type { EngineClient } from '../../../src/app/engine-client';
import type { EncodedPicture, FoundLook, LooksRequest } from '../../../src/app/engine-types';
import { INITIAL_STATE } from '../../../src/app/initial-state';
import { createKernel, type Kernel } from '../../../src/app/kernel';
import { createLookCases, type LookCases } from '../../../src/app/look-cases';
import type { KnownTaste } from '../../../src/app/look-order';
import { createPictures } from '../../../src/app/pictures';
import type { SessionState } from '../../../src/app/state-types';
import type { PhotoId } from '../../../src/core';
import { type Adjustments, NEUTRAL, patchAdjustments } from '../../../src/edit';
import { noHabits } from '../../../src/taste';
import { moveSlider } from '../../support/moveSlider';

const picture: EncodedPicture = { blob: new Blob(['x']), width: 3, height: 2 };
const proposals = [
  { temp: 40, exposure: 0.5 },
  { temp: -20, exposure: -0.3 },
];

/** The worker's place, taken by two fixed proposals, so that what the page asks for and keeps can be seen. */
function engineThatRemembers(asked: LooksRequest[]): EngineClient {
  const engine: Partial<EngineClient> = {
    job: async (signal, work) => {
      const result = await work(1);
      signal?.throwIfAborted();
      return result;
    },
    features: async () => ({ encoderVersion: '1', values: new Float32Array(1) }),
    async looks(_job, _photo, request) {
      asked.push(request);
      const looks = proposals.map(
        (patch, style): FoundLook => ({
          words: `Look ${style} of round ${asked.length}`,
          style,
          adjustments: patchAdjustments(
            patchAdjustments(NEUTRAL, { ...patch, tint: asked.length }),
            request.locked,
          ),
          thumbnail: picture,
        }),
      );
      return { looks, densities: {} };
    },
    thumbnails: async (_photo, list) => list.map(() => picture),
  };
  return engine as EngineClient;
}

const belief = {
  styles: Float64Array.of(0.9, 0.1),
  shift: new Float64Array(2),
  scale: new Float64Array(2).fill(1),
  habits: noHabits(),
  own: 0.9,
};

describe('looks with locks', () => {
  let kernel: Kernel;
  let edits: EditCases;
  let looks: LookCases;
  let asked: LooksRequest[];
  let known: KnownTaste | undefined;
  let replaced: Promise<void>;
  const state = () => kernel.state.getState();
  const settled = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
    expect(state().looks.phase).toBe('ready');
  };
  const items = () => state().looks.items;

  beforeEach(async () => {
    asked = [];
    known = undefined;
    kernel = createKernel({
      state: createStore<SessionState>(() => INITIAL_STATE),
      draft: createStore<Adjustments>(() => NEUTRAL),
      engine: engineThatRemembers(asked),
      store: new Promise(() => undefined),
      pictures: createPictures(),
    });
    looks = createLookCases(kernel, { known: async () => known }, () => edits.publish());
    edits = createEditCases(kernel, {
      shown: () => undefined,
      committed: () => looks.reconsider(),
      disliked: () => {
        looks.markDislikes();
        replaced = looks.replaceDisliked();
      },
      locked: () => looks.reconsider(),
    });
    kernel.current = {
      photo: { id: 'abcdef0123' as PhotoId, name: 'a.jpg', width: 3, height: 2 },
      closing: new AbortController(),
      edit: createEditState(NEUTRAL),
      gesture: undefined,
      touched: false,
      erased: false,
      features: undefined,
    };
    edits.publish();
    await looks.suggestLooks();
  });

  it('a lock proposes the rest anew with the value as it stands, and letting go once more', async () => {
    moveSlider(edits, 'exposure', 0.8);
    expect(asked).toHaveLength(1);
    edits.setLock('exposure', true);
    await settled();
    expect(asked.at(-1)).toMatchObject({ locked: { exposure: 0.8 }, count: 6, seed: asked[0].seed });
    expect(items().every(({ adjustments }) => adjustments.exposure === 0.8)).toBe(true);
    edits.setLock('exposure', true);
    moveSlider(edits, 'temp', 3);
    await settled();
    expect(asked).toHaveLength(2);
    moveSlider(edits, 'exposure', 1);
    await settled();
    expect(asked.at(-1)?.locked).toEqual({ exposure: 1 });
    edits.setLock('exposure', false);
    await settled();
    expect(asked).toHaveLength(4);
    expect(asked.at(-1)?.locked).toEqual({});
  });

  it('other looks leave the untouched photo shown, and a look that is gone is shown no more', async () => {
    moveSlider(edits, 'contrast', 20);
    edits.previewLook(AS_SHOT);
    await looks.moreLooks();
    expect(state().looks.previewed).toBe(AS_SHOT);
    expect(kernel.draft.getState()).toEqual(NEUTRAL);
    edits.previewLook(items()[0].id);
    await looks.moreLooks();
    expect(state().looks.previewed).toBeNull();
    expect(kernel.draft.getState()).toEqual(kernel.current!.edit.history.current);
  });

  it('the newest of several quick locks wins', async () => {
    edits.setLock('saturation', true);
    edits.setLock('temp', true);
    await settled();
    expect(state().locked).toEqual(['temp', 'saturation']);
    expect(items().every(({ adjustments }) => adjustments.temp === 0)).toBe(true);
    expect(asked.at(-1)?.locked).toEqual({ temp: 0, saturation: 0 });
  });

  it('the taken look stays in the strip with what is locked, marked as taken', async () => {
    edits.takeLook(items()[0].id);
    moveSlider(edits, 'exposure', 2);
    edits.setLock('exposure', true);
    await settled();
    const taken = items().filter(({ id }) => id === state().looks.taken);
    expect(taken).toHaveLength(1);
    expect(taken[0].adjustments).toMatchObject({ temp: 40, tint: 1, exposure: 2 });
    expect(items().at(-1)).toBe(taken[0]);
  });

  it('more like this shows that look first and asks for its variations; more looks ends it', async () => {
    const [, wanted] = items();
    await looks.moreLikeThis();
    expect(asked).toHaveLength(1);
    edits.takeLook(items()[0].id);
    await looks.moreLikeThis(wanted.id);
    expect(asked.at(-1)).toMatchObject({
      count: 5,
      like: { words: wanted.words, adjustments: wanted.adjustments },
    });
    expect(items()[0]).toMatchObject({ id: wanted.id, words: wanted.words });
    expect(items().at(-1)?.id).toBe(state().looks.taken);
    edits.setLock('contrast', true);
    await settled();
    expect(asked.at(-1)?.like).toBeDefined();
    await looks.moreLikeThis();
    expect(items()[0].id).toBe(state().looks.taken);
    await looks.moreLooks();
    expect(asked.at(-1)).toMatchObject({ count: 6, like: undefined, locked: { contrast: 0 } });
    expect(new Set(asked.map(({ seed }) => seed)).size).toBe(4);
  });

  it('a look that is not for the person leaves, and one like none of the others takes its place', async () => {
    const [gone, other] = items();
    edits.dislike(gone);
    expect(items().map(({ isLeaving }) => isLeaving ?? false)).toEqual([true, false]);
    await replaced;
    expect(asked.at(-1)).toMatchObject({ count: 1, avoid: [gone.adjustments, other.adjustments] });
    const [next] = items();
    expect(next.id).not.toBe(gone.id);
    expect(items()[1]).toEqual(other);
    // Undo brings it back to its place, redo takes it away again.
    edits.undo();
    expect(items().map(({ id }) => id)).toEqual([gone.id, other.id]);
    edits.redo();
    await replaced;
    expect(items().map(({ id }) => id)).not.toContain(gone.id);
    // The next strip does without it too.
    await looks.moreLooks();
    expect(asked.at(-1)).toMatchObject({ count: 6, avoid: [gone.adjustments] });
  });

  it('a look that is turned down while the strip is being found leaves it once it is there', async () => {
    const found = looks.suggestLooks();
    const coming = patchAdjustments(NEUTRAL, { ...proposals[0], tint: 2 });
    edits.dislike({ words: 'Warmer', adjustments: coming });
    await found;
    await settled();
    expect(asked.at(-1)).toMatchObject({ count: 1, avoid: [coming, items()[1].adjustments] });
    expect(items().map(({ adjustments }) => adjustments)).not.toContainEqual(coming);
  });

  it('a look that is taken while another is being found for its place stays', async () => {
    const [gone, other] = items();
    edits.dislike(gone);
    edits.takeLook(gone.id);
    await replaced;
    await settled();
    expect(items().map(({ id, isLeaving }) => [id, isLeaving ?? false])).toEqual([
      [gone.id, false],
      [other.id, false],
    ]);
    expect(state().looks.taken).toBe(gone.id);
  });

  it('undone while another is being found, the look stays where it is', async () => {
    const before = items();
    edits.dislike(before[1]);
    edits.undo();
    await replaced;
    await settled();
    expect(items().map(({ id, isLeaving }) => [id, isLeaving ?? false])).toEqual(
      before.map(({ id }) => [id, false]),
    );
  });

  it('a look that is for the person again leaves the one that was taken in its place', async () => {
    const [gone, other] = items();
    edits.dislike(gone);
    await replaced;
    const [standIn] = items();
    edits.takeLook(standIn.id);
    // As forgetting the photo does it: no undo, which would take the look back first.
    kernel.current!.edit = withDisliked(kernel.current!.edit, []);
    edits.publish();
    looks.markDislikes();
    expect(items().map(({ id }) => id)).toEqual([standIn.id, other.id, gone.id]);
  });

  it('the pictures of looks that make way are let go of, and no others', async () => {
    const before = items().map(({ thumbnail }) => thumbnail);
    const release = vi.spyOn(kernel.pictures, 'release');
    await looks.moreLooks();
    expect(release.mock.calls).toEqual(before.map((picture) => [picture]));
  });

  it('the last look from outside the person’s style makes way for another from outside', async () => {
    known = { belief, edits: 3 };
    await looks.suggestLooks();
    expect(asked.at(-1)).toMatchObject({ yoursFirst: true, person: belief });
    expect(items().map(({ isYours }) => isYours)).toEqual([true, false]);
    edits.dislike(items()[1]);
    await replaced;
    expect(asked.at(-1)).toMatchObject({ only: 'others', person: belief });
    edits.dislike(items()[0]);
    await replaced;
    expect(asked.at(-1)?.only).toBe('yours');
  });

  it('nothing is the person’s own before there are three edits', async () => {
    known = { belief, edits: 2 };
    await looks.suggestLooks();
    expect(asked.at(-1)?.yoursFirst).toBe(false);
    expect(items().some(({ isYours }) => isYours)).toBe(false);
  });

  it('another photo begins without locks', () => {
    edits.setLock('contrast', true);
    looks.clear();
    expect(state().locked).toEqual([]);
  });
});
