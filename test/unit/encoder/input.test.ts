import { describe, expect, it } from 'vitest';
import { encoderInput } from '../../../src/encoder';
import { mirrored, raster, waves } from './rasters';

const SIZE = 224;

describe('encoderInput', () => {
  it('passes a photo of its own size through, divided by 255', () => {
    const photo = waves(SIZE, SIZE);
    const input = encoderInput(photo);
    expect(input.length).toBe(SIZE * SIZE * 3);
    for (let i = 0; i < SIZE * SIZE; i += 97) {
      for (let c = 0; c < 3; c++) expect(input[3 * i + c]).toBeCloseTo(photo.data[4 * i + c] / 255, 6);
    }
  });

  it('averages whole pixels exactly', () => {
    const input = encoderInput(raster(SIZE * 2, SIZE * 3, (x, y) => [(x % 2) * 200, (y % 3) * 90, 30]));
    const worst = [0, 0, 0];
    for (let i = 0; i < input.length; i++) {
      worst[i % 3] = Math.max(worst[i % 3], Math.abs(input[i] * 255 - [100, 90, 30][i % 3]));
    }
    expect(Math.max(...worst)).toBeLessThan(1e-4);
  });

  it.each([
    [300, 200],
    [1000, 17],
    [3, 5],
    [1, 1],
  ])('keeps the mean of a %i x %i photo, fractions of pixels included', (width, height) => {
    const photo = waves(width, height);
    const input = encoderInput(photo);
    for (let c = 0; c < 3; c++) {
      let wanted = 0;
      for (let i = c; i < photo.data.length; i += 4) wanted += photo.data[i] / (width * height * 255);
      let mean = 0;
      for (let i = c; i < input.length; i += 3) mean += input[i] / (SIZE * SIZE);
      expect(mean).toBeCloseTo(wanted, 5);
    }
  });

  it('mirrors with the photo', () => {
    const photo = waves(331, 257);
    const straight = encoderInput(photo);
    const other = encoderInput(mirrored(photo));
    for (let y = 0; y < SIZE; y += 13) {
      for (let x = 0; x < SIZE; x++) {
        expect(other[3 * (y * SIZE + x)]).toBeCloseTo(straight[3 * (y * SIZE + SIZE - 1 - x)], 5);
      }
    }
  });

  it('converts Display P3 to sRGB: greys stay, primaries clip', () => {
    const grey = encoderInput(raster(8, 8, () => [119, 119, 119], 'display-p3'));
    expect(grey[0]).toBeCloseTo(119 / 255, 4);
    expect(grey[2]).toBeCloseTo(119 / 255, 4);
    const red = encoderInput(raster(8, 8, () => [255, 0, 0], 'display-p3'));
    expect(Array.from(red.slice(0, 3))).toEqual([1, 0, 0]);
  });

  it('refuses a raster without pixels', () => {
    expect(() =>
      encoderInput({ width: 0, height: 0, space: 'srgb', data: new Uint8ClampedArray(0) }),
    ).toThrow();
  });
});
