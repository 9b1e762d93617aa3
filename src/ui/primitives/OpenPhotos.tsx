import type { ChangeEvent } from 'react';
import { useSession } from '../sessionContext';
import { Icon } from './Icon';

interface OpenPhotosProps {
  look: 'plain' | 'main';
  compact?: boolean;
}

/** Ctrl+O presses this. Only one is on the page at a time. */
export const OPEN_PHOTOS_ID = 'open-photos';

/** The file input, dressed as a button: the input itself has the focus and the name. */
export function OpenPhotos({ look, compact }: OpenPhotosProps) {
  const session = useSession();
  const open = (event: ChangeEvent<HTMLInputElement>): void => {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])];
    // Choosing the same file again must be a change too.
    input.value = '';
    if (files.length > 0) void session.open(files);
  };
  return (
    <label className={`button button-${look} open-photos ${compact ? 'button-compact' : ''}`} title="Ctrl+O">
      <input
        id={OPEN_PHOTOS_ID}
        className="spoken"
        type="file"
        accept="image/*,.avif,.webp"
        multiple
        aria-label="Open photos"
        onChange={open}
      />
      <Icon name="open" />
      <span className="button-words" aria-hidden="true">
        Open photos
      </span>
    </label>
  );
}
