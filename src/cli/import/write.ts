import { downscale } from '../../develop/reference';
import { type Encoder, FEATURE_SIZE } from '../../encoder';
import { splitOfGroup } from '../../training';
import { PICTURE_SIDE, packPicture } from '../dataset-pictures';
import { createDatasetWriter } from '../dataset-writer';
import { BATCH } from '../parts';
import { applyEdit, editAfter, randomEdit } from './augment';
import { featuresOfPart, type ImportJob, seen } from './features';
import { peopleOfVersions } from './people';

/**
 * Writes the dataset of a plan: photo `i`'s version `v` is number i * (1 + augment) + v, in group i. Versions are other
 * people's. Returns how many photos, edits and people there are.
 */
export async function writeImport(
  job: ImportJob,
  encoder: Encoder,
  out: string,
  note: (line: string) => void,
): Promise<{ photos: number; edits: number; people: number }> {
  const { plan, augment, seed } = job;
  const versions = 1 + augment;
  const writer = await createDatasetWriter(out, {
    encoderVersion: encoder.version,
    featureSize: FEATURE_SIZE,
    population: plan.population,
    seed,
    simulated: false,
    styles: [],
  });
  const whoOf = peopleOfVersions(plan.photos);
  const people = new Set<number>();
  let photos = 0;
  let edits = 0;
  for (let first = 0; first < plan.photos.length; first += BATCH) {
    const part = await featuresOfPart(job, first, encoder);
    for (const [i, isDecoded] of part.decoded.entries()) {
      const photo = plan.photos[first + i];
      const group = first + i;
      if (!isDecoded) {
        plan.skipped.add('undecodable', photo.edits.length);
        continue;
      }
      // Test photos have a picture, so that proposals can be judged by their looks.
      const raster = splitOfGroup(group) === 'test' ? await seen(photo.path) : undefined;
      for (let version = 0; version < versions; version++) {
        const random = randomEdit(group, version, seed);
        const from = (i * versions + version) * FEATURE_SIZE;
        const number = group * versions + version;
        writer.photo({
          photo: number,
          group,
          features: part.features.subarray(from, from + FEATURE_SIZE),
          picture: raster && (await packPicture(downscale(applyEdit(raster, random), PICTURE_SIDE))),
        });
        photos++;
        for (const { person, time, adjustments } of photo.edits) {
          const who = whoOf(person, version);
          writer.edit({ photo: number, person: who, time, adjustments: editAfter(adjustments, random) });
          people.add(who);
          edits++;
        }
      }
    }
    note(`${Math.min(first + BATCH, plan.photos.length)}/${plan.photos.length} photos`);
  }
  await writer.finish({ augment, skipped: plan.skipped.counts, beyond: plan.beyond });
  return { photos, edits, people: people.size };
}
