import { useSessionState } from '../sessionContext';

/** What the sliders and the photo show by themselves, said to who cannot see it. */
export function Spoken() {
  const { id, text } = useSessionState((state) => state.spoken);
  return (
    <p className="spoken" role="status">
      {/* Another element each time: the same words are read aloud again. */}
      <span key={id}>{text}</span>
    </p>
  );
}
