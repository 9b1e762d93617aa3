import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments, runCommand, usage, wholeNumber } from '../../src/cli/command';
import { readDataset } from '../../src/cli/dataset-io';
import type { StageCost } from '../../src/cli/resources';
import { writeSyntheticSet } from './casual-set';
import { machineInWords } from './machine';

const USAGE =
  'npm run bench:fit -- --data DIR [--edits 345000 --people 3200 --seed 1] [--steps 400 --full 8000] [--set DIR] [--json FILE]';

/** What must hold (issue: a casual-sized fit). */
const MOST_MINUTES = 90;
const MOST_BYTES = 4e9;

/** Of run.json, as src/cli/fit.ts writes it. */
interface Run {
  readonly batch: number;
  readonly metrics: { readonly steps: number };
  readonly stages: readonly StageCost[];
}

const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

function runFit(data: string, out: string, steps: number, seed: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = [
      'looks',
      '--data',
      data,
      '--out',
      out,
      '--no-baselines',
      '--steps',
      `${steps}`,
      '--seed',
      `${seed}`,
    ];
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/fit.ts', ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The fit ended with code ${code}.`)),
    );
  });
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What a fit of the paper's casual size costs: a synthetic set is written, and fitted by the command that anyone runs. */
async function bench(args: readonly string[]): Promise<void> {
  const { values } = readArguments(
    {
      ...{
        data: { type: 'string' },
        edits: { type: 'string' },
        people: { type: 'string' },
        seed: { type: 'string' },
      },
      ...{
        steps: { type: 'string' },
        full: { type: 'string' },
        set: { type: 'string' },
        json: { type: 'string' },
      },
    },
    args,
  );
  if (values.data === undefined) throw usage(`--data is needed, a set to resample: ${USAGE}`);
  const size = {
    edits: wholeNumber(values.edits, 'edits', 345_000, 100),
    people: wholeNumber(values.people, 'people', 3200, 10),
    seed: wholeNumber(values.seed, 'seed', 1),
  };
  const steps = wholeNumber(values.steps, 'steps', 400, 1);
  const full = wholeNumber(values.full, 'full', 8000, 1);
  const temporary = await mkdtemp(join(tmpdir(), 'manylight-bench-'));
  const set = values.set ?? join(temporary, 'set');
  try {
    // A set that an earlier run left is taken up.
    if (!(await stat(join(set, 'dataset.json')).catch(() => undefined))) {
      note(`writing ${size.edits} synthetic edits, each of its own photo`);
      const started = performance.now();
      await writeSyntheticSet(await readDataset(values.data), set, size);
      note(`written in ${((performance.now() - started) / 1000).toFixed(0)} s`);
    }
    const gigabytes = (await bytesIn(set)) / 1e9;
    const out = join(temporary, 'run');
    await mkdir(out);
    await runFit(set, out, steps, size.seed);
    const { batch, metrics, stages } = JSON.parse(await readFile(join(out, 'run.json'), 'utf8')) as Run;
    const counted = stages.find(({ stage }) => stage === 'steps')!;
    const others = stages.filter((stage) => stage !== counted);
    const total = (key: 'wallSeconds' | 'processorSeconds') => {
      const beside = others.reduce((sum, stage) => sum + stage[key], 0);
      return { beside, full: beside + (counted[key] * full) / metrics.steps };
    };
    const [wall, processor] = [total('wallSeconds'), total('processorSeconds')];
    const peakBytes = Math.max(...stages.map((stage) => stage.peakBytes));
    const result = {
      machine: machineInWords(),
      set: { ...size, gigabytes },
      steps: metrics.steps,
      stepsPerSecond: metrics.steps / counted.wallSeconds,
      editsPerSecond: (metrics.steps * batch) / counted.wallSeconds,
      editsPerProcessorSecond: (metrics.steps * batch) / counted.processorSeconds,
      stages,
      full: { steps: full, wallSeconds: wall.full, processorSeconds: processor.full },
      peakBytes,
    };
    const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} min`;
    process.stdout.write(
      `${[
        `${size.edits} edits of as many photos, ${gigabytes.toFixed(2)} GB of Parquet, synthetic; ${result.machine}`,
        `fit: ${result.editsPerSecond.toFixed(0)} edits/s, ${result.stepsPerSecond.toFixed(1)} steps/s; ${result.editsPerProcessorSecond.toFixed(0)} edits a second of processor time`,
        `reading, mapping, labels and measures: ${minutes(wall.beside)} (${minutes(processor.beside)} of processor time)`,
        `a fit of ${full} steps: ${minutes(wall.full)} (${minutes(processor.full)} of processor time); at most ${MOST_MINUTES} min: ${wall.full <= MOST_MINUTES * 60 ? 'holds' : 'missed'}`,
        `peak resident memory: ${(peakBytes / 1e9).toFixed(2)} GB; at most ${MOST_BYTES / 1e9} GB: ${peakBytes <= MOST_BYTES ? 'holds' : 'missed'}`,
      ].join('\n')}\n`,
    );
    if (values.json) await writeFile(values.json, `${JSON.stringify(result, null, 1)}\n`);
  } finally {
    await rm(temporary, { recursive: true });
  }
}

void runCommand(bench);
