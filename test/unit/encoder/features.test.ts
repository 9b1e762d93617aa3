import { describe, expect, it } from 'vitest';
import {
  EMBEDDING_SIZE,
  FEATURE_SIZE,
  STATISTICS,
  STATISTICS_VERSION,
  upgradeFeatures,
} from '../../../src/encoder';

const OLD_STATISTICS = 65;
const numbered = (length: number) => Float32Array.from({ length }, (_, i) => i);

describe('upgradeFeatures', () => {
  const old = { version: '1.0.0+statistics.2', values: numbered(EMBEDDING_SIZE + OLD_STATISTICS) };

  it('takes from statistics 2 those of this version, in their order', () => {
    const { version, values } = upgradeFeatures(old);
    expect(version).toBe(`1.0.0+statistics.${STATISTICS_VERSION}`);
    expect(values).toHaveLength(FEATURE_SIZE);
    expect(values.subarray(0, EMBEDDING_SIZE)).toEqual(old.values.subarray(0, EMBEDDING_SIZE));
    // Of version 2: 16 of tone, 3 of light, 7 of clipping, 13 of casts, then colour and contrast.
    const statistics = values.subarray(EMBEDDING_SIZE);
    const placeOf = (id: string) => statistics[STATISTICS.findIndex((one) => one.id === id)] - EMBEDDING_SIZE;
    expect(placeOf('tone.p01')).toBe(0);
    expect(placeOf('tone.entropy')).toBe(15);
    expect(placeOf('clip.anyHigh')).toBe(19);
    expect(placeOf('clip.blue')).toBe(25);
    expect(placeOf('cast.shadows.a')).toBe(26);
    expect(placeOf('cast.white.blue')).toBe(38);
  });

  it.each([
    [
      'of this version',
      { version: `1.0.0+statistics.${STATISTICS_VERSION}`, values: numbered(FEATURE_SIZE) },
    ],
    ['of statistics 1, which measured casts differently', { ...old, version: '1.0.0+statistics.1' }],
    ['of another length', { ...old, values: numbered(8) }],
    ['of an encoder that measures none', { ...old, version: '1.0.0' }],
  ])('leaves features alone that are %s', (_, features) => {
    expect(upgradeFeatures(features)).toBe(features);
  });
});
