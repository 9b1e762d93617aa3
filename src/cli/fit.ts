import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EMBEDDING_SIZE } from '../encoder';
import { parseLooksModel } from '../looks';
import type * as FittingDoor from '../training/fitting';
import { readArguments, runCommand, usage, wholeNumber } from './command';
import { bytesOf, jsonOf, readDataset } from './dataset-io';
import { countStages } from './resources';
import { startFitting } from './start-fitting';

const USAGE =
  'npm run fit -- looks|taste --data DIR --out DIR [--steps N --seed N --threads N --resume --publish] ' +
  '[--styles N --latent N --hidden N --embedding N --axes N --batch N --samples N --labels PERCENT --together PERCENT --prior photo|plain ' +
  '--likelihood hurdle|gaussian --blur PERCENT --no-baselines] [--looks DIR]';

const OPTIONS = {
  data: { type: 'string' },
  out: { type: 'string' },
  looks: { type: 'string' },
  steps: { type: 'string' },
  seed: { type: 'string' },
  styles: { type: 'string' },
  latent: { type: 'string' },
  hidden: { type: 'string' },
  axes: { type: 'string' },
  batch: { type: 'string' },
  prior: { type: 'string' },
  likelihood: { type: 'string' },
  samples: { type: 'string' },
  labels: { type: 'string' },
  together: { type: 'string' },
  threads: { type: 'string' },
  blur: { type: 'string' },
  embedding: { type: 'string' },
  resume: { type: 'boolean' },
  publish: { type: 'boolean' },
  'no-baselines': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Fitting = typeof FittingDoor;
type Checkpoint = Parameters<NonNullable<Parameters<Fitting['fitLooks']>[1]['onCheckpoint']>>[0];

/** The run folder: its log, checkpoints and results. */
function openRun(out: string) {
  const path = (name: string) => join(out, name);
  return {
    path,
    note: (line: string): void => {
      process.stderr.write(`${line}\n`);
      appendFileSync(path('log.txt'), `${line}\n`);
    },
    save: (name: string, data: unknown) => writeFile(path(name), `${JSON.stringify(data, null, 1)}\n`),
    saveBytes: (name: string, bytes: ArrayBuffer) => writeFile(path(name), new Uint8Array(bytes)),
    /** At once, as fitting leaves no turn to anything else; the old one stays until the new one is whole. */
    writeCheckpoint(checkpoint: Checkpoint): void {
      writeFileSync(path('checkpoint.bin.new'), new Uint8Array(checkpoint.bytes));
      writeFileSync(path('checkpoint.json.new'), JSON.stringify(checkpoint.state));
      renameSync(path('checkpoint.bin.new'), path('checkpoint.bin'));
      renameSync(path('checkpoint.json.new'), path('checkpoint.json'));
    },
    async readCheckpoint(): Promise<Checkpoint> {
      return {
        state: (await jsonOf(path('checkpoint.json'))) as Checkpoint['state'],
        bytes: await bytesOf(path('checkpoint.bin')),
      };
    },
  };
}

/** What somebody else can run: no folders of this machine, and from the start. */
function commandOf(args: readonly string[], what: 'looks' | 'taste'): string {
  const shown = args.filter(
    (arg, i) =>
      !/^--(data|out|looks)(=|$)/.test(arg) &&
      !/^--(data|out|looks)$/.test(args[i - 1] ?? '') &&
      !/^--(resume|publish)$/.test(arg),
  );
  const folders = `${what === 'taste' ? '--looks LOOKS ' : ''}--data DATASET --out RUN`;
  return `npm run fit -- ${shown.join(' ')} ${folders}`;
}

/** Fits a model to a dataset folder; everything it makes goes into the run folder, and with --publish into the app. */
async function fitCommand(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(OPTIONS, args);
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const [what] = positionals;
  if (positionals.length !== 1 || (what !== 'looks' && what !== 'taste'))
    throw usage(`Name looks or taste: ${USAGE}`);
  const { data, out } = values;
  if (data === undefined || out === undefined) throw usage(`--data and --out are needed: ${USAGE}`);
  if (what === 'taste' && values.looks === undefined)
    throw usage(`taste starts from a looks run, --looks DIR: ${USAGE}`);
  const prior = values.prior ?? 'photo';
  if (prior !== 'photo' && prior !== 'plain') throw usage(`--prior is photo or plain, not "${prior}".`);

  const likelihood = values.likelihood ?? 'hurdle';
  if (likelihood !== 'hurdle' && likelihood !== 'gaussian') {
    throw usage(`--likelihood is hurdle or gaussian, not "${likelihood}".`);
  }

  const stages = countStages((line) => run.note(line));
  stages.begin('edits');
  const dataset = await readDataset(data);
  await mkdir(join(out, 'model'), { recursive: true });
  const run = openRun(out);
  const resumeFrom = values.resume ? await run.readCheckpoint() : undefined;
  const seed = wholeNumber(values.seed, 'seed', 1);
  // TensorFlow.js starts only once there is something to fit.
  const fitting = await startFitting(wholeNumber(values.threads, 'threads', 1, 1));

  const common = {
    seed,
    onProgress: run.note,
    resumeFrom,
    onCheckpoint: run.writeCheckpoint,
  };
  const command = commandOf(args, what);
  let shipped: { manifest: Readonly<Record<string, unknown>>; weights: ArrayBuffer };
  let card: string;
  if (what === 'looks') {
    const batch = wholeNumber(values.batch, 'batch', 192, 2);
    const looks = await fitting.fitLooks(dataset, {
      ...common,
      onStage: stages.begin,
      embedding: wholeNumber(values.embedding, 'embedding', EMBEDDING_SIZE, 1),
      axes: wholeNumber(values.axes, 'axes', 48, 1),
      trunk: wholeNumber(values.hidden, 'hidden', 128, 4),
      hidden: wholeNumber(values.hidden, 'hidden', 128, 4),
      latent: wholeNumber(values.latent, 'latent', 20, 1),
      styles: wholeNumber(values.styles, 'styles', 10, 2),
      conditionalPrior: prior === 'photo',
      hurdle: likelihood === 'hurdle',
      samples: wholeNumber(values.samples, 'samples', 2, 1),
      labelsKept: wholeNumber(values.labels, 'labels', 0) / 100,
      personShare: wholeNumber(values.together, 'together', 50) / 100,
      steps: wholeNumber(values.steps, 'steps', 8000, 1),
      batch,
      learningRate: 2e-3,
      featureNoise: wholeNumber(values.blur, 'blur', 30) / 100,
      baselines: !values['no-baselines'],
    });
    const files = await fitting.packFitted(looks, dataset);
    await run.save('fitted.json', files.state);
    await run.saveBytes('fitted.bin', files.bytes);
    const costs = stages.end();
    await run.save('run.json', { what, seed, batch, options: values, metrics: looks.metrics, stages: costs });
    run.note(JSON.stringify(looks.metrics, null, 1));
    run.note(`${((looks.metrics.steps * batch) / looks.metrics.seconds).toFixed(0)} edits/s`);
    shipped = looks.model;
    card = fitting.looksCard({ manifest: shipped.manifest, command }, looks.metrics);
  } else {
    const from = values.looks!;
    const files = {
      state: await jsonOf(join(from, 'fitted.json')),
      bytes: await bytesOf(join(from, 'fitted.bin')),
    };
    const looksModel = parseLooksModel(
      await jsonOf(join(from, 'model/manifest.json')),
      await bytesOf(join(from, 'model/weights.bin')),
    );
    stages.begin('fit');
    const taste = await fitting.fitTaste(
      dataset,
      await fitting.unpackFitted(files, dataset, seed),
      looksModel,
      {
        ...common,
        hidden: wholeNumber(values.hidden, 'hidden', 128, 4),
        clamp: 6,
        steps: wholeNumber(values.steps, 'steps', 4000, 1),
        people: wholeNumber(values.batch, 'batch', 16, 1),
        learningRate: 1e-3,
      },
    );
    const costs = stages.end();
    await run.save('run.json', { what, seed, options: values, metrics: taste.metrics, stages: costs });
    shipped = taste.model;
    card = fitting.tasteCard({ manifest: shipped.manifest, command }, taste.metrics);
  }
  await run.save('model/manifest.json', shipped.manifest);
  await run.saveBytes('model/weights.bin', shipped.weights);
  await writeFile(run.path('model/card.md'), card);
  run.note(`${String(shipped.manifest.version)}: ${shipped.weights.byteLength} bytes`);
  if (!values.publish) return;
  await mkdir(join('public/models', what), { recursive: true });
  await mkdir('docs/models', { recursive: true });
  for (const name of ['manifest.json', 'weights.bin']) {
    await copyFile(run.path(`model/${name}`), join('public/models', what, name));
  }
  await copyFile(run.path('model/card.md'), `docs/models/${what}.md`);
}

void runCommand(fitCommand);
