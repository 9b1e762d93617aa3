import { expect, it, vi } from 'vitest';
import { createMind } from '../../../src/app/worker/mind';
import type { HeldPhoto, Stage } from '../../../src/app/worker/stage';
import type { LooksModel } from '../../../src/looks';

const { loadLooksModel, features } = vi.hoisted(() => ({
  loadLooksModel: vi.fn(),
  features: vi.fn(async () => ({ version: 'one', values: new Float32Array(1) })),
}));
vi.mock('../../../src/app/worker/models', () => ({
  loadEncoder: async () => ({ features, dispose: () => undefined }),
  loadLooksModel,
  loadTasteModel: vi.fn(),
}));

it('keeps what it knows of the open photo when looks of the last one come to their end', async () => {
  let arrive = (_model: LooksModel): void => undefined;
  loadLooksModel.mockReturnValue(
    new Promise<LooksModel>((resolve) => {
      arrive = resolve;
    }),
  );
  const stage = { run: (work: (gpu: undefined) => unknown) => work(undefined) } as unknown as Stage;
  const photo = () => ({ use: async () => [{}] }) as unknown as HeldPhoto;
  const mind = createMind('/models/', stage);
  const last = new AbortController();
  const looks = mind.styleLooks(photo(), last.signal);

  await vi.waitFor(() => expect(features).toHaveBeenCalledTimes(1));
  last.abort();
  mind.forgetPhoto();
  const open = photo();
  const { signal } = new AbortController();
  await mind.features(open, signal);
  arrive({ encoderVersion: 'one' } as LooksModel);
  await expect(looks).rejects.toMatchObject({ name: 'AbortError' });
  await mind.features(open, signal);
  expect(features).toHaveBeenCalledTimes(2);
});
