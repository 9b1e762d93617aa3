import { expect, test } from 'vitest';
import { withHistory } from '../../../src/training/held-out';

test('people are held out who have 25 edits, and two of them are the least', () => {
  const [few, enough, many] = [24, 25, 60].map((count) => new Uint32Array(count));
  expect(withHistory([few, enough, many])).toEqual([enough, many]);
  expect(() => withHistory([few, many], 'test')).toThrow(
    'it needs 2 test people with 25 edits each, and has 1',
  );
  expect(() => withHistory([])).toThrow('it needs 2 held-out people with 25 edits each, and has 0');
});
