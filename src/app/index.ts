export type { SliderDensity } from '../looks';
export type { Picture } from './picture';
export { createSession, type SessionOptions } from './session';
export type {
  Capability,
  EditView,
  ExportedFile,
  ExportFormat,
  ExportOptions,
  ExportState,
  Histogram,
  HistoryState,
  LookItem,
  LooksState,
  Message,
  OpenPhoto,
  Readable,
  RecentPhoto,
  Renderer,
  Session,
  SessionState,
  StorageState,
  ViewState,
  Zoom,
} from './session-types';
export type { SetPhoto, SetState, SetTask } from './set/types';
export type {
  DislikeView,
  ObservationView,
  StylePicture,
  TasteProfile,
  TasteState,
  TasteStyle,
} from './taste-types';
