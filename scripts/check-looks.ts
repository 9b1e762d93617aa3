/**
 * Whether any look that Manylight proposes for these photos is broken: each photo and its six looks as a contact sheet to
 * be looked at, and beside it what can be measured (share of pixels blown and crushed, cast of what was grey, strongest
 * colours, what is left of the lights), and whether the words are true. What stands out is marked; the verdict is the
 * eye's.
 *
 *   npx tsx scripts/check-looks.ts PHOTO... [--out DIR] [--json FILE] [--seed N]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { readArguments, runCommand, usage, wholeNumber } from '../src/cli/command';
import { writeContactSheet } from '../src/cli/contact-sheet';
import { readPhoto } from '../src/cli/image-io';
import { createProposer } from '../src/cli/proposer';
import { rasterToLab } from '../src/colour';
import { analysePhoto, developReference, downscale } from '../src/develop/reference';
import { ADJUSTMENTS, type Adjustments, NEUTRAL } from '../src/edit';
import { isWashedOut, keptLights } from '../src/looks/lights';
import { healthOf, type LookHealth, lookHealth } from './check-looks/measures';
import { type StripWords, stripWords } from './check-looks/words';

const USAGE = 'npx tsx scripts/check-looks.ts PHOTO... [--out DIR] [--json FILE] [--seed N]';
const LOOKS = 6;
const CELL = 320;
const COLUMNS = 4;
/** The size at which looks are chosen and named. */
const COMPARED_SIDE = 64;

const percent = (share: number) => `${(100 * share).toFixed(1)}%`.padStart(6);

function line(
  name: string,
  health: Pick<LookHealth, 'white' | 'black' | 'bright' | 'median' | 'chroma'>,
): string {
  const { white, black, bright, median, chroma } = health;
  return `  ${name.padEnd(44)} white ${percent(white)} black ${percent(black)} L*>95 ${percent(bright)} L* ${median.toFixed(0).padStart(3)} chroma ${chroma.toFixed(0).padStart(3)}`;
}

/** The sliders that a look moves. */
function moved(adjustments: Adjustments): string {
  return ADJUSTMENTS.filter(({ id }) => adjustments[id] !== 0)
    .map(({ id }) => `${id} ${adjustments[id]}`)
    .join(' ');
}

async function check(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(
    { out: { type: 'string' }, json: { type: 'string' }, seed: { type: 'string' } },
    args,
  );
  if (positionals.length === 0) throw usage(`Which photos? ${USAGE}`);
  const seed = wholeNumber(values.seed, 'seed', 1);
  if (values.out !== undefined) await mkdir(values.out, { recursive: true });
  const proposer = await createProposer([]);
  const results = [];
  const strips: StripWords[] = [];
  try {
    for (const path of positionals) {
      const photo = downscale(await readPhoto(path), 1100);
      const { before, looks } = await proposer.propose(photo, { count: LOOKS, seed });
      const small = downscale(photo, COMPARED_SIDE);
      const analysis = analysePhoto(small);
      const labOf = (adjustments: Adjustments) => rasterToLab(developReference(small, analysis, adjustments));
      const unedited = labOf(NEUTRAL);
      const judged = looks.map((look) => {
        const lab = labOf(look.adjustments);
        return {
          ...look,
          lab,
          washedOut: isWashedOut(unedited, lab, small.width),
          health: lookHealth(before, look.raster, keptLights(unedited, lab, small.width)),
        };
      });
      const name = basename(path, extname(path));
      console.log(`${name}\n${line('as shot', healthOf(before))}`);
      for (const [i, { label, adjustments, health }] of judged.entries()) {
        const cast = `cast ${health.castA.toFixed(1)}, ${health.castB.toFixed(1)} lights ${health.lights.toFixed(2)}`;
        console.log(
          `${line(`${i + 1}. ${label}`, health)} ${cast}${health.flags.length > 0 ? `  LOOK: ${health.flags.join('; ')}` : ''}\n       ${moved(adjustments)}`,
        );
      }
      const words = stripWords(unedited, judged);
      strips.push(words);
      for (const wrong of words.untrue) console.log(`  WORDS: not so, ${wrong}`);
      for (const wrong of words.unfair) console.log(`  WORDS: the other way round, ${wrong}`);
      results.push({
        photo: name,
        before: healthOf(before),
        looks: judged.map(({ label, style, adjustments, washedOut, health }) => ({
          label,
          style,
          adjustments,
          washedOut,
          ...health,
        })),
      });
      if (values.out === undefined) continue;
      const cells = [
        { label: `${name}, as shot`, raster: before },
        ...judged.map(({ label, raster }, i) => ({ label: `${i + 1}. ${label}`, raster })),
      ];
      const rows = [cells.slice(0, COLUMNS), cells.slice(COLUMNS)].map((part) => ({
        label: '',
        cells: part,
      }));
      await writeContactSheet(join(values.out, `${name}.jpg`), rows, { cell: CELL });
    }
  } finally {
    proposer.dispose();
  }
  const all = results.flatMap(({ looks }) => looks);
  console.log(
    `${all.filter(({ flags }) => flags.length > 0).length} of ${all.length} looks of ${results.length} photos stand out.`,
  );
  const total = (of: (strip: StripWords) => number) => strips.reduce((sum, strip) => sum + of(strip), 0);
  console.log(
    `Untrue words: ${total(({ untrue }) => untrue.length)} of ${total(({ words }) => words)}. Stressed the wrong way: ${total(({ unfair }) => unfair.length)} of ${total(({ pairs }) => pairs)} pairs, in ${strips.filter(({ unfair }) => unfair.length > 0).length} strips.`,
  );
  console.log(`Lights washed out: ${all.filter(({ washedOut }) => washedOut).length} looks.`);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results, null, 1)}\n`);
}

await runCommand(check);
