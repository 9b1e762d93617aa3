import { join } from 'node:path';
import type { Choice, ChoiceMaterial } from '../../evaluation';
import { editsOf, fingerprintOf, photoFeatures } from '../../training';
import { usage } from '../command';
import { readDatasetFor, readPictures } from '../dataset-io';
import type { Figure } from './figure';
import { openModels } from './people';
import { openRuns } from './run-folder';

/** Whether the look that was taken among those shown says more of a person than the edit that they keep. */
export const choiceFigure: Figure = {
  usage: '--choice --data DIR [--data DIR2 ...] --runs DIR [--looks RUN --taste RUN]',
  check({ data, runs }) {
    if (data === undefined || runs === undefined) throw usage('--data and --runs are needed.');
  },
  async run(values, note) {
    const { looks, taste } = await openModels(values);
    const { choice, choicePage, choiceText, createDarkroom, playersOf } = await import('../../evaluation');
    const all: Choice[] = [];
    for (const folder of values.data!) {
      const dataset = await readDatasetFor(looks, folder);
      const pictures = await readPictures(folder);
      const players = playersOf(
        dataset.personOf,
        editsOf(dataset, 'test').filter((edit) => pictures.has(dataset.photoOf[edit])),
      );
      if (players.length < 6) throw usage(`${folder} has ${players.length} test people with enough edits.`);
      const edits = players.flatMap(({ played, targets }) => [...played, ...targets]);
      const material: ChoiceMaterial = {
        ...{ looks, taste, dataset, pictures },
        features: await photoFeatures(
          dataset,
          edits.map((edit) => dataset.photoOf[edit]),
        ),
        darkroom: createDarkroom(pictures),
      };
      const store = await openRuns(
        join(
          values.runs!,
          `choice-${dataset.population}-${await fingerprintOf(dataset)}-${looks.version}-${taste.version}`,
        ),
      );
      all.push(await choice(material, players, store, note));
    }
    return { text: choiceText(all), data: all, section: choicePage(all) };
  },
};
