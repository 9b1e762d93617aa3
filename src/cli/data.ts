import { resolve } from 'node:path';
import { editsOf, featureBlocks, SPLITS } from '../training';
import { readArguments, runCommand, usage } from './command';
import { convertDataset } from './dataset-convert';
import { indexDataset } from './dataset-index';
import { readDataset, readPictures } from './dataset-io';
import { uniteDatasets } from './dataset-unite';

const USAGE =
  'npm run data -- check DIR | index DIR | convert OLD NEW | upgrade OLD NEW | unite DIR DIR2 NEW | import --dataset fivek|lightroom|xmp ...';

/** Reads all of a dataset, and says what it is. */
async function check(folder: string): Promise<void> {
  const dataset = await readDataset(folder);
  for await (const _ of featureBlocks(dataset));
  const pictures = await readPictures(folder);
  const { population, photos, edits, people, featureSize, encoderVersion } = dataset;
  process.stdout.write(
    `${population}: ${edits} edits of ${photos} photos by ${people} people, ${featureSize} features of encoder ` +
      `${encoderVersion}, ${pictures.size} pictures\n`,
  );
  const [train, validation, test] = SPLITS.map((side) => editsOf(dataset, side).length);
  const between = edits - train - validation - test;
  process.stdout.write(
    `${train} edits to fit, ${validation} to validate, ${test} to test; ${between} between two sides, used for nothing\n`,
  );
}

/** Keeps datasets: makes one of real edits or of an old one, takes up shards of another program's, checks one. */
async function data(args: readonly string[]): Promise<void> {
  if (args[0] === 'import') {
    // Brings the encoder with it, which the others do without.
    const { importCommand } = await import('./import');
    await importCommand(args.slice(1));
    return;
  }
  const { values, positionals } = readArguments({ help: { type: 'boolean' } }, args);
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const [what, folder, to, made, more] = positionals;
  if (folder === undefined || more !== undefined || (made !== undefined && what !== 'unite')) {
    throw usage(USAGE);
  }
  if (what === 'convert' && to !== undefined) {
    if (resolve(folder) === resolve(to)) throw usage('convert writes to another folder.');
    await convertDataset(folder, to);
    await check(to);
  } else if (what === 'upgrade' && to !== undefined) {
    // Knows the encoder's versions, and so brings TensorFlow.js with it.
    const { upgradeDataset } = await import('./dataset-upgrade');
    await upgradeDataset(folder, to);
    await check(to);
  } else if (what === 'unite' && to !== undefined && made !== undefined) {
    await uniteDatasets([folder, to], made);
    await check(made);
  } else if (what === 'index' && to === undefined) {
    await indexDataset(folder);
    await check(folder);
  } else if (what === 'check' && to === undefined) {
    await check(folder);
  } else throw usage(USAGE);
}

void runCommand(data);
