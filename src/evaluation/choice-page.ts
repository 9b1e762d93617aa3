import { escapeMarkup } from '../core';
import { CHOICE_CONTEXTS, type Choice, type ChoiceKind, type ChoiceRow, SHOWN_TO } from './choice';
import { type Section, shown, tableOf } from './page';

const signed = (value: number, digits: number) => `${value < 0 ? '' : '+'}${value.toFixed(digits)}`;
const percent = (share: number) => `${(100 * share).toFixed(0)}%`;

const HEAD = [
  '',
  ...CHOICE_CONTEXTS.map((context) => `${context} known`),
  'worse off after 5',
  'nearest look',
  'first look',
  'of their style',
];

/** Of the whole kept edit the gain over nothing known, of the others what they are ahead of that. */
function cellsOf({ id, name, points, shown: ofWhole, shownMore }: ChoiceRow): string[] {
  const isFirst = id === 'whole';
  const looks = isFirst ? ofWhole : shownMore;
  return [
    isFirst ? name : `${name}: more than that`,
    ...points.map(({ gain, more }) => shown(isFirst ? gain : more, 2)),
    percent(points.find(({ context }) => context === 5)!.harmed),
    shown(looks.nearest, 2),
    shown(looks.first, 2),
    `${signed(100 * looks.share.mean, 0)}% ± ${(100 * looks.share.interval).toFixed(0)}`,
  ];
}

const titleOf = ({ name, apart }: ChoiceKind) =>
  `People who ${name} (the look that they take is ${shown(apart, 2)} ΔE00 from their own edit)`;

const factsOf = ({ people, chosenOn, unknown }: Choice) =>
  `${people} test people, and ${chosenOn} others on whom numbers were chosen. Somebody unknown is shown looks of which the nearest is ${shown(unknown.nearest, 2)} ΔE00 from what they would do, the first ${shown(unknown.first, 2)}; ${percent(unknown.share.mean)} are of their style.`;

const chosenRows = ({ chosen }: Choice) =>
  chosen
    .filter(({ tried }) => tried.length > 1)
    .map(({ name, telling, tried }) => [
      name,
      telling,
      signed(Math.max(...tried.map(({ more }) => more)), 3),
      signed(Math.min(...tried.map(({ more }) => more)), 3),
      String(tried.length),
    ]);
const CHOSEN_HEAD = ['', 'chosen', 'ahead of the whole kept edit', 'the worst tried', 'tried'];

export function choicePage(all: readonly Choice[]): Section {
  const parts = all.map((one) => {
    const kinds = one.kinds.map(
      (kind) => `<h4>${escapeMarkup(titleOf(kind))}</h4>${tableOf(HEAD, kind.rows.map(cellsOf))}`,
    );
    return `<h3>${escapeMarkup(one.population)}</h3><p>${escapeMarkup(factsOf(one))}</p>${kinds.join('\n')}
<p>What was chosen, nats an edit on the people it was chosen on, a mean over kinds and numbers of photos:</p>${tableOf(CHOSEN_HEAD, chosenRows(one))}`;
  });
  return {
    title: 'The choice among the shown looks as evidence',
    html: `<p>Test people edit ten photos, one after another: six looks are shown as the app shows them to somebody of whom it
knows what they kept before, all of it, and they take the one that is nearest to their own edit in the picture. Log-likelihood of 20
further edits of their own, nats an edit, 95% intervals over people. All are told of the same photos and looks. Worse off:
than with nothing known, by more than 0.05. On the right the six looks of two further photos when all ten are known: mean
ΔE00 of the nearest and of the first to their own edit, and the share of the model’s style that speaks most for what they
would do (of the first ${SHOWN_TO} people). The first row is over nothing known, the others over the first, paired by person.</p>
${parts.join('\n')}`,
  };
}

export function choiceText(all: readonly Choice[]): string {
  const line = ([name, ...cells]: readonly string[]) =>
    `  ${name.padEnd(74)}${cells.map((cell) => cell.padStart(18)).join('')}`;
  return all
    .flatMap((one) => [
      `${one.population}: ${factsOf(one)}`,
      ...one.kinds.flatMap((kind) => [`  ${titleOf(kind)}`, ...[HEAD, ...kind.rows.map(cellsOf)].map(line)]),
      ...[CHOSEN_HEAD, ...chosenRows(one)].map(line),
    ])
    .join('\n');
}
