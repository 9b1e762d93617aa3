/**
 * How proposals follow a simulated person whom no model has seen, style by style: the share of looks of their style, and
 * how far the first look is from what they would do, before and after eight edits, and how far they are from it themselves
 * on another day. Prints a table.
 *
 *   npx tsx scripts/follow-taste.ts [STYLE...]
 */
import { loadEncoder, loadLooks, loadTaste } from '../src/cli/models';
import type { EncodedRaster } from '../src/colour';
import { developAll, downscale } from '../src/develop/reference';
import { toModelUnits } from '../src/edit';
import { SEEN_SIDE } from '../src/encoder/features';
import { type ChosenLook, chooseLooks, drawFrom, editLatents, prepareLooks, topStyle } from '../src/looks';
import { type Belief, editPotentials, personBelief, stylePotential, tasteOf } from '../src/taste';
import { STYLE_NAMES } from '../src/training';
import { DEFAULT_SCENE, drawScene } from '../test/support/scene';
import { dayScene, deskOf, heldOutPerson } from '../test/support/simulatedPerson';

const LEARNED = 8;
const JUDGED = 6;
/** Days on which a person edits the judged photos again. */
const OTHER_DAYS = [1, 2, 3, 4, 5, 6];

function rasterOf(i: number): EncodedRaster {
  const [width, height] = [384, 256];
  const rgb = drawScene({ ...DEFAULT_SCENE, ...dayScene(i) }, width, height);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) data.set(rgb.subarray(3 * at, 3 * at + 3), 4 * at);
  return { width, height, space: 'srgb', data };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const looks = await loadLooks();
const taste = await loadTaste(looks);
const encoder = await loadEncoder();

const photos: { raster: EncodedRaster; features: Float32Array; desk: ReturnType<typeof deskOf> }[] = [];
for (let i = 0; i < LEARNED + JUDGED; i++) {
  const raster = rasterOf(i);
  const { values } = await encoder.features(downscale(raster, SEEN_SIDE));
  photos.push({ raster, features: values, desk: deskOf(raster, i) });
}
encoder.dispose();
const judged = photos.slice(LEARNED);

function propose(photo: (typeof photos)[number], seed: number, person?: Belief) {
  const context = prepareLooks(looks, photo.features);
  const small = downscale(photo.raster, 64);
  return chooseLooks(
    { draw: drawFrom(looks, context), develop: async (list) => developAll(small, list) },
    { count: 6, seed, person, yoursFirst: person !== undefined },
  );
}

const before: ChosenLook[][] = [];
for (const [i, photo] of judged.entries()) before.push(await propose(photo, 40 + i));

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : STYLE_NAMES) {
  if (name === 'clear night') continue;
  const person = heldOutPerson(name);
  const kept = photos.slice(0, LEARNED).flatMap(({ features, desk }, when) => {
    const edit = desk.editOf(person);
    if (!edit) return [];
    const y = toModelUnits(edit);
    const latents = editLatents(looks, prepareLooks(looks, features), y);
    return [{ id: String(when), when, potentials: editPotentials(taste, features, y, latents) }];
  });
  const wishes = judged.map(({ desk }) => desk.editOf(person));
  if (kept.length < LEARNED || wishes.includes(undefined)) {
    console.log(`${name.padEnd(18)} not used on such photos`);
    continue;
  }
  const belief = personBelief(tasteOf(taste, kept));
  // The model's style that speaks most for what they would do on the judged photos, which the taste has not seen.
  const truth = topStyle(
    judged
      .map(({ features }, i) => stylePotential(taste, features, toModelUnits(wishes[i]!)))
      .reduce((sum, value) => sum.map((total, k) => total + value[k])),
  )!;
  const after: ChosenLook[][] = [];
  for (const [i, photo] of judged.entries()) after.push(await propose(photo, 40 + i, belief));
  const share = (sets: readonly ChosenLook[][]) =>
    mean(sets.flat().map(({ sample }) => (sample.style === truth ? 1 : 0)));
  const first = (sets: readonly ChosenLook[][]) =>
    mean(sets.map(([look], i) => judged[i].desk.distance(look.sample.adjustments, wishes[i]!)));
  const again = mean(
    OTHER_DAYS.map((day) =>
      mean(judged.map(({ desk }, i) => desk.distance(desk.editOf(person, day)!, wishes[i]!))),
    ),
  );
  const percent = (value: number) => `${Math.round(100 * value)}%`.padStart(4);
  console.log(
    `${name.padEnd(18)} ${looks.styles[truth].name.padEnd(16)} weight ${percent(belief.styles[truth])}` +
      `  share ${percent(share(before))} to ${percent(share(after))}` +
      `  first look ΔE00 ${first(before).toFixed(2)} to ${first(after).toFixed(2)}` +
      ` (${percent(1 - first(after) / first(before))} nearer; themselves again ${again.toFixed(2)})`,
  );
}
