import { useEffect, useState } from 'react';
import type { Session } from '../app';
import { isCovered } from './input/covered';
import { filesOf, hasFiles } from './input/files';
import { typingIn } from './useShortcuts';

/**
 * Drops anywhere on the page and pastes open photos; a paste without files pastes copied settings. Under a dialog neither
 * does anything. Returns whether files are being dragged over the page.
 */
export function useIncomingFiles(session: Session): boolean {
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    // Every element that the pointer crosses sends its own enter and leave; the page is left when they balance.
    let depth = 0;
    const on = <K extends keyof DocumentEventMap>(
      type: K,
      listener: (event: DocumentEventMap[K]) => void,
    ): void => document.addEventListener(type, listener, { signal });
    on('dragenter', (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      if (isCovered()) {
        event.preventDefault();
        return;
      }
      depth++;
      setDragging(true);
    });
    on('dragover', (event) => {
      if (hasFiles(event.dataTransfer)) event.preventDefault();
    });
    on('dragleave', (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      depth = Math.max(0, depth - 1);
      setDragging(depth > 0);
    });
    on('drop', (event) => {
      depth = 0;
      setDragging(false);
      const files = filesOf(event.dataTransfer);
      if (files.length === 0) return;
      // The browser would open it in the app's place.
      event.preventDefault();
      if (!isCovered()) void session.open(files);
    });
    on('paste', (event) => {
      if (isCovered()) return;
      const files = filesOf(event.clipboardData);
      if (files.length > 0) {
        event.preventDefault();
        void session.open(files);
      } else if (typingIn(document.activeElement) === 'none') {
        session.pasteSettings();
      }
    });
    return () => listening.abort();
  }, [session]);
  return dragging;
}
