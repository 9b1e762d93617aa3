export type { Histogram } from '../develop';
export type { SliderDensity } from '../looks';
export { AS_SHOT } from './edit-state';
export type { ExportedFile, ExportFormat, ExportOptions } from './export-types';
export { atMost } from './messages';
export type { Picture } from './picture';
export { createSession, type SessionOptions } from './session';
export type { Readable, Session } from './session-types';
export type { SetPhoto, SetState, SetTask } from './set/types';
export type {
  Capability,
  EditView,
  ExportState,
  HistoryState,
  LookItem,
  LooksState,
  Message,
  OpenPhoto,
  RecentPhoto,
  Renderer,
  SessionState,
  StorageState,
  ViewState,
  Zoom,
} from './state-types';
export type {
  DislikeView,
  ObservationView,
  SliderHabit,
  StylePicture,
  TasteProfile,
  TasteState,
  TasteStyle,
} from './taste-types';
export { MAX_ZOOM } from './view';
