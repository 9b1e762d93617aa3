import type { Page } from '@playwright/test';
import { loadEncoder, loadLooks, loadTaste } from '../../src/cli/models';
import { downscale } from '../../src/develop/reference';
import { ADJUSTMENTS, type Adjustments, toModelUnits } from '../../src/edit';
import { SEEN_SIDE } from '../../src/encoder/features';
import { topStyle } from '../../src/looks';
import { stylePotential } from '../../src/taste';
import { patient } from '../browser';
import { dayPhoto, deskOf, heldOutPerson } from '../support/simulatedPerson';
import {
  button,
  looks,
  messages,
  openPhoto,
  openWithLooks,
  rasterOf,
  settingsOfLooks,
  setValue,
} from './app';
import { expect, test } from './fixture';

const LEARNED = 8;
const JUDGED = [8, 9];

/** Types a whole edit into the sliders, and tells the taste. */
async function keep(page: Page, adjustments: Adjustments): Promise<void> {
  for (const { id, label } of ADJUSTMENTS) {
    if (adjustments[id] !== 0) await setValue(page, label, adjustments[id]);
  }
  await button(page, 'Done').click();
  await expect(button(page, 'Done')).toBeDisabled();
}

/** The photos that proposals are judged on: what the person would do, and which of the models' styles a look is of. */
async function judge(style: string) {
  const model = await loadTaste(await loadLooks());
  const encoder = await loadEncoder();
  const person = heldOutPerson(style);
  const judged = [];
  for (const i of JUDGED) {
    const photo = await dayPhoto(i);
    const raster = await rasterOf(photo.buffer);
    const { values } = await encoder.features(downscale(raster, SEEN_SIDE));
    const desk = deskOf(raster, i);
    const said = (adjustments: Adjustments) => stylePotential(model, values, toModelUnits(adjustments));
    judged.push({ photo, desk, said, wish: desk.editOf(person)! });
  }
  encoder.dispose();
  const sum = judged.map(({ said, wish }) => said(wish)).reduce((all, one) => all.map((v, k) => v + one[k]));
  const own = topStyle(sum);
  return judged.map(({ photo, desk, said, wish }) => ({
    photo,
    isOfStyle: (adjustments: Adjustments) => topStyle(said(adjustments)) === own,
    distance: (adjustments: Adjustments) => desk.distance(adjustments, wish),
  }));
}

/**
 * Issue 5, must show 3. Simulated styles differ in how well the shipped models know them: scripts/follow-taste.ts prints
 * all of them, and the README says what is missed.
 */
test('proposals follow a simulated person whom no model has seen, and forget them', async ({ page }) => {
  test.setTimeout(patient(900_000));
  const person = heldOutPerson('near-monochrome');
  const judged = await judge('near-monochrome');
  const look = async () => {
    const sets: Adjustments[][] = [];
    for (const { photo } of judged) {
      await openWithLooks(page, photo);
      sets.push(await settingsOfLooks(page));
    }
    const of = sets.flatMap((set, i) => set.map((adjustments) => judged[i].isOfStyle(adjustments)));
    const first = sets.map(([adjustments], i) => judged[i].distance(adjustments));
    return {
      sets,
      share: of.filter(Boolean).length / of.length,
      distance: first.reduce((sum, value) => sum + value, 0) / first.length,
    };
  };
  await page.goto('/');
  const before = await look();
  for (let i = 0; i < LEARNED; i++) {
    const photo = await dayPhoto(i);
    await openPhoto(page, photo);
    await keep(page, deskOf(await rasterOf(photo.buffer), i).editOf(person)!);
  }
  const after = await look();
  await expect(looks(page).first()).toContainText('Yours');
  console.log(
    `share of their style ${before.share.toFixed(2)} to ${after.share.toFixed(2)}; ` +
      `first look ΔE00 ${before.distance.toFixed(2)} to ${after.distance.toFixed(2)}`,
  );
  expect(after.share).toBeGreaterThanOrEqual(2 * before.share);
  expect(after.share).toBeGreaterThan(0.3);
  expect(after.distance).toBeLessThanOrEqual(0.7 * before.distance);

  await button(page, 'Your taste').click();
  await expect(page.getByText(/You use .+ than usual\./)).toBeVisible();
  await page.getByRole('button', { name: 'Forget everything' }).click();
  await page.getByRole('button', { name: 'Erase it all' }).click();
  await expect.poll(() => messages(page)).toContain('erased');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  expect((await look()).sets).toEqual(before.sets);
});
