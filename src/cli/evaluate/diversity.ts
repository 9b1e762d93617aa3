import type { DiversityPhoto, PhotoDiversity } from '../../evaluation';
import { type Dataset, editsOf, photoFeatures } from '../../training';
import { usage, wholeNumber } from '../command';
import { readDatasetFor, readPictures } from '../dataset-io';
import type { Figure } from './figure';
import type { Values } from './options';
import { openLooks } from './people';

/** Test photos that have a picture and edits, at most so many, evenly spaced. */
async function photosOf(folder: string, dataset: Dataset, most: number): Promise<DiversityPhoto[]> {
  const pictures = await readPictures(folder);
  const { y, photoOf } = dataset;
  const width = y.length / dataset.edits;
  const edits = new Map<number, number[]>();
  for (const edit of editsOf(dataset, 'test')) {
    const photo = photoOf[edit];
    if (pictures.has(photo)) edits.set(photo, [...(edits.get(photo) ?? []), edit]);
  }
  const all = [...edits.keys()].sort((a, b) => a - b);
  const count = Math.min(most, all.length);
  const photos = Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);
  const features = await photoFeatures(dataset, photos);
  return photos.map((photo) => {
    const kept = edits.get(photo)!.flatMap((edit) => [...y.subarray(edit * width, (edit + 1) * width)]);
    return {
      photo,
      features: features.get(photo)!,
      raster: pictures.get(photo)!,
      kept: Float64Array.from(kept),
    };
  });
}

const photoCount = (values: Values) => wholeNumber(values.most, 'most', 150, 1);

/** Whether the looks that the app shows are unlike each other, and yet as near to people's edits as samples are. */
export const diversityFigure: Figure = {
  usage: '--diversity --data DIR [--data DIR2 ...] [--looks RUN: else the model that ships] [--most 150]',
  check(values) {
    photoCount(values);
    if (values.data === undefined) throw usage('--data is needed.');
  },
  async run(values, note) {
    const { createDarkroom, diversity, diversityPage, photoDiversity } = await import('../../evaluation');
    const model = await openLooks(values);
    const figures = [];
    for (const folder of values.data!) {
      const dataset = await readDatasetFor(model, folder);
      const photos = await photosOf(folder, dataset, photoCount(values));
      if (photos.length === 0) throw usage(`${folder} has no pictures of edited test photos.`);
      const darkroom = createDarkroom(new Map(photos.map(({ photo, raster }) => [photo, raster])));
      const outcomes: PhotoDiversity[] = [];
      for (const one of photos) {
        outcomes.push(await photoDiversity(model, darkroom, one, 1));
        if (outcomes.length % 25 === 0)
          note(`${dataset.population}: ${outcomes.length} of ${photos.length} photos`);
      }
      figures.push(diversity(dataset.population, model.version, outcomes));
    }
    const text = figures.flatMap(({ population, photos, full, distinct, apart, best, tolerances }) => [
      `${population}, ${model.version}: ${photos} photos`,
      `  six looks on ${(100 * full).toFixed(1)}%; all 3 ΔE00 apart on ${(100 * distinct).toFixed(1)}% (target 95%); least ${apart.least.toFixed(2)}, median ${apart.median.toFixed(2)}`,
      `  LAB of the best of six: shown ${best.shown.e76.mean.toFixed(2)}, plain samples ${best.plain.e76.mean.toFixed(2)}, shown less plain ${best.difference.e76.mean.toFixed(2)} ± ${best.difference.e76.interval.toFixed(2)} (target: at most 0), less samples without noise ${best.byChoice.e76.mean.toFixed(2)} ± ${best.byChoice.e76.interval.toFixed(2)}`,
      ...tolerances.map(
        ({ tolerance, shown, plain }) =>
          `  within ΔE00 ${tolerance}: recall ${(100 * shown.recall.mean).toFixed(0)}% (plain ${(100 * plain.recall.mean).toFixed(0)}%), precision ${(100 * shown.precision.mean).toFixed(0)}% (plain ${(100 * plain.precision.mean).toFixed(0)}%)`,
      ),
    ]);
    return { text: text.join('\n'), data: figures, section: diversityPage(figures) };
  },
};
