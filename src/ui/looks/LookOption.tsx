import { memo } from 'react';
import type { Picture } from '../../app';
import { Icon } from '../primitives/Icon';
import './dislike.css';

interface LookOptionProps {
  id: string;
  words: string;
  /** A word above the look's own, for instance "Yours". */
  tag?: string | undefined;
  picture: Picture | undefined;
  selected: boolean;
  /** The one that Tab reaches. */
  reachable: boolean;
  /** Another is being found for its place. */
  leaving: boolean;
  /** It is what a button that is pointed at would work on. */
  marked: boolean;
  onPreview: (id: string) => void;
  /** It has the focus. */
  onVisit: (id: string) => void;
  onTake: (id: string) => void;
  onDislike: (id: string) => void;
}

/** One look of the strip. Keys are handled by the listbox around it. */
export const LookOption = memo(function LookOption(props: LookOptionProps) {
  const { id, words, tag, picture, selected, reachable, leaving, marked } = props;
  const { onPreview, onVisit, onTake, onDislike } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter and Space are handled once, by the listbox
    <div
      role="option"
      className="look"
      data-look={id}
      data-leaving={leaving || undefined}
      data-marked={marked || undefined}
      aria-selected={selected}
      aria-keyshortcuts="X"
      tabIndex={reachable ? 0 : -1}
      title={words}
      onClick={() => onTake(id)}
      onFocus={() => onVisit(id)}
      onPointerEnter={(event) => event.pointerType === 'mouse' && onPreview(id)}
    >
      <span className="look-frame">
        {picture && (
          <img className="look-picture" src={picture.url} alt="" draggable={false} decoding="async" />
        )}
        {tag && <span className="look-tag">{tag}</span>}
        {!selected && (
          // For a mouse or a finger; keys and screen readers have X and the button beside the strip.
          <span
            className="look-dislike"
            aria-hidden="true"
            title="Not for me (X)"
            onClick={(event) => {
              event.stopPropagation();
              onDislike(id);
            }}
          >
            <Icon name="close" />
          </span>
        )}
      </span>
      <span className="look-words">{words}</span>
    </div>
  );
});
