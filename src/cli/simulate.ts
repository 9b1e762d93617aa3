import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PopulationName } from '../training';
import { readArguments, runCommand, usage, wholeNumber } from './command';
import { loadEncoder } from './models';
import { ALL, batchesOf, type Share } from './parts';
import { listPhotos } from './photo-list';
import { writeDataset } from './simulate-dataset';
import { featuresOfBatch } from './simulate-features';
import { judgeScenes } from './simulate-scenes';
import { writeStyleSheets } from './simulate-sheets';
import { openWork, USUAL_SIZES } from './simulate-work';

const USAGE =
  'npm run simulate -- --photos DIR [--photos DIR2] --population expert|frequent|casual|mixed --out DIR ' +
  '[--people N --edits N --variants N --most N --seed N --sheets --share 1/2 --so-far]';

const POPULATIONS: readonly PopulationName[] = ['casual', 'frequent', 'expert', 'mixed'];

function readPopulation(text: string | undefined): PopulationName {
  const found = POPULATIONS.find((name) => name === text);
  if (!found) throw usage(`--population is one of ${POPULATIONS.join(', ')}, not "${text ?? ''}": ${USAGE}`);
  return found;
}

/** "1/2": the first of two processes that divide the parts between them. */
function readShare(text: string): Share {
  const [, which, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const share = { which: Number(which) - 1, of: Number(of) };
  if (!(share.which >= 0 && share.which < share.of)) throw usage(`--share is such as 1/2, not "${text}".`);
  return share;
}

const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Makes a dataset of simulated retouchers on real photos; what was done before is not done again. */
async function simulate(args: readonly string[]): Promise<void> {
  const { values } = readArguments(
    {
      photos: { type: 'string', multiple: true },
      population: { type: 'string' },
      out: { type: 'string' },
      people: { type: 'string' },
      edits: { type: 'string' },
      variants: { type: 'string' },
      most: { type: 'string' },
      seed: { type: 'string' },
      sheets: { type: 'boolean' },
      share: { type: 'string' },
      'so-far': { type: 'boolean' },
      help: { type: 'boolean' },
    },
    args,
  );
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const out = values.out;
  if (out === undefined || values.photos === undefined)
    throw usage(`--photos and --out are needed: ${USAGE}`);
  const population = readPopulation(values.population);
  const share = values.share === undefined ? ALL : readShare(values.share);
  const job = {
    population,
    people: wholeNumber(values.people, 'people', USUAL_SIZES[population].people, 1),
    edits: wholeNumber(values.edits, 'edits', USUAL_SIZES[population].edits, 1),
    variants: wholeNumber(values.variants, 'variants', 3, 1),
    seed: wholeNumber(values.seed, 'seed', 1),
  };
  const paths = await listPhotos(values.photos, wholeNumber(values.most, 'most', Number.MAX_SAFE_INTEGER, 1));
  const parts = join(out, 'parts');
  await mkdir(parts, { recursive: true });
  note(`${paths.length} photos, ${job.variants} variants each`);

  const scenes = await judgeScenes(paths, parts, note);
  if (values.sheets) {
    await writeStyleSheets(paths, scenes, job, join(out, 'sheets'), note);
    return;
  }
  const work = await openWork(paths, scenes, job, parts);
  note(`${work.plan.people.length} people, ${work.plan.edits.length} edits`);
  const encoder = await loadEncoder();
  try {
    if (values['so-far'] !== true) {
      const batches = batchesOf(paths.length, share);
      for (const [done, first] of batches.entries()) {
        await work.batch(first);
        await featuresOfBatch(work, first, encoder);
        note(`${done + 1}/${batches.length} parts`);
      }
      if (values.share !== undefined) {
        note('Run again without --share when all shares are done.');
        return;
      }
    }
    await writeDataset(work, encoder, out);
  } finally {
    encoder.dispose();
  }
  note(`${out} is ready`);
}

await runCommand(simulate);
