import { describe, expect, it } from 'vitest';
import { INITIAL_STATE } from '../../../src/app/initial-state';
import type { PhotoId } from '../../../src/core';
import { Toolbar } from '../../../src/ui/editor/Toolbar';
import { LooksStrip } from '../../../src/ui/looks/LooksStrip';
import { MessageList } from '../../../src/ui/messages/Messages';
import { EditHistory } from '../../../src/ui/taste/EditHistory';
import { StartWithHistory } from '../../../src/ui/taste/StartWithHistory';
import { StyleCards } from '../../../src/ui/taste/StyleCards';
import { StylePage } from '../../../src/ui/taste/StylePage';
import { markupOf } from './markup';

const { edit, history, looks, taste } = INITIAL_STATE;
const nothing = () => undefined;

/** The words of each live region, tags left out. */
const spokenIn = (markup: string): string[] =>
  [...markup.matchAll(/<(p|div|span)[^>]* role="(?:status|alert)"[^>]*>(.*?)<\/\1>/g)].map(([, , inner]) =>
    inner.replaceAll(/<[^>]*>/g, ''),
  );

describe('what is read aloud', () => {
  it('is a new message alone, not all that are still there', () => {
    const markup = markupOf(<MessageList messages={[]} />);
    expect(markup.match(/role="(status|alert)" aria-atomic="false"/g)).toHaveLength(2);
  });

  it('is what an import is about and how it ended, not every photo of it', () => {
    const importing = { ...history, phase: 'importing', folder: 'Iceland', done: 3, total: 9 } as const;
    const running = markupOf(<StartWithHistory />, { history: importing });
    expect(running).toContain('Looking at photos: 3 of 9 in Iceland.');
    expect(spokenIn(running)).toEqual(['Looking at 9 photos in Iceland.']);
    const ended = markupOf(<StartWithHistory />, { history: { ...importing, phase: 'done', learned: 9 } });
    expect(spokenIn(ended)).toEqual(['Learned from 9 edits in Iceland.']);
    expect(spokenIn(markupOf(<StartWithHistory />))).toEqual(['']);
  });

  it('is why there are no looks, in the status that is there before them', () => {
    const message = 'The looks model could not be loaded.';
    const missing = markupOf(<LooksStrip />, { looks: { ...looks, phase: 'unavailable', message } });
    expect(spokenIn(missing)).toEqual([message]);
    expect(spokenIn(markupOf(<LooksStrip />))).toEqual(['']);
  });
});

it('Done says of an untouched photo that nothing is edited yet', () => {
  const titleOf = (neutral: boolean, recorded: boolean) =>
    markupOf(<Toolbar show={nothing} />, { edit: { ...edit, neutral }, recorded }).match(
      /aria-label="Done"[^>]* title="([^"]*)"/,
    )?.[1];
  expect(titleOf(true, true)).toBe('Nothing edited yet');
  expect(titleOf(false, true)).toBe('Your taste knows this edit');
  expect(titleOf(false, false)).toBe('Keep this edit and learn your taste from it');
});

it('no thumbnail of the taste can be dragged: a drop of it would look like a file', () => {
  const picture = { url: 'blob:picture', width: 3, height: 2 };
  const photo = { id: 'a' as PhotoId, name: 'a.jpg', width: 3, height: 2 };
  const { adjustments } = edit;
  const style = { index: 0, name: 'Warm', words: 'warmer', weight: 1, baseline: 0.5, average: adjustments };
  const shown = { ...taste, styles: [style], pictures: [{ picture, adjustments }] };
  const observation = {
    photoId: photo.id,
    name: photo.name,
    thumbnail: picture,
    when: 0,
    towards: { style: 0, name: 'Warm' },
    influence: 0.1,
    without: 0.5,
    adjustments,
  };
  const markups = [
    markupOf(<StyleCards taste={shown} onOpen={nothing} />, { photo }),
    markupOf(<StylePage style={style} onBack={nothing} />, { taste: shown }),
    markupOf(<EditHistory observations={[observation]} heading="heading" />),
  ];
  for (const markup of markups) expect(markup).toMatch(/<img [^>]*draggable="false"/);
});
