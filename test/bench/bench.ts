/**
 * npm run bench: the built app on a 12 megapixel photo, and the develop engine alone from 1 to 100 megapixels beside a
 * pass that only copies, in headless Chromium with WebGPU in software. Prints tables and one line of JSON.
 *
 * npm run bench -- [--only app|engine|profile] [--sizes 1,2,12,24,60,100] [--opens N] [--renderer offscreen|readback|reference]
 *   [--report]   writes docs/reports/bench.{json,md}; a part that did not run keeps the figures it has there
 * GRAPHICS=hardware npm run bench: on this machine's own GPU, its report docs/reports/bench-hardware.{json,md}
 */
import { parseArgs } from 'node:util';
import { isOnHardware } from '../browser';
import { measureApp } from './app';
import { benchReport, writeBenchReport } from './benchReport';
import { measureEngine } from './engine';
import { machineInWords } from './machine';
import { profileFrame } from './profile';
import { adapterOf, launchChromium } from './sources';

/** `profile`, where the frame pass's time goes, only runs when it is asked for. */
const PARTS = ['app', 'engine', 'profile'] as const;
const DEFAULT_PARTS: readonly (typeof PARTS)[number][] = ['app', 'engine'];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    sizes: { type: 'string', default: '1,2,12,24,60,100' },
    opens: { type: 'string', default: '3' },
    renderer: { type: 'string' },
    report: { type: 'boolean', default: false },
  },
});

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}

const opens = Number(values.opens);
if (!Number.isInteger(opens) || opens < 1) {
  refuse(`--opens must be a whole number of at least 1, not "${values.opens}".`);
}
const sizes = values.sizes.split(',').map(Number);
if (!sizes.every((size) => size >= 0.1 && size <= 120)) {
  refuse(`--sizes must be megapixels from 0.1 to 120 with commas between, not "${values.sizes}".`);
}
const parts = values.only === undefined ? DEFAULT_PARTS : PARTS.filter((part) => part === values.only);
if (parts.length === 0) refuse(`--only must be one of ${PARTS.join(', ')}, not "${values.only}".`);

const browser = await launchChromium();
try {
  const adapter = await adapterOf(browser);
  const graphics = isOnHardware ? `on ${adapter}` : undefined;
  const measured = async () => ({
    measured: new Date().toISOString().slice(0, 10),
    machine: machineInWords(browser.version(), graphics),
  });
  const result = {
    ...(parts.includes('app') && {
      app: { ...(await measured()), ...(await measureApp(browser, { opens, renderer: values.renderer })) },
    }),
    ...(parts.includes('engine') && {
      engine: {
        ...(await measured()),
        ...(await measureEngine(browser, sizes, ({ megapixels, ratio }) => {
          console.log(`${megapixels.toFixed(1)} MP: frame is ${ratio.toFixed(1)} x copy`);
        })),
      },
    }),
    ...(parts.includes('profile') && {
      profile: { ...(await measured()), parts: await profileFrame(browser) },
    }),
  };
  console.log(`\n${benchReport(result)}`);
  console.log(JSON.stringify(result));
  if (values.report) await writeBenchReport(result);
} finally {
  await browser.close();
}
