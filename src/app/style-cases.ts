import { isAbort } from '../core';
import type { Kernel } from './kernel';
import type { Session } from './session-types';
import type { StylePicture } from './taste-types';

/** The open photo in each style, for as long as somebody looks. */
export function createStyleCases(kernel: Kernel): Pick<Session, 'developStyles'> {
  const show = (pictures: readonly StylePicture[]) =>
    kernel.set({ taste: { ...kernel.state.getState().taste, pictures } });
  return {
    async developStyles(signal) {
      const { current, engine } = kernel;
      if (!current) return;
      const wanted = AbortSignal.any([signal, current.closing.signal]);
      try {
        const found = await engine.job(wanted, (job) => engine.styleLooks(job, current.photo.id));
        const pictures = found.map(({ adjustments, thumbnail }) => ({
          adjustments,
          picture: kernel.pictures.make(thumbnail),
        }));
        show(pictures);
        wanted.addEventListener('abort', () => {
          for (const { picture } of pictures) kernel.pictures.release(picture);
          if (kernel.state.getState().taste.pictures === pictures) show([]);
        });
      } catch (error) {
        // Without the models the dialog says what is missing; its words stand without pictures.
        if (!isAbort(error) && !wanted.aborted) console.warn(error);
      }
    },
  };
}
