import { useEffect, useEffectEvent } from 'react';
import type { Session } from '../app';
import type { ShowDialog } from './dialogName';
import { isCovered } from './input/covered';
import { type Command, commandOf, isRepeated, type Typing } from './input/shortcuts';
import { OPEN_PHOTOS_ID } from './primitives/OpenPhotos';

export function typingIn(element: Element | null): Typing {
  if (element instanceof HTMLTextAreaElement) return 'typing';
  if (!(element instanceof HTMLInputElement) || element.type !== 'text') return 'none';
  return element.dataset.typing === undefined ? 'field' : 'typing';
}

function run(command: Command, session: Session, showExport: () => void): void {
  const { zoom, split, clipping } = session.state.getState().view;
  const actions: Record<Command, () => void> = {
    undo: () => session.undo(),
    redo: () => session.redo(),
    compare: () => session.compare(true),
    split: () => session.setSplit(split === null ? 0.5 : null),
    clipping: () => session.showClipping(!clipping),
    'zoom-fit': () => session.setZoom('fit'),
    'zoom-100': () => session.setZoom(1),
    'zoom-200': () => session.setZoom(2),
    'zoom-toggle': () => session.setZoom(zoom === 'fit' ? 1 : 'fit'),
    'more-like-this': () => void session.moreLikeThis(),
    copy: () => session.copySettings(),
    'next-photo': () => void session.stepPhoto(1),
    'previous-photo': () => void session.stepPhoto(-1),
    open: () => document.getElementById(OPEN_PHOTOS_ID)?.click(),
    export: showExport,
  };
  actions[command]();
}

/** The editor's keys, wherever the focus is; none while a dialog is open. */
export function useShortcuts(session: Session, show: ShowDialog): void {
  const onShow = useEffectEvent(show);
  useEffect(() => {
    /** The key that began comparing, by its place: let go of after AltGr or Option it no longer writes a backslash. */
    let comparingKey: string | undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isCovered()) return;
      const { photo, singleKeys } = session.state.getState();
      const command = commandOf(event, typingIn(document.activeElement), singleKeys);
      if (!command || (!photo && command !== 'open')) return;
      // Selected text is what the person means to copy.
      if (command === 'copy' && document.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      if (event.repeat && !isRepeated(command)) return;
      if (command === 'compare') comparingKey = event.code;
      run(command, session, () => onShow('export'));
    };
    const endComparing = (): void => {
      comparingKey = undefined;
      session.compare(false);
    };
    const onKeyUp = (event: KeyboardEvent): void => {
      if (event.code === comparingKey) endComparing();
    };
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('keyup', onKeyUp);
    // A key let go while another window has the focus is never reported.
    window.addEventListener('blur', endComparing);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', endComparing);
    };
  }, [session]);
}
