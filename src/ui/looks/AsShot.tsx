import { AS_SHOT, type Picture } from '../../app';

interface AsShotProps {
  picture: Picture | undefined;
  pressed: boolean;
  onPreview: (id: string) => void;
  onTake: (id: string) => void;
}

/** The photo as it came, before the looks: previews like one of them, and takes every slider back to 0. */
export function AsShot({ picture, pressed, onPreview, onTake }: AsShotProps) {
  return (
    <button
      type="button"
      className="look"
      aria-pressed={pressed}
      onClick={() => onTake(AS_SHOT)}
      onFocus={() => onPreview(AS_SHOT)}
      onPointerEnter={(event) => event.pointerType === 'mouse' && onPreview(AS_SHOT)}
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
