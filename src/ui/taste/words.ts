import type { SliderHabit, TasteStyle } from '../../app';
import { listWords } from '../../core';
import { ADJUSTMENTS, adjustmentOf } from '../../edit';
import { formatNumber } from '../input/numbers';

/** How strongly one edit speaks, from its influence: total variation distance, 0..1. */
export function strengthWords(influence: number): string {
  if (influence < 0.02) return 'hardly changes anything';
  if (influence < 0.08) return 'a little';
  return influence < 0.2 ? 'clearly' : 'strongly';
}

/**
 * One sentence on what is known so far: of the style that has gained most on a new person's shares, since a large
 * share that everybody starts with says nothing of this one.
 */
export function knownWords(styles: readonly TasteStyle[], count: number): string {
  if (count === 0 || styles.length === 0) return '';
  const edits = editsWords(count);
  const towards = leading(styles);
  // Total variation distance: what all gains add up to.
  const moved = styles.reduce((sum, style) => sum + Math.max(0, gain(style)), 0);
  if (towards.weight > 0.8) return `After ${edits} it is fairly sure: “${towards.name}”.`;
  if (moved >= 0.1) return `After ${edits} it leans towards “${towards.name}”.`;
  return `After ${edits} it is not sure yet; it has moved a little towards “${towards.name}”.`;
}

const gain = ({ weight, baseline }: TasteStyle): number => weight - baseline;

/** The style that has gained most on a new person's share. */
function leading(styles: readonly TasteStyle[]): TasteStyle {
  return styles.reduce((best, style) => (gain(style) > gain(best) ? style : best));
}

/** How far back "the last edits" go. */
const BACK = 5;

/**
 * How the leading style's share moved over the last edits, in a sentence, and its share after each that is known of; or
 * nothing before the first edit.
 */
export function changeWords(
  styles: readonly TasteStyle[],
  path: readonly ArrayLike<number>[],
): { readonly words: string; readonly shares: readonly number[] } | undefined {
  if (path.length < 2 || styles.length === 0) return undefined;
  const { index, name } = leading(styles);
  const shares = path.map((weights) => weights[index]);
  const back = Math.min(BACK, path.length - 1);
  const [before, now] = [shares[shares.length - 1 - back], shares[shares.length - 1]];
  const since = back === 1 ? 'The last edit' : `The last ${back} edits`;
  const moved = Math.abs(now - before);
  if (moved < 0.02) return { words: `${since} left “${name}” at about ${shareWords(now)}.`, shares };
  const way = now > before ? 'raised' : 'lowered';
  return { words: `${since} ${way} “${name}” from ${shareWords(before)} to ${shareWords(now)}.`, shares };
}

/** A slider is used more or less than by the (simulated) people of the fit where the shares of edits that move it are this far apart. */
const USED = 0.25;
/** How far beyond their styles somebody sets a slider for it to be said, in deviations of people's edits. */
const LEANS = 0.4;
/** As many as a sentence bears. */
const NAMED = 4;

function namesOf(sliders: readonly SliderHabit[], strength: (one: SliderHabit) => number): string {
  const named = [...sliders].sort((a, b) => strength(b) - strength(a)).slice(0, NAMED);
  return listWords(named.map(({ id }) => adjustmentOf(id).label));
}

/** Which sliders somebody uses more or less than usual, and which they set higher or lower than their styles would. */
export function habitWords(sliders: readonly SliderHabit[], count: number): string[] {
  if (count === 0) return [];
  const more = sliders.filter(({ share, usual }) => share - usual >= USED);
  const less = sliders.filter(({ share, usual }) => usual - share >= USED);
  const higher = sliders.filter(({ share, lean }) => share >= 0.5 && lean >= LEANS);
  const lower = sliders.filter(({ share, lean }) => share >= 0.5 && lean <= -LEANS);
  const use = [
    more.length > 0 && `${namesOf(more, ({ share, usual }) => share - usual)} more`,
    less.length > 0 && `${namesOf(less, ({ share, usual }) => usual - share)} less`,
  ].filter((part) => part !== false);
  const set = [
    higher.length > 0 && `${namesOf(higher, ({ lean }) => lean)} higher`,
    lower.length > 0 && `${namesOf(lower, ({ lean }) => -lean)} lower`,
  ].filter((part) => part !== false);
  return [
    ...(use.length > 0 ? [`You use ${use.join(', and ')} than usual.`] : []),
    ...(set.length > 0 ? [`You set ${set.join(', and ')} than these styles alone would.`] : []),
  ];
}

/** From so many edits on, that they do not agree is worth saying. */
const ENOUGH = 5;

/** On edits that are as unlike as several people's. */
export function doubtWords(own: number, count: number): string | undefined {
  return count >= ENOUGH && own < 0.5
    ? 'Your edits differ as much as those of several people, so looks lean on them less.'
    : undefined;
}

/** On kept edits that do not count, as the models have changed. */
export function waitingWords(waiting: number): string {
  return waiting === 1
    ? 'One edit that another version of Manylight learned from does not count now. It will again once its photo is edited here.'
    : `${waiting} edits that another version of Manylight learned from do not count now. They will again once their photos are edited here.`;
}

/** "one edit", "3 edits". */
export function editsWords(count: number): string {
  return count === 1 ? 'one edit' : `${count} edits`;
}

/**
 * What a style's name leaves out: its other words, "also crisp", or, where only a number tells it from another, the
 * slider that it moves further than that one does: "Contrast +37 on average". Empty when there is nothing.
 */
export function styleNote(style: TasteStyle, styles: readonly TasteStyle[]): string {
  const stem = stemOf(style.name);
  if (!style.words.toLowerCase().startsWith(stem)) return style.words;
  const others = style.words.slice(stem.length).replace(/^, /, '');
  if (others) return `also ${others}`;
  const namesakes = styles.filter(({ index, name }) => index !== style.index && stemOf(name) === stem);
  if (namesakes.length === 0) return '';
  const further = ADJUSTMENTS.map((adjustment) => {
    const { id, min, max } = adjustment;
    const size = (of: TasteStyle) => Math.abs(of.average[id]) / (max - min);
    return { adjustment, by: size(style) - Math.max(...namesakes.map(size)) };
  }).reduce((most, one) => (one.by > most.by ? one : most));
  const { adjustment, by } = further;
  return by > 0
    ? `${adjustment.label} ${formatNumber(style.average[adjustment.id], adjustment)} on average`
    : '';
}

/** A name without the number that tells it from its namesakes. */
const stemOf = (name: string): string => name.replace(/ \d+$/, '').toLowerCase();

/** "32%", and whole percents only, since no more is known. */
export function shareWords(share: number): string {
  return share > 0 && share < 0.01 ? 'under 1%' : `${Math.round(share * 100)}%`;
}
