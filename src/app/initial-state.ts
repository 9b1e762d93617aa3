import { NEUTRAL } from '../edit';
import { FIRST_PROFILE } from '../store';
import { createEditState, viewOfEdit } from './edit-state';
import { NO_HISTORY } from './history/state';
import { NO_SET } from './set/state';
import type { LooksState, SessionState, ViewState } from './state-types';
import { MIDDLE } from './view';

export const NO_LOOKS: LooksState = {
  phase: 'idle',
  message: '',
  items: [],
  densities: {},
  asShot: undefined,
  taken: null,
  previewed: null,
  amount: 1,
};

export const WHOLE_PHOTO: ViewState = {
  zoom: 'fit',
  centre: MIDDLE,
  photoBox: undefined,
  split: null,
  clipping: false,
};

export const INITIAL_STATE: SessionState = {
  capability: { renderer: undefined, words: '' },
  storage: { phase: 'opening' },
  phase: 'empty',
  openingName: '',
  photo: null,
  set: NO_SET,
  canvasGeneration: 0,
  edit: viewOfEdit(createEditState(NEUTRAL)),
  locked: [],
  looks: NO_LOOKS,
  histogram: undefined,
  view: WHOLE_PHOTO,
  comparing: false,
  taste: {
    phase: 'loading',
    message: '',
    styles: [],
    observations: [],
    dislikes: [],
    count: 0,
    waiting: 0,
    sliders: [],
    own: 0,
    path: [],
    profiles: [],
    profile: FIRST_PROFILE.id,
    pictures: [],
  },
  history: NO_HISTORY,
  messages: [],
  spoken: { id: 0, text: '' },
  exporting: null,
  hasCopied: false,
  recent: [],
  singleKeys: true,
  recorded: true,
};
