import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createStore } from 'zustand/vanilla';
import type { Session, SessionState } from '../../../src/app';
import { INITIAL_STATE } from '../../../src/app/initial-state';
import { SessionContext } from '../../../src/ui/sessionContext';

/** What a component is as HTML, in a session of which only the state is there. */
export function markupOf(component: ReactNode, change: Partial<SessionState> = {}): string {
  const state = createStore<SessionState>(() => ({ ...INITIAL_STATE, ...change }));
  const session = { state } as Partial<Session> as Session;
  return renderToStaticMarkup(<SessionContext value={session}>{component}</SessionContext>);
}
