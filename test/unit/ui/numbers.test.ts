import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADJUSTMENTS } from '../../../src/edit';
import { clampToStep, formatNumber, isNudge, nudge, parseNumber } from '../../../src/ui/input/numbers';

const hundred = { min: -100, max: 100, step: 1 };
const ev = { min: -5, max: 5, step: 0.05 };
const percent = { min: 0, max: 150, step: 1 };

describe('formatNumber', () => {
  it('signs what can go both ways, with a true minus, and shows the decimals of the step', () => {
    expect(formatNumber(12, hundred)).toBe('+12');
    expect(formatNumber(-12, hundred)).toBe('−12');
    expect(formatNumber(0.35, ev)).toBe('+0.35');
    expect(formatNumber(1, ev)).toBe('+1.00');
    expect(formatNumber(80, percent)).toBe('80');
  });

  it('never shows a signed zero', () => {
    expect(formatNumber(-0, hundred)).toBe('0');
    expect(formatNumber(-0.001, ev)).toBe('0');
  });
});

describe('parseNumber', () => {
  it.each([
    ['1.5', 1.5],
    ['+1.5', 1.5],
    ['−1.5', -1.5],
    [' - 1,5 EV ', -1.5],
    ['.5', 0.5],
    ['2.', 2],
    ['99', 5],
    ['-99', -5],
    ['0.3333', 0.35],
  ])('reads %j as %d', (text, value) => {
    expect(parseNumber(text, ev)).toBe(value);
  });

  it.each(['', '-', '.', 'bright', '1e3', '1 2', '1..2', 'Infinity', 'NaN'])('does not take %j', (text) => {
    expect(parseNumber(text, ev)).toBeUndefined();
  });

  it('reads back whatever formatNumber writes, for every slider', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ADJUSTMENTS),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (row, raw) => {
          const value = clampToStep((raw / 5) * row.max, row);
          expect(parseNumber(`${formatNumber(value, row)} ${row.unit}`, row)).toBe(value);
        },
      ),
    );
  });
});

describe('nudge', () => {
  it('steps by one, by ten with Shift or the Page keys, and stops at the ends', () => {
    expect(nudge(0, 'ArrowUp', false, ev)).toBe(0.05);
    expect(nudge(0, 'ArrowDown', true, hundred)).toBe(-10);
    expect(nudge(0.1, 'PageUp', false, ev)).toBe(0.6);
    expect(nudge(100, 'ArrowUp', false, hundred)).toBe(100);
    expect(nudge(20, 'Tab', false, hundred)).toBe(20);
    expect(['ArrowUp', 'PageDown', 'Tab', 'constructor'].map(isNudge)).toEqual([true, true, false, false]);
  });

  it('does not drift off the steps over many presses', () => {
    let value = -5;
    for (let i = 0; i < 200; i++) value = nudge(value, 'ArrowUp', false, ev);
    expect(value).toBe(5);
  });
});
