import { createRng } from '../core';
import { ADJUSTMENT_COUNT, ADJUSTMENTS } from '../edit';
import { inMemory, type MemoryDataset } from './dataset';
import { type Split, splitOfGroup, splitOfPerson } from './split';

export interface ToyOptions {
  readonly photos: number;
  readonly people: number;
  readonly editsPerPerson: number;
  readonly embedding: number;
  readonly statistics: number;
  readonly seed: number;
}

const STYLES = 4;

/**
 * A small made-up dataset to try the fitting on: each photo has a hidden state that the features show through a
 * nonlinear map; each style answers it with its own bent curve, in which sliders saturate; people have one or two styles,
 * a strength, sliders they never touch and heavy-tailed noise. Nothing in it is a Gaussian mixture.
 */
export function createToyDataset(options: ToyOptions): MemoryDataset {
  const { photos, people, editsPerPerson, embedding, statistics, seed } = options;
  const rng = createRng(seed);
  const hidden = 5;
  const featureSize = embedding + statistics;
  const states = Float64Array.from({ length: photos * hidden }, () => rng.normal());
  const shows = Float64Array.from({ length: hidden * featureSize }, () => rng.normal());
  const features = new Float32Array(photos * featureSize);
  for (let photo = 0; photo < photos; photo++) {
    for (let i = 0; i < featureSize; i++) {
      let sum = 0;
      for (let h = 0; h < hidden; h++) sum += states[photo * hidden + h] * shows[h * featureSize + i];
      features[photo * featureSize + i] = Math.max(0, Math.tanh(sum / 2) + 0.1 * rng.normal() + 0.5);
    }
  }
  const bent = Float64Array.from({ length: STYLES * ADJUSTMENT_COUNT * (hidden + 2) }, () => rng.normal());
  const count = people * editsPerPerson;
  const y = new Float32Array(count * ADJUSTMENT_COUNT);
  const photoOf = new Uint32Array(count);
  const personOf = new Uint32Array(count);
  const trueStyleOf = new Uint32Array(count);
  const photosOf: Record<Split, number[]> = { train: [], validation: [], test: [] };
  for (let photo = 0; photo < photos; photo++) photosOf[splitOfGroup(photo)].push(photo);
  for (let edit = 0; edit < count; edit++) {
    const person = Math.floor(edit / editsPerPerson);
    const own = createRng(seed).fork(person + 1);
    const mine = photosOf[splitOfPerson(person)];
    const photo = mine[rng.integer(mine.length)];
    const usual = own.integer(STYLES);
    const other = own.integer(STYLES);
    const strength = 0.6 + 0.6 * own.uniform();
    const style = rng.uniform() < 0.85 ? usual : other;
    photoOf[edit] = photo;
    personOf[edit] = person;
    trueStyleOf[edit] = style;
    ADJUSTMENTS.forEach((row, i) => {
      const from = (style * ADJUSTMENT_COUNT + i) * (hidden + 2);
      let drive = bent[from + hidden];
      for (let h = 0; h < hidden; h++) drive += 0.4 * bent[from + h] * states[photo * hidden + h];
      const curved =
        Math.tanh(drive) * (1 + 0.5 * Math.sin(2 * states[photo * hidden] + bent[from + hidden + 1]));
      // Student's t with 4 degrees of freedom.
      const chi = [1, 2, 3, 4].reduce((sum) => sum + rng.normal() ** 2, 0);
      const noise = rng.normal() / Math.sqrt(chi / 4);
      const value = own.uniform() < 0.3 ? 0 : 0.35 * strength * curved + 0.03 * noise;
      const steps = Math.round((Math.min(1, Math.max(-1, value)) * row.max) / row.step);
      // Never -0, which files do not keep apart from 0.
      y[edit * ADJUSTMENT_COUNT + i] = (steps * row.step) / row.max + 0;
    });
  }
  return inMemory({
    encoderVersion: 'toy',
    featureSize,
    photos,
    edits: count,
    people,
    styles: Array.from({ length: STYLES }, (_, style) => `toy ${style + 1}`),
    population: 'toy',
    seed,
    simulated: true,
    features,
    groups: Uint32Array.from({ length: photos }, (_, photo) => photo),
    y,
    photoOf,
    personOf,
    trueStyleOf,
  });
}
