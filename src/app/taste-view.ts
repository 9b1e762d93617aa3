import { ADJUSTMENT_IDS } from '../edit';
import type { TasteModelInfo } from './engine-types';
import type { Picture } from './picture';
import { type Dislikes, explained, type Observation } from './taste-book';
import type { TasteSummary } from './taste-summary';
import type { TasteState } from './taste-types';

/** What was learned, and from what, as the state shows it. */
export function tasteView(
  { styles, baseline }: TasteModelInfo,
  observations: readonly Observation[],
  dislikes: readonly Dislikes[],
  summary: TasteSummary,
  pictureOf: (record: Observation['record']) => Picture | undefined,
): Omit<TasteState, 'waiting' | 'profiles' | 'profile' | 'pictures'> {
  const named = (style: number) => ({ style, name: styles[style].name });
  return {
    phase: 'ready',
    message: '',
    styles: styles.map((style, index) => ({
      ...style,
      index,
      weight: summary.belief.styles[index],
      baseline: baseline[index],
    })),
    observations: explained(observations, summary).map(
      ({ observation: { record, adjustments }, towards, influence, without }) => ({
        photoId: record.photo,
        name: record.name,
        thumbnail: pictureOf(record),
        when: record.when,
        towards: named(towards),
        influence,
        without,
        adjustments,
      }),
    ),
    dislikes: dislikes
      .map(({ record }, i) => ({
        photoId: record.photo,
        name: record.name,
        when: record.when,
        count: record.looks.length,
        against: named(summary.dislikes[i].against),
        influence: summary.dislikes[i].influence,
      }))
      .reverse(),
    sliders: summary.sliders.map((slider, i) => ({ id: ADJUSTMENT_IDS[i], ...slider })),
    own: summary.belief.own,
    path: summary.path,
    count: observations.length,
  };
}
