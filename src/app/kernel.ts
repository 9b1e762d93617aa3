import type { StoreApi } from 'zustand/vanilla';
import { isAbort, ManylightError, messageOf } from '../core';
import type { Adjustments } from '../edit';
import type { Store } from '../store';
import type { EditElsewhere, EditState } from './edit-state';
import type { EngineClient } from './engine-client';
import type { PhotoFeatures } from './engine-types';
import { atMost } from './messages';
import type { Pictures } from './pictures';
import type { Message, OpenPhoto, SessionState } from './state-types';

/** The open photo, as the use cases know it. */
export interface Current {
  readonly photo: OpenPhoto;
  /** Ends with the photo: everything still running for it is called off. */
  readonly closing: AbortController;
  edit: EditState;
  /** The gesture in progress, and the amount that it asks of the taken look. */
  gesture: { readonly adjustments: Adjustments; readonly amount: number | undefined } | undefined;
  /** What another tab made of it while a hand moved a slider here: it comes in when the hand lets go. */
  elsewhere?: EditElsewhere | undefined;
  /** A commit happened in this visit that the taste has not been told of. */
  touched: boolean;
  /** The person had everything erased while it was open: it is not kept again by itself. */
  erased: boolean;
  /** Known once the encoder has seen the photo. */
  features: PhotoFeatures | undefined;
}

/** What every use case works with. */
export interface Kernel {
  readonly state: StoreApi<SessionState>;
  readonly draft: StoreApi<Adjustments>;
  readonly engine: EngineClient;
  readonly store: Promise<Store>;
  readonly pictures: Pictures;
  current: Current | undefined;
  /** How often the person had everything erased: what was on its way to be kept by then is not kept. */
  erasures: number;
  /** Changes part of the state. */
  set(change: Partial<SessionState>): void;
  say(kind: Message['kind'], text: string): void;
  /** Says what stays until it is dismissed, and what can be done about it. Gives the message's id. */
  stay(kind: Message['kind'], text: string, offers?: Message['offers']): number;
  dismissMessage(id: number): void;
  /** News does not leave by itself while it is held; let go of, it stays as long as at first. */
  holdMessage(id: number, on: boolean): void;
  /** Says what went wrong, unless it was called off. Gives the message's id. */
  report(error: unknown): number | undefined;
}

/** At most so many messages at once; older ones go. */
const MAX_MESSAGES = 4;

/** What was only a piece of news leaves by itself, in ms; what went wrong stays until it is dismissed. */
const STATUS_LIFE = 8_000;

export function createKernel(
  parts: Pick<Kernel, 'state' | 'draft' | 'engine' | 'store' | 'pictures'>,
): Kernel {
  let messages = 0;
  const set = (change: Partial<SessionState>) => parts.state.setState(change);
  const show = (message: Omit<Message, 'id'>): number => {
    messages += 1;
    const id = messages;
    const others = parts.state.getState().messages.filter(({ text }) => text !== message.text);
    set({ messages: atMost(MAX_MESSAGES, [...others, { ...message, id }]) });
    return id;
  };
  const say: Kernel['say'] = (kind, text) => {
    const id = show({ kind, text });
    if (kind === 'status') leaveSoon(id);
  };
  /** What ends each piece of news by itself; nothing does while it is held. */
  const leaving = new Map<number, ReturnType<typeof setTimeout> | undefined>();
  const leaveSoon = (id: number) =>
    leaving.set(
      id,
      setTimeout(() => dismissMessage(id), STATUS_LIFE),
    );
  const dismissMessage = (id: number) => {
    clearTimeout(leaving.get(id));
    leaving.delete(id);
    const left = parts.state.getState().messages.filter((message) => message.id !== id);
    if (left.length < parts.state.getState().messages.length) set({ messages: left });
  };
  return {
    ...parts,
    current: undefined,
    erasures: 0,
    set,
    say,
    stay: (kind, text, offers) => show({ kind, text, ...(offers && { offers }) }),
    dismissMessage,
    holdMessage(id, on) {
      if (!leaving.has(id)) return;
      clearTimeout(leaving.get(id));
      if (on) leaving.set(id, undefined);
      else leaveSoon(id);
    },
    report(error) {
      if (isAbort(error)) return undefined;
      if (error instanceof ManylightError) return show({ kind: 'alert', text: error.message });
      console.error(error);
      return show({ kind: 'alert', text: `Something went wrong: ${messageOf(error)}` });
    },
  };
}
