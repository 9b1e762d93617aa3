import { resolve } from 'node:path';
import { featureBlocks } from '../training';
import { readArguments, runCommand, usage } from './command';
import { convertDataset } from './dataset-convert';
import { indexDataset } from './dataset-index';
import { readDataset, readPictures } from './dataset-io';

const USAGE = 'npm run data -- check DIR | index DIR | convert OLD NEW';

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
}

/** Keeps datasets: checks one, takes up shards that another program made, makes a new one of an old one. */
async function data(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments({ help: { type: 'boolean' } }, args);
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const [what, folder, to, more] = positionals;
  if (folder === undefined || more !== undefined) throw usage(USAGE);
  if (what === 'convert' && to !== undefined) {
    if (resolve(folder) === resolve(to)) throw usage('convert writes to another folder.');
    await convertDataset(folder, to);
    await check(to);
  } else if (what === 'index' && to === undefined) {
    await indexDataset(folder);
    await check(folder);
  } else if (what === 'check' && to === undefined) {
    await check(folder);
  } else throw usage(USAGE);
}

void runCommand(data);
