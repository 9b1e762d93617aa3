import { analysePhoto, developReference } from '../develop/reference';
import { NEUTRAL, parseAdjustments } from '../edit';
import { applySettings, readJson } from './adjustments-option';
import { readArguments, runCommand, usage } from './command';
import { checkWritable, readPhoto, writePhoto } from './image-io';

const USAGE = 'npm run develop -- PHOTO --set exposure=1 --set temp=20 [--adjustments FILE.json] --out FILE';

/** Develops one photo at full size with the reference renderer: what the app exports, in the same colour space. */
export async function develop(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArguments(
    {
      set: { type: 'string', multiple: true },
      adjustments: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
    args,
  );
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const [photo] = positionals;
  if (positionals.length !== 1) throw usage(`Exactly one photo can be developed at a time: ${USAGE}`);
  if (values.out === undefined) throw usage(`--out FILE says where the developed photo goes: ${USAGE}`);
  checkWritable(values.out);
  const base =
    values.adjustments === undefined ? NEUTRAL : parseAdjustments(await readJson(values.adjustments));
  const adjustments = applySettings(base, values.set ?? []);
  const raster = await readPhoto(photo, { keepsWide: true });
  const developed = developReference(raster, analysePhoto(raster), adjustments);
  await writePhoto(values.out, developed);
  process.stdout.write(`${values.out}: ${developed.width} x ${developed.height}\n`);
}

await runCommand(develop);
