import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dislikePotential, weighDislikes } from '../../../src/taste';

const STYLES = 4;
const potential = fc.array(fc.double({ min: -6, max: 6, noNaN: true }), {
  minLength: STYLES,
  maxLength: STYLES,
});
const looks = fc.array(potential, { minLength: 1, maxLength: 8 });
const prior = Float64Array.of(0.1, 0.2, 0.3, 0.4);

describe('what looks that are not for the person say', () => {
  test('is against the style that would make them, and for none', () => {
    const said = dislikePotential([[3, 0, -1, -2]], STYLES);
    expect(said[0]).toBe(Math.min(...said));
    expect(Math.max(...said)).toBe(0);
    const [share] = weighDislikes(prior, [said]);
    expect(share).toBeLessThan(prior[0]);
    expect(share).toBeGreaterThan(prior[0] / 3);
  });

  test('is nothing where every style would make them', () => {
    expect([...dislikePotential([[1, 1, 1, 1]], STYLES)]).toEqual([0, 0, 0, 0]);
    expect([...dislikePotential([], STYLES)]).toEqual([0, 0, 0, 0]);
  });

  test('is bounded a photo, however many looks', () => {
    fc.assert(
      fc.property(looks, (list) => {
        const said = dislikePotential([...list, ...list, ...list], STYLES);
        expect(said.every((value) => value >= -1.5 && value <= 0)).toBe(true);
      }),
    );
  });

  test('does not depend on the order of the looks', () => {
    fc.assert(
      fc.property(looks, (list) => {
        expect(dislikePotential([...list].reverse(), STYLES)).toEqual(dislikePotential(list, STYLES));
      }),
    );
  });

  test('more dislikes of a style never raise its share', () => {
    fc.assert(
      fc.property(looks, fc.integer({ min: 0, max: STYLES - 1 }), (list, style) => {
        const against = Array.from({ length: STYLES }, (_, k) => (k === style ? 3 : -1));
        const [few, more] = [list, [...list, against]].map((all) =>
          weighDislikes(prior, [dislikePotential(all, STYLES)]),
        );
        expect(more[style]).toBeLessThanOrEqual(few[style] + 1e-9);
      }),
    );
  });
});

describe('shares in the light of dislikes', () => {
  test('without any are the very same', () => {
    expect(weighDislikes(prior, [])).toBe(prior);
  });

  test('taking a photo back leaves exactly what was, in any order', () => {
    fc.assert(
      fc.property(fc.array(looks, { minLength: 4, maxLength: 8 }), (photos) => {
        const said = photos.map((list) => dislikePotential(list, STYLES));
        const weighed = weighDislikes(prior, said);
        for (const first of said.keys()) {
          const turned = [...said.slice(first), ...said.slice(0, first)];
          expect(weighDislikes(prior, turned)).toEqual(weighed);
          expect(weighDislikes(prior, turned.reverse())).toEqual(weighed);
        }
        expect(weighed.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      }),
    );
  });
});
