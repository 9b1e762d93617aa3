/**
 * npm run mutate: breaks one op of the develop engine after the other in a temporary copy, and runs the tests that
 * are there for it: each must fail. A row that says SURVIVED is a test that cannot fail; the command then ends with 1.
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Mutation {
  readonly what: string;
  /** In src/develop/reference. */
  readonly file: string;
  /** Occurs exactly once there. */
  readonly from: string;
  readonly to: string;
  /** In test/unit/develop. */
  readonly test: string;
}

const MUTATIONS: readonly Mutation[] = [
  {
    what: 'Tint with its sign turned',
    file: 'whiteBalance.ts',
    from: 'const across = tint * UV_AT_100',
    to: 'const across = -tint * UV_AT_100',
    test: 'ops.test.ts',
  },
  {
    what: 'Temp with its sign turned',
    file: 'whiteBalance.ts',
    from: 'start + temp * MIRED_AT_100',
    to: 'start - temp * MIRED_AT_100',
    test: 'ops.test.ts',
  },
  {
    what: 'Exposure up without its shoulder',
    file: 'exposure.ts',
    from: 'return rollOff(y * plan.gain, KNEE, plan.ceiling)',
    to: 'return Math.min(1, y * plan.gain)',
    test: 'promises.test.ts',
  },
  {
    what: 'Exposure down takes white along',
    file: 'exposure.ts',
    from: 'const WHITE_FOLLOWS = 0.2',
    to: 'const WHITE_FOLLOWS = 1',
    test: 'promises.test.ts',
  },
  {
    what: 'Contrast about another grey',
    file: 'contrast.ts',
    from: 'Math.cbrt(0.18)',
    to: 'Math.cbrt(0.3)',
    test: 'ops.test.ts',
  },
  {
    what: 'Highlights turn bright skies grey',
    file: 'highlightsShadows.ts',
    from: 'const FADE_START = 0.85',
    to: 'const FADE_START = 0.4',
    test: 'promises.test.ts',
  },
  {
    what: 'Highlights and Shadows by the pixel, not its base',
    file: 'pixel.ts',
    from: 'expose(plan.exposure, balancedBase)',
    to: 'expose(plan.exposure, balanced)',
    test: 'space.test.ts',
  },
  {
    what: 'Halo guard off: windows across an edge weigh as before',
    file: 'base.ts',
    from: 'const w = 1 / (off * off * off)',
    to: 'const w = 1 / (off * off)',
    test: 'space.test.ts',
  },
  {
    what: 'Halo guard off: the base is not L beside an edge',
    file: 'base.ts',
    from: 'const edges = edgesOf(base, width, height, across, square, weight)',
    to: 'const edges = weight.fill(0)',
    test: 'space.test.ts',
  },
  {
    what: 'Halo guard off: a blurred edge is not looked for',
    file: 'softEdges.ts',
    from: 'const EXCESS_TO = 0.2',
    to: 'const EXCESS_TO = 2000',
    test: 'space.test.ts',
  },
  {
    what: 'Whites from white, not from the photo’s white point',
    file: 'endPoints.ts',
    from: 'clamp(whitePoint, 0.5, 1)',
    to: 'clamp(1, 0.5, 1)',
    test: 'promises.test.ts',
  },
  {
    what: 'Blacks without their toe',
    file: 'endPoints.ts',
    from: 'return 1 - rollOff(1 - (p + plan.blacks * u * u), plan.blacksToe, plan.blacksCeiling)',
    to: 'return Math.max(0, p + plan.blacks * u * u)',
    test: 'ops.test.ts',
  },
  {
    what: 'Whites without their knee',
    file: 'endPoints.ts',
    from: 'return rollOff(p + plan.whites * u * u, plan.whitesKnee, plan.whitesCeiling)',
    to: 'return Math.min(1, p + plan.whites * u * u)',
    test: 'ops.test.ts',
  },
  {
    what: 'Clarity jumps where detail changes its sign',
    file: 'clarity.ts',
    from: 'const dark = stops > 0 ? plan.dark : 1',
    to: 'const dark = coarse < 0 ? plan.dark : 1',
    test: 'smooth.test.ts',
  },
  {
    what: 'Clarity takes lifted noise for detail',
    file: 'clarity.ts',
    from: 'weightOfClarity(Math.min(y, unlifted))',
    to: 'weightOfClarity(y)',
    test: 'ops.test.ts',
  },
  {
    what: 'Vibrance without its skin guard',
    file: 'vibrance.ts',
    from: 'const SKIN_GUARD = 0.6',
    to: 'const SKIN_GUARD = 0',
    test: 'promises.test.ts',
  },
  {
    what: 'Vibrance raises vivid colours as well',
    file: 'vibrance.ts',
    from: 'const dull = (1 - u) * (1 - u)',
    to: 'const dull = 1',
    test: 'develop.test.ts',
  },
  {
    what: 'Saturation without the gamut’s care for hue',
    file: 'gamut.ts',
    from: 'along(edge * rollOff(1 / edge, plan.knee, plan.ceiling), out)',
    to: 'along(1, out)',
    test: 'promises.test.ts',
  },
  {
    what: 'The gamut’s edge in steps of an interval',
    file: 'gamut.ts',
    from: 'const edge = inside + ((outside - inside) * room) / (room - excess)',
    to: 'const edge = 0.5 * (inside + outside)',
    test: 'smooth.test.ts',
  },
  {
    what: 'Dither of more than a step',
    file: 'dither.ts',
    from: 'const AMPLITUDE = 0.98',
    to: 'const AMPLITUDE = 1.1',
    test: 'develop.test.ts',
  },
];

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Report {
  readonly numFailedTests: number;
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Runs test files of test/unit/develop in the copy. */
async function runTests(copy: string, files: readonly string[]): Promise<Report> {
  const output = join(copy, 'report.json');
  await rm(output, { force: true });
  await new Promise<void>((resolve, reject) => {
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${output}`];
    const paths = files.map((file) => `test/unit/develop/${file}`);
    const child = spawn(process.execPath, [...args, ...paths], { cwd: copy, stdio: 'ignore' });
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  return JSON.parse(await readFile(output, 'utf8')) as Report;
}

async function main(): Promise<void> {
  const copy = await mkdtemp(join(tmpdir(), 'manylight-mutate-'));
  try {
    for (const part of ['src', 'shaders', 'test', 'package.json', 'vitest.config.ts', 'tsconfig.base.json']) {
      await cp(join(ROOT, part), join(copy, part), { recursive: true });
    }
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'dir');
    const whole = await runTests(copy, [...new Set(MUTATIONS.map(({ test }) => test))]);
    if (whole.numFailedTests > 0 || whole.numPassedTests === 0) {
      throw new Error('The tests do not pass before anything is broken.');
    }
    console.log(`Whole: ${whole.numPassedTests} tests pass.\n`);
    console.log('| what is broken | tests | outcome | the first that fails |\n| --- | --- | --- | --- |');
    let survived = 0;
    for (const { what, file, from, to, test } of MUTATIONS) {
      const path = join(copy, 'src/develop/reference', file);
      const source = await readFile(path, 'utf8');
      if (source.split(from).length !== 2) throw new Error(`${file} does not hold "${from}" exactly once.`);
      await writeFile(path, source.replace(from, to));
      const report = await runTests(copy, [test]);
      await writeFile(path, source);
      const failed = report.testResults.flatMap(({ assertionResults }) =>
        assertionResults.filter(({ status }) => status === 'failed'),
      );
      if (failed.length === 0) survived++;
      const outcome = failed.length > 0 ? `caught by ${failed.length}` : 'SURVIVED';
      console.log(`| ${what} | ${test} | ${outcome} | ${failed[0]?.fullName ?? ''} |`);
    }
    console.log(`\n${MUTATIONS.length - survived} of ${MUTATIONS.length} caught.`);
    process.exitCode = survived > 0 ? 1 : 0;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

await main();
