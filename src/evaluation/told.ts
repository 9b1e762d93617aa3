import { meanOf } from '../core';
import type { EditTable } from '../training/fitting';
import type { Material } from './material';

/** The models that are told: ours, and those of the paper's baselines that come nearest in LAB. */
export const TOLD_MODELS: readonly string[] = ['mlp', 'mdn', 'cgm-vae'];

/** As the features of photos: within so many deviations. */
const LIMIT = 5;

/**
 * The table with more columns: of each photo, beside what the encoder sees of it, what else is known of it, standardised over the
 * fitted edits. `known` has as many numbers for every photo of these edits; others stay without.
 */
export function tell(
  table: EditTable,
  train: Uint32Array,
  known: ReadonlyMap<number, readonly number[]>,
): EditTable {
  const { mapped, mappedSize } = table;
  const fitted = Array.from(train, (edit) => known.get(table.photoOf[edit])!);
  const scales = fitted[0].map((_, column) => {
    const values = fitted.map((row) => row[column]);
    const mean = meanOf(values);
    const deviation = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
    // What is the same for all says nothing.
    return { mean, scale: deviation > 1e-9 ? 1 / deviation : 0 };
  });
  const size = mappedSize + scales.length;
  const photos = mapped.length / mappedSize;
  const told = new Float32Array(photos * size);
  for (let photo = 0; photo < photos; photo++) {
    told.set(mapped.subarray(photo * mappedSize, (photo + 1) * mappedSize), photo * size);
    known.get(photo)?.forEach((value, column) => {
      const { mean, scale } = scales[column];
      const standard = (value - mean) * scale;
      told[photo * size + mappedSize + column] = Math.max(-LIMIT, Math.min(LIMIT, standard));
    });
  }
  return { ...table, mapped: told, mappedSize: size };
}

/** What models are compared on when they know of each photo all that these people know of it. */
export function toldMaterial(material: Material, known: ReadonlyMap<number, readonly number[]>): Material {
  const { prepared } = material;
  return {
    ...material,
    prepared: { ...prepared, table: tell(prepared.table, prepared.parts.train, known) },
  };
}
