import { expect, it } from 'vitest';
import { nextOption } from '../../../src/ui/input/optionKeys';

it('moves among options with arrows, Home and End, without going round', () => {
  expect(nextOption(0, 5, 'ArrowRight')).toBe(1);
  expect(nextOption(0, 5, 'ArrowDown')).toBe(1);
  expect(nextOption(0, 5, 'ArrowLeft')).toBe(0);
  expect(nextOption(4, 5, 'ArrowRight')).toBe(4);
  expect(nextOption(2, 5, 'Home')).toBe(0);
  expect(nextOption(2, 5, 'End')).toBe(4);
  expect(nextOption(2, 5, 'Enter')).toBeUndefined();
});
