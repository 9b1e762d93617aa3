import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { least } from '../report';
import { BENCH_EDIT } from '../settings';
import { darktableModules, darktableSidecar } from './darktable';
import { timeCommand, versionOf } from './onDemand';
import { type Missing, type PeerInput, type PeerResult, repeated } from './peer';
import { RAWTHERAPEE_NEUTRAL, rawTherapeeProfile } from './rawtherapee';

const SUBTRACTED =
  'the quickest run with the adjustments minus the quickest without any, each the whole command: start, decoding, colour management ' +
  'and encoding are in both';

/** Adjusted and neutral runs in turn, so that what else the machine does falls on both. */
async function timeInTurn(
  times: number,
  run: (kind: 'neutral' | 'adjusted') => Promise<{ taken: number; said: string }>,
): Promise<{ develop: number[]; around: number[]; adjusted: number[]; said: string }> {
  await run('neutral');
  const pairs = await repeated(times, async () => [await run('neutral'), await run('adjusted')] as const);
  const around = pairs.map(([neutral]) => neutral.taken);
  const adjusted = pairs.map(([, adjusted]) => adjusted.taken);
  return {
    // Not run by run: a difference can be too small by chance.
    develop: [least(adjusted) - least(around)],
    around,
    adjusted,
    said: pairs[0][1].said,
  };
}

export async function measureDarktable(input: PeerInput): Promise<PeerResult | Missing> {
  const version = versionOf('darktable-cli', ['--version']);
  if (!version)
    return { name: 'darktable-cli', missing: 'not installed; on Debian: apt-get install darktable' };
  const modules = darktableModules(BENCH_EDIT);
  const sidecars = { neutral: darktableSidecar([]), adjusted: darktableSidecar(modules) };
  let count = 0;
  const timing = await timeInTurn(input.repetitions, async (kind) => {
    const sidecar = join(input.folder, `${kind}.xmp`);
    await writeFile(sidecar, sidecars[kind]);
    count++;
    return timeCommand('darktable-cli', [
      ...[input.path, sidecar, join(input.folder, `darktable-${kind}-${count}.jpg`)],
      ...['--apply-custom-presets', 'false', '--core', '--disable-opencl', '-d', 'perf'],
      ...['--configdir', join(input.folder, 'dt-config'), '--cachedir', join(input.folder, 'dt-cache')],
      ...['--library', ':memory:', '--conf', 'plugins/imageio/format/jpeg/quality=92'],
    ]);
  });
  const processed = [...timing.said.matchAll(/took ([\d.]+) secs.*processed .([^']+)' on/g)];
  // A module whose parameters it did not take would make it look fast. Three more manage colour.
  const expected = modules.length + 3;
  if (processed.length < expected) {
    throw new Error(`darktable ran ${processed.length} modules of ${expected}:\n${timing.said}`);
  }
  return {
    name: 'darktable-cli',
    version: version.replace(/^this is /, ''),
    develop: timing.develop,
    around: timing.around,
    adjusted: timing.adjusted,
    how: SUBTRACTED,
    does: modules.map((module) => `${module.operation} (${module.does})`).join(', '),
    lacks: 'nothing, though whites and blacks move the ends without a knee',
    parts: Object.fromEntries(processed.map(([, seconds, name]) => [name, 1000 * Number(seconds)])),
  };
}

export async function measureRawTherapee(input: PeerInput): Promise<PeerResult | Missing> {
  const said = versionOf('rawtherapee-cli', ['-v']);
  if (!said)
    return { name: 'rawtherapee-cli', missing: 'not installed; on Debian: apt-get install rawtherapee' };
  const profiles = { neutral: RAWTHERAPEE_NEUTRAL, adjusted: rawTherapeeProfile(BENCH_EDIT) };
  const timing = await timeInTurn(input.repetitions, async (kind) => {
    const profile = join(input.folder, `${kind}.pp3`);
    await writeFile(profile, profiles[kind]);
    return timeCommand('rawtherapee-cli', [
      ...['-q', '-o', join(input.folder, `rawtherapee-${kind}.jpg`), '-j92', '-js1', '-Y'],
      ...['-p', profile, '-c', input.path],
    ]);
  });
  return {
    name: 'rawtherapee-cli',
    version: said.replace(/, command line\.$/, ''),
    develop: timing.develop,
    around: timing.around,
    adjusted: timing.adjusted,
    how: SUBTRACTED,
    does:
      'white balance, exposure, contrast, black, saturation, brightness (for whites), shadows/highlights, ' +
      'local contrast, vibrance',
    lacks: 'whites',
  };
}
