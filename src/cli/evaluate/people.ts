import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ManylightError } from '../../core';
import type { TestPeople } from '../../evaluation';
import { type LooksModel, parseLooksModel } from '../../looks';
import { mapFeatures } from '../../prob';
import { parseTasteModel, type TasteModel } from '../../taste';
import { usage } from '../command';
import { bytesOf, jsonOf, readDatasetFor } from '../dataset-io';
import { loadLooks, loadTaste } from '../models';
import type { Values } from './options';

async function ofRun<T>(run: string, parse: (manifest: unknown, weights: ArrayBuffer) => T): Promise<T> {
  return parse(await jsonOf(join(run, 'model/manifest.json')), await bytesOf(join(run, 'model/weights.bin')));
}

/** The looks model of this run folder, or as the project ships it. */
export function openLooks({ looks }: Pick<Values, 'looks'>): Promise<LooksModel> {
  return looks === undefined ? loadLooks() : ofRun(looks, parseLooksModel);
}

/** Both models: of these run folders, or as the project ships them. Throws `usage` where only one is named. */
export async function openModels({
  looks,
  taste,
}: Pick<Values, 'looks' | 'taste'>): Promise<{ looks: LooksModel; taste: TasteModel }> {
  if ((looks === undefined) !== (taste === undefined)) throw usage('--looks and --taste go together.');
  if (looks === undefined || taste === undefined) {
    const shipped = await loadLooks();
    return { looks: shipped, taste: await loadTaste(shipped) };
  }
  const models = { looks: await ofRun(looks, parseLooksModel), taste: await ofRun(taste, parseTasteModel) };
  if (models.taste.looksVersion !== models.looks.version) {
    throw new ManylightError('model-invalid', 'The taste model was made for other looks.');
  }
  return models;
}

const gathered = new Map<string, Promise<TestPeople[]>>();

/** Test people of every dataset; figures of one command share them. */
export function openPeople(
  values: Pick<Values, 'data' | 'looks' | 'taste'>,
  note: (line: string) => void,
): Promise<TestPeople[]> {
  const key = createHash('sha256')
    .update(JSON.stringify([values.data, values.looks, values.taste]))
    .digest('hex');
  const found = gathered.get(key) ?? gather(values, note);
  gathered.set(key, found);
  return found;
}

async function gather(
  values: Pick<Values, 'data' | 'looks' | 'taste'>,
  note: (line: string) => void,
): Promise<TestPeople[]> {
  const { looks, taste } = await openModels(values);
  const { gatherPeople } = await import('../../evaluation');
  const all: TestPeople[] = [];
  for (const folder of values.data ?? []) {
    const dataset = await readDatasetFor(looks, folder);
    const { outputs } = looks.input.projection;
    const people = await gatherPeople(looks, taste, dataset, (features) =>
      mapFeatures(looks.input, features).slice(0, outputs),
    );
    note(`${dataset.population}: ${people.people.length} test people, ${people.evidence.edits} edits`);
    all.push(people);
  }
  return all;
}
