import { expect, test } from 'vitest';
import {
  isSkinLike,
  looksLikeNight,
  sceneFromColour,
  sceneOfWordNet,
} from '../../../../src/training/simulate/scene';
import { nearestScene, sceneCentroids } from '../../../../src/training/simulate/scene-centroids';

test.each([
  ['n02123045_tabby.jpg', 'animal'],
  ['n09193705_alp.jpg', 'landscape'],
  ['n07873807_pizza.jpg', 'food'],
  ['n11939491_daisy.jpg', 'flower'],
  ['n10148035_groom.jpg', 'people'],
  ['n02980441_castle.jpg', 'architecture'],
  ['n04081281_restaurant.jpg', 'indoor'],
  ['n09229709_bubble.jpg', 'object'],
  ['n03642806_laptop.jpg', 'object'],
])('%s is of the kind %s', (name, kind) => {
  expect(sceneOfWordNet(name)).toBe(kind);
});

test('a name without a class says nothing', () => {
  expect(sceneOfWordNet('holiday-2020.jpg')).toBeUndefined();
});

test('mostly dark with lights is a night; dark without, or bright, is not', () => {
  const picture = (dark: number, lit: number) =>
    Float64Array.from({ length: 100 }, (_, i) => (i < dark ? 8 : i < dark + lit ? 80 : 40));
  expect(looksLikeNight(picture(85, 5))).toBe(true);
  expect(looksLikeNight(picture(100, 0))).toBe(false);
  expect(looksLikeNight(picture(40, 30))).toBe(false);
});

test('skin of light and dark people is skin; leaves, sky and grey are not', () => {
  expect(isSkinLike(75, 14, 17)).toBe(true);
  expect(isSkinLike(38, 13, 16)).toBe(true);
  expect(isSkinLike(50, -25, 30)).toBe(false);
  expect(isSkinLike(70, -5, -20)).toBe(false);
  expect(isSkinLike(60, 1, 2)).toBe(false);
});

test('green and blue are a landscape, skin is people, grey an object', () => {
  const fill = (lab: readonly number[]) => Float64Array.from({ length: 300 }, (_, i) => lab[i % 3]);
  expect(sceneFromColour(fill([50, -25, 30]))).toBe('landscape');
  expect(sceneFromColour(fill([70, 15, 18]))).toBe('people');
  expect(sceneFromColour(fill([50, 0, 0]))).toBe('object');
});

test('the nearest kind is that of the photos it resembles', () => {
  const at = (x: number, y: number) => Float32Array.of(x, y, 0.5);
  const near = (x: number, y: number, scene: 'food' | 'night') =>
    [-0.1, -0.05, 0, 0.05, 0.1].map((d) => ({ embedding: at(x + d, y - d), scene }));
  const centroids = sceneCentroids([...near(1, 0, 'food'), ...near(0, 1, 'night')], 3);
  expect(nearestScene(centroids, at(0.9, 0.2))).toBe('food');
  expect(nearestScene(centroids, at(0.1, 0.7))).toBe('night');
});
