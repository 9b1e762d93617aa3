import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadEncoder } from '../../../src/cli/models';
import { meanDeltaE00, rasterToLab } from '../../../src/colour';
import { createRng } from '../../../src/core';
import { analysePhoto, developReference } from '../../../src/develop/reference';
import { fromModelUnits } from '../../../src/edit';
import { FEATURE_SIZE, STATISTICS_VERSION } from '../../../src/encoder';
import {
  decodeLatents,
  editLatents,
  locateLook,
  parseLooksModel,
  prepareLooks,
  sampleLooks,
} from '../../../src/looks';
import {
  editPotentials,
  emptyTaste,
  parseTasteModel,
  personBelief,
  stylePotential,
  styleProbabilities,
  tasteOf,
} from '../../../src/taste';
import { drawScene } from '../../support/scene';
import { logDensityByStyle } from '../../support/style-density';
import { picture } from '../training/simulate/pictures';

/** The models as the app ships them. */
function shipped(name: 'looks' | 'taste' | 'encoder') {
  const folder = join(import.meta.dirname, '../../../public/models', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;
  const file = readFileSync(join(folder, 'weights.bin'));
  return {
    manifest,
    weights: file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer,
  };
}

const files = { looks: shipped('looks'), taste: shipped('taste') };
const looks = parseLooksModel(files.looks.manifest, files.looks.weights);
const taste = parseTasteModel(files.taste.manifest, files.taste.weights);

/** Features of pictures made in code, as unlike each other as they come. */
async function featuresOfScenes(count: number): Promise<Float32Array[]> {
  const encoder = await loadEncoder();
  try {
    const features: Float32Array[] = [];
    for (let i = 0; i < count; i++) {
      const warmth = ((i % 3) - 1) * 0.3;
      const scene = { seed: 300 + i, exposure: -0.3 * (i % 3), warmth, clouds: (i % 4) / 4, people: i % 3 };
      const rgb = drawScene(scene, 256, 171);
      const data = Uint8ClampedArray.from({ length: 256 * 171 * 4 }, (_, at) =>
        at % 4 === 3 ? 255 : rgb[3 * Math.floor(at / 4) + (at % 4)],
      );
      features.push((await encoder.features({ width: 256, height: 171, space: 'srgb', data })).values);
    }
    return features;
  } finally {
    encoder.dispose();
  }
}

describe('the models that ship', () => {
  test('are whole, small, and made for one another and for the encoder', () => {
    for (const { manifest, weights } of Object.values(files)) {
      expect(createHash('sha256').update(new Uint8Array(weights)).digest('hex')).toBe(manifest.sha256);
      expect(weights.byteLength).toBeLessThan(3_000_000);
    }
    expect(taste.looksVersion).toBe(looks.version);
    const features = `${shipped('encoder').manifest.version}+statistics.${STATISTICS_VERSION}`;
    expect([looks.encoderVersion, taste.encoderVersion]).toEqual([features, features]);
    expect([looks.featureSize, taste.featureSize]).toEqual([FEATURE_SIZE, FEATURE_SIZE]);
    expect(taste.prior).toHaveLength(looks.styles.length);
    taste.prior.forEach((share, s) => void expect(share).toBeCloseTo(looks.prior.shares[s], 2));
    expect(new Set(looks.styles.map(({ name }) => name)).size).toBe(looks.styles.length);
  });

  test('use several styles for an average photo, and propose edits that differ', () => {
    const context = prepareLooks(looks, looks.input.mean);
    const samples = sampleLooks(looks, context, { count: 64, rng: createRng(1) });
    expect(new Set(samples.map(({ style }) => style)).size).toBeGreaterThan(3);
    const exposures = samples.map(({ adjustments }) => adjustments.exposure);
    expect(Math.max(...exposures) - Math.min(...exposures)).toBeGreaterThan(0.5);
  });

  test('a person who keeps looks of one style on ten photos is taken to be of that style', async () => {
    const photos = await featuresOfScenes(10);
    const shares = looks.styles.map((_, style) => {
      const only = Float64Array.from(looks.styles, (_unused, s) => (s === style ? 1 : 1e-12));
      const nobody = personBelief(emptyTaste(taste));
      const known = photos.map((x, n) => {
        const context = prepareLooks(looks, x);
        const drawn = sampleLooks(looks, context, {
          count: 8,
          person: { ...nobody, styles: only },
          rng: createRng(style).fork(n),
        });
        const { y } = drawn.find((sample) => sample.style === style)!;
        const potentials = editPotentials(taste, x, y, editLatents(looks, context, y));
        return { id: String(n), when: n, potentials };
      });
      return styleProbabilities(tasteOf(taste, known));
    });
    shares.forEach((share, style) => void expect(share[style]).toBeGreaterThan(taste.prior[style]));
    const found = shares.filter((share, style) => share[style] === Math.max(...share));
    expect(found.length).toBeGreaterThanOrEqual(8);
  });

  test('the fitted potential often speaks for the style that explains an edit best', () => {
    const context = prepareLooks(looks, looks.input.mean);
    const rng = createRng(5);
    let agree = 0;
    const samples = sampleLooks(looks, context, { count: 40, noise: 0.5, rng });
    for (const { y } of samples) {
      const exact = logDensityByStyle(looks, context, y, { samples: 16, rng });
      const fitted = stylePotential(taste, looks.input.mean, y);
      const top = (values: Float64Array) => values.indexOf(Math.max(...values));
      if (top(exact) === top(fitted)) agree += 1;
    }
    // One in ten would be chance; the average features are no real photo's, on which it is three in four.
    expect(agree / samples.length).toBeGreaterThan(0.25);
  });

  test('a look is found again by its sliders alone: what is found there makes nearly its picture', () => {
    const context = prepareLooks(looks, looks.input.mean);
    const photo = picture(0.8, 48, 32);
    const analysis = analysePhoto(photo);
    const labOf = (y: ArrayLike<number>) => rasterToLab(developReference(photo, analysis, fromModelUnits(y)));
    const samples = sampleLooks(looks, context, { count: 32, rng: createRng(6) });
    const labs = samples.map(({ y }) => labOf(y));
    const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
    const away = samples.map(({ y }, i) => {
      const { z } = locateLook(looks, context, y);
      const decoded = decodeLatents(looks, context, z);
      const found = Float64Array.from(y, (_, k) => (decoded[22 + k] < 0.5 ? 0 : decoded[k]));
      return meanDeltaE00(labs[i], labOf(found));
    });
    const apart = labs.flatMap((lab, i) => labs.slice(i + 1).map((other) => meanDeltaE00(lab, other)));
    expect(median(away)).toBeLessThan(0.3 * median(apart));
  });
});
