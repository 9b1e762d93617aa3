import { type ChangeEvent, type RefObject, useRef, useState } from 'react';
import type { HistoryState } from '../../app';
import { Button } from '../primitives/Button';
import { useFocusPassed } from '../primitives/useFocusPassed';
import { useSession, useSessionState } from '../sessionContext';
import { historyStep, historyWords, isUnderWay } from './historyWords';
import './history.css';

/** Chromium and Safari call this by a name of their own, which React passes on. */
const FOLDER = { webkitdirectory: '' };

/** Edits made elsewhere become this person's: pick a folder, and with it a catalogue where there is one. */
export function StartWithHistory() {
  const history = useSessionState((state) => state.history);
  const [catalog, setCatalog] = useState<File>();
  const hadFocus = useRef(false);
  const isRunning = isUnderWay(history);
  const words = historyWords(history);
  return (
    <section className="history" aria-labelledby="history-title">
      <h3 id="history-title">Start with a history</h3>
      <p className="quiet small">
        Photos that you edited in Lightroom or Camera Raw teach your taste at once: pick their folder.
        Settings are read from XMP, in the photos or beside them, or from a Lightroom catalogue. Nothing
        leaves this device.
      </p>
      {isRunning ? (
        <Run history={history} hadFocus={hadFocus} />
      ) : (
        <Pick catalog={catalog} onCatalog={setCatalog} hadFocus={hadFocus} />
      )}
      {isRunning && <p className="small">{words}</p>}
      {/* One sentence a photo would be too much to hear: what is begun is said, and how it ended. */}
      <p className="small" role="status">
        {isRunning ? <span className="spoken">{historyStep(history)}</span> : words}
      </p>
      {history.skipped.length > 0 && (
        <ul className="history-skipped quiet small" aria-label="Left out">
          {history.skipped.map(({ words: why, count }) => (
            <li key={why}>
              {count}: {why}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface TurnProps {
  hadFocus: RefObject<boolean>;
}

function Run({ history, hadFocus }: TurnProps & { history: HistoryState }) {
  const session = useSession();
  const part = useFocusPassed(hadFocus);
  const { done, total } = history;
  return (
    <div ref={part} className="history-run">
      <progress aria-label="Import" max={total || 1} {...(total > 0 && { value: done })} />
      <Button label="Stop import" look="raised" onClick={() => session.stopHistory()} />
    </div>
  );
}

interface PickProps extends TurnProps {
  catalog: File | undefined;
  onCatalog: (catalog: File | undefined) => void;
}

function Pick({ catalog, onCatalog, hadFocus }: PickProps) {
  const session = useSession();
  const part = useFocusPassed(hadFocus, 'input[multiple]');
  const catalogWords = catalog
    ? `Lightroom catalogue: ${catalog.name}`
    : 'Lightroom catalogue (if you have one)';

  const start = (event: ChangeEvent<HTMLInputElement>): void => {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) void session.startWithHistory(files, catalog);
  };

  return (
    <div ref={part} className="history-pick">
      <label className="button button-raised open-photos">
        <input
          className="spoken"
          type="file"
          accept=".lrcat"
          aria-label={catalogWords}
          onChange={(event) => onCatalog(event.currentTarget.files?.[0])}
        />
        <span className="history-catalog" aria-hidden="true">
          {catalogWords}
        </span>
      </label>
      <label className="button button-raised open-photos">
        <input
          className="spoken"
          type="file"
          multiple
          aria-label="Pick a folder of edited photos"
          onChange={start}
          {...FOLDER}
        />
        <span aria-hidden="true">Pick a folder</span>
      </label>
    </div>
  );
}
