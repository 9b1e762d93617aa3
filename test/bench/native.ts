/**
 * npm run bench:native: the develop engine on this machine's GPU, without a browser: Dawn in Node (the npm package
 * `webgpu`, 132 MB, installed into .cache/bench when this is first run), the same shaders and the same code. Frame pass
 * beside copy pass in batches, by timestamps, and the share of the memory's bandwidth that the frame pass reaches.
 *
 * npm run bench:native -- [--sizes 24,60,100] [--batch 20] [--runs 5] [--allow-software] [--report]
 *   --report writes docs/reports/bench-native.{json,md}; without a GPU the figures there stay, or are open if there are none
 * Exit codes: 0 measured, 2 a wrong option, 3 not measured.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { machineInWords } from './machine';
import { openDawn } from './native/dawn';
import { type NativeMeasured, type NativeResult, nativeReport } from './native/nativeReport';
import { readReport, writeReport } from './report';

const NOT_MEASURED = 3;

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '24,60,100' },
    batch: { type: 'string', default: '20' },
    runs: { type: 'string', default: '5' },
    'allow-software': { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  },
});

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}

const sizes = values.sizes.split(',').map(Number);
if (!sizes.every((size) => size >= 0.1 && size <= 120)) {
  refuse(`--sizes must be megapixels from 0.1 to 120 with commas between, not "${values.sizes}".`);
}
const [batch, runs] = [values.batch, values.runs].map(Number);
if (!(Number.isInteger(batch) && batch >= 1 && Number.isInteger(runs) && runs >= 1)) {
  refuse('--batch and --runs must be whole numbers of at least 1.');
}

async function measure(): Promise<NativeResult> {
  const machine = machineInWords();
  const measured = new Date().toISOString().slice(0, 10);
  const opened = await openDawn();
  if ('missing' in opened) return { measured, machine, open: opened.missing };
  // The sources as the app has them, with their `?raw` shaders, through Vite.
  const vite = await createServer({
    configFile: fileURLToPath(new URL('../sources.vite.ts', import.meta.url)),
    logLevel: 'error',
    server: { middlewareMode: true },
    appType: 'custom',
  });
  try {
    const engine = (await vite.ssrLoadModule(
      '/test/bench/native/engine.ts',
    )) as typeof import('./native/engine');
    return {
      measured,
      machine,
      ...(await engine.measureNative(sizes, runs, batch, values['allow-software'])),
    };
  } finally {
    await vite.close();
  }
}

const result = await measure();
const text = nativeReport(result);
console.log(`\n${text}`);
console.log(JSON.stringify(result));
if (values.report) {
  const earlier = await readReport<NativeMeasured & { measured: string }>('bench-native');
  if (result.open !== undefined && earlier.sizes) {
    console.log(`docs/reports/bench-native.md keeps its figures of ${earlier.measured}.`);
  } else {
    await writeReport('bench-native', result, text);
  }
}
if (result.open !== undefined) console.error(`NOT MEASURED: ${result.open}`);
// Dawn keeps threads that would keep Node.
process.exit(result.open === undefined ? 0 : NOT_MEASURED);
