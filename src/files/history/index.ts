export {
  type AdjustOptions,
  adjustmentsOf,
  type Found,
  REFUSALS,
  type Refusal,
  shiftBetween,
} from './adjust';
export {
  adjustmentsOfPhoto,
  type Catalog,
  type CatalogCollection,
  type CatalogPhoto,
  openCatalog,
} from './catalog';
export type { BlockSource } from './database';
export { EXPERTS, type Expert, type ExpertEdit, type FivekEdits, readFivek } from './fivek';
export { type EditedPhoto, editedPhotos, type FolderFile } from './folder';
export { parseLua } from './lua';
export { embeddedPackets, textOf } from './packet';
export { createPhotoIndex, isRawFile, type PhotoIndex } from './photo-index';
export { type PlacedEdit, placeEdit, placeEdits } from './place';
export { REASONS, type Reason, Tally } from './reasons';
export {
  type DevelopSettings,
  type KelvinWhite,
  settingsOfLua,
  settingsOfXmp,
  type WhiteBalance,
} from './settings';
export { parseXmp, type Xmp } from './xmp';
