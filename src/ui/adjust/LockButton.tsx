import { Icon } from '../primitives/Icon';
import { useSession, useSessionState } from '../sessionContext';
import type { Row } from './row';

/** Keeps one slider where it stands, whatever look or amount is chosen. */
export function LockButton({ row }: { row: Row }) {
  const session = useSession();
  const on = useSessionState(({ locked }) => locked.includes(row.id));
  return (
    <button
      type="button"
      className="lock"
      aria-label={`Lock ${row.label}`}
      aria-pressed={on}
      title={`${on ? 'Locked' : 'Lock'}: looks, Amount, Reset and Paste leave it as it is`}
      onClick={() => session.setLock(row.id, !on)}
    >
      <Icon name={on ? 'lock' : 'unlock'} />
    </button>
  );
}
