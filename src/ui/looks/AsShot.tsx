import type { Picture } from '../../app';

interface AsShotProps {
  picture: Picture | undefined;
  pressed: boolean;
  onPreview: (id: 'as-shot') => void;
  onTake: (id: 'as-shot') => void;
}

/** The photo as it came, before the looks: previews like one of them, and takes every slider back to 0. */
export function AsShot({ picture, pressed, onPreview, onTake }: AsShotProps) {
  return (
    <button
      type="button"
      className="look"
      aria-pressed={pressed}
      onClick={() => onTake('as-shot')}
      onFocus={() => onPreview('as-shot')}
      onPointerEnter={(event) => event.pointerType === 'mouse' && onPreview('as-shot')}
    >
      <span className="look-frame">
        {picture && (
          <img className="look-picture" src={picture.url} alt="" draggable={false} decoding="async" />
        )}
      </span>
      <span className="look-words">As shot</span>
    </button>
  );
}
