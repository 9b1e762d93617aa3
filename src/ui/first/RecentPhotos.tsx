import { useSession, useSessionState } from '../sessionContext';
import './recent.css';

/** Photos opened before, newest first; each opens with its edit. */
export function RecentPhotos({ onOpen }: { onOpen?: () => void }) {
  const session = useSession();
  const recent = useSessionState((state) => state.recent);
  return (
    <ul className="recent">
      {recent.map(({ id, name, thumbnail }) => (
        <li key={id}>
          <button
            type="button"
            className="recent-photo"
            title={name}
            onClick={() => {
              onOpen?.();
              void session.openRecent(id);
            }}
          >
            <span className="recent-frame">
              {thumbnail && <img src={thumbnail.url} alt="" draggable={false} decoding="async" />}
            </span>
            <span className="recent-name small">{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
