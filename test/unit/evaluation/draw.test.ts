import { expect, test } from 'vitest';
import { drawKey, drawPanel } from '../../../src/evaluation/draw';
import { pageOf } from '../../../src/evaluation/page';

const PANEL = {
  title: 'Temp <&>',
  width: 108,
  height: 130,
  x: [0, 2] as const,
  y: [0, 1] as const,
  xLabels: [[0, '0']] as const,
};

test('bars stand where their bins are, and no higher than the panel', () => {
  const drawn = drawPanel({ ...PANEL, series: [{ colour: 'c1', bars: [0.5, 3], filled: true }] });
  // 100 wide from 4; 100 high from 116 up.
  expect(drawn).toContain('d="M4 116H4V66H54V16H104V116"');
  expect(drawn).toContain('class="f c1"');
  expect(drawn).toContain('aria-label="Temp &#60;&#38;&#62;"');
});

test('lines go through their points', () => {
  const drawn = drawPanel({
    ...PANEL,
    series: [
      {
        colour: 'c2',
        points: [
          [0, 0],
          [1, 0.5],
          [2, 1],
        ],
      },
    ],
  });
  expect(drawn).toContain('d="M4 116L54 66L104 16"');
});

test('the page holds all that it shows, in both themes', () => {
  const html = `${drawKey([['c1', 'CGM-VAE']])}${drawPanel({ ...PANEL, series: [] })}`;
  const page = pageOf([{ title: 'Figure', html }], 'npm run evaluate -- --fig4');
  expect(page).not.toMatch(/(src|href)=|@import|url\(/);
  expect(page).toContain('prefers-color-scheme:dark');
  expect(page).toContain('name="viewport"');
  expect(page).toContain('simulated');
});
