import { expect, test } from 'vitest';
import { STATISTICS } from '../../../src/encoder';
import {
  ABLATION_RECIPES,
  STATISTIC_GROUPS,
  type StatisticGroup,
  statisticsOf,
  withColumns,
} from '../../../src/evaluation/ablations';
import { RECIPES } from '../../../src/evaluation/recipes';

test('each statistic is of exactly one group', () => {
  const groups = Object.keys(STATISTIC_GROUPS) as StatisticGroup[];
  const counts = STATISTICS.map((_, i) => groups.filter((group) => statisticsOf([group])[i]).length);
  expect(counts).toEqual(STATISTICS.map(() => 1));
  expect(statisticsOf(['casts']).indexOf(true)).toBe(
    STATISTICS.findIndex(({ id }) => id === 'cast.shadows.a'),
  );
});

test('a table is left with the columns that are kept, photo by photo', () => {
  const empty = new Float64Array();
  const table = withColumns(
    {
      mapped: Float32Array.of(1, 2, 3, 4, 5, 6),
      mappedSize: 3,
      y: new Float32Array(),
      photoOf: new Uint32Array(),
      personOf: new Uint32Array(),
      mean: empty,
      deviation: empty,
    },
    [true, false, true],
  );
  expect(table.mappedSize).toBe(2);
  expect([...table.mapped]).toEqual([1, 3, 4, 6]);
});

test('runs have keys of their own, but those that the comparison has too', () => {
  const keysOf = (recipes: typeof RECIPES) =>
    recipes.flatMap(({ id, candidates }) => candidates.map(({ key }) => `${id} ${key}`));
  const own = keysOf(ABLATION_RECIPES);
  expect(new Set(own).size).toBe(own.length);
  const shared = own.filter((key) => keysOf(RECIPES).includes(key));
  expect(shared).toEqual(['cgm-vae 10-styles-rate-0.002', 'mdn-hurdle 10-components-rate-0.002']);
});
