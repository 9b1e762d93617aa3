import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readArguments, usage, wholeNumber } from '../command';
import { loadEncoder } from '../models';
import { planCatalog } from './from-catalog';
import { planFivek } from './from-fivek';
import { planXmp } from './from-xmp';
import type { ImportPlan } from './plan';
import { writeImport } from './write';

export const IMPORT_USAGE =
  'npm run data -- import --dataset fivek|lightroom --catalog FILE --photos DIR --out DIR, or ' +
  '--dataset xmp --photos DIR --out DIR [--augment N --seed N --person-per-folder --plan-only]';

const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** The paper's: two changed copies of each of FiveK's photos. */
const FIVEK_AUGMENT = 2;

async function planOf(
  dataset: string | undefined,
  options: { catalog: string | undefined; photos: string; seed: number; personPerFolder: boolean },
): Promise<ImportPlan> {
  const { catalog, photos, seed, personPerFolder } = options;
  if (dataset === 'xmp') return planXmp(photos, personPerFolder);
  if (dataset !== 'fivek' && dataset !== 'lightroom') {
    throw usage(`--dataset is fivek, lightroom or xmp, not "${dataset ?? ''}": ${IMPORT_USAGE}`);
  }
  if (catalog === undefined) throw usage(`--catalog FILE names the .lrcat of ${dataset}: ${IMPORT_USAGE}`);
  return dataset === 'fivek' ? planFivek(catalog, photos, seed) : planCatalog(catalog, photos);
}

function report(plan: ImportPlan): void {
  const lines = plan.skipped.words.map(({ words, count }) => `  ${count}: ${words}`);
  if (plan.beyond > 0) note(`${plan.beyond} edits also use tools that Manylight does not have.`);
  if (lines.length > 0) note(`Left out:\n${lines.join('\n')}`);
}

/** Makes a dataset of real edits. Run again, it goes on where it was stopped. */
export async function importCommand(args: readonly string[]): Promise<void> {
  const { values } = readArguments(
    {
      dataset: { type: 'string' },
      catalog: { type: 'string' },
      photos: { type: 'string' },
      out: { type: 'string' },
      augment: { type: 'string' },
      seed: { type: 'string' },
      'person-per-folder': { type: 'boolean' },
      'plan-only': { type: 'boolean' },
      help: { type: 'boolean' },
    },
    args,
  );
  if (values.help) {
    process.stdout.write(`${IMPORT_USAGE}\n`);
    return;
  }
  const { dataset, catalog, photos, out } = values;
  if (photos === undefined) throw usage(`--photos DIR holds the photos: ${IMPORT_USAGE}`);
  if (out === undefined && !values['plan-only'])
    throw usage(`--out DIR says where the dataset goes: ${IMPORT_USAGE}`);
  const seed = wholeNumber(values.seed, 'seed', 1);
  const augment = wholeNumber(values.augment, 'augment', dataset === 'fivek' ? FIVEK_AUGMENT : 0);
  const personPerFolder = values['person-per-folder'] ?? false;
  const plan = await planOf(dataset, { catalog, photos, seed, personPerFolder });
  const edits = plan.photos.reduce((sum, photo) => sum + photo.edits.length, 0);
  note(`${edits} edits of ${plan.photos.length} photos`);
  if (edits === 0) {
    report(plan);
    throw usage('There is nothing to import.');
  }
  if (out === undefined) {
    report(plan);
    return;
  }
  const parts = join(out, 'parts');
  await mkdir(parts, { recursive: true });
  const encoder = await loadEncoder();
  try {
    const made = await writeImport({ plan, augment, seed, parts }, encoder, out, note);
    report(plan);
    note(
      'People are cut by the side of the split that their photos are on: those held out are the same people on other photos.',
    );
    note(`${made.edits} edits of ${made.photos} photos by ${made.people} people: ${out} is ready`);
  } finally {
    encoder.dispose();
  }
}
