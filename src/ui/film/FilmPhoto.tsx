import { memo } from 'react';
import type { SetPhoto } from '../../app';
import { Icon } from '../primitives/Icon';

interface FilmPhotoProps {
  photo: SetPhoto;
  selected: boolean;
  /** The one that Tab reaches. */
  reachable: boolean;
  onChoose: (key: number) => void;
}

const EDIT_WORDS = { unknown: '', none: '', given: 'has the look for all', hand: 'edited' } as const;

/** One photo of the filmstrip. Keys are handled by the listbox around it. */
export const FilmPhoto = memo(function FilmPhoto({ photo, selected, reachable, onChoose }: FilmPhotoProps) {
  const { key, name, thumbnail, edit, problem } = photo;
  const state = problem || EDIT_WORDS[edit];
  const label = state ? `${name}, ${state}` : name;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter and Space are handled once, by the listbox
    <div
      role="option"
      className="film-photo"
      data-photo={key}
      aria-label={label}
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      title={label}
      onClick={() => onChoose(key)}
    >
      {thumbnail ? (
        <img
          className="film-picture"
          src={thumbnail.url}
          width={thumbnail.width}
          height={thumbnail.height}
          alt=""
          draggable={false}
          decoding="async"
        />
      ) : (
        <span className="film-wait" data-problem={problem !== '' || undefined}>
          {problem && <Icon name="close" />}
        </span>
      )}
      {(edit === 'hand' || edit === 'given') && <span className="film-mark" data-edit={edit} />}
    </div>
  );
});
