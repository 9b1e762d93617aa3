import type { EncodedPicture } from './engine-types';
import type { Picture } from './picture';

/** Owns the object URLs behind the small pictures that the UI shows. */
export interface Pictures {
  make(picture: EncodedPicture): Picture;
  /** For pictures from the store, whose size nobody has asked for yet: the layout takes it from the photo. */
  fromBlob(blob: Blob, width: number, height: number): Picture;
  release(picture: Picture | undefined): void;
  dispose(): void;
}

/** What is on the screen may still be loading a picture that has just been replaced, in ms. */
const GRACE = 2_000;

export function createPictures(): Pictures {
  const live = new Set<string>();
  const revoke = (url: string) => {
    if (live.delete(url)) URL.revokeObjectURL(url);
  };
  const fromBlob = (blob: Blob, width: number, height: number): Picture => {
    const url = URL.createObjectURL(blob);
    live.add(url);
    return { url, width, height };
  };
  return {
    make: ({ blob, width, height }) => fromBlob(blob, width, height),
    fromBlob,
    release(picture) {
      if (picture) setTimeout(() => revoke(picture.url), GRACE);
    },
    dispose() {
      for (const url of [...live]) revoke(url);
    },
  };
}
