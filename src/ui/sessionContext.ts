import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Session, SessionState } from '../app';
import { invariant } from '../core';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  invariant(session, 'components live inside <App>');
  return session;
}

/** A narrow part of the session's state; the component renders again only when what `select` returns changes. */
export function useSessionState<T>(select: (state: SessionState) => T): T {
  return useStore(useSession().state, select);
}
