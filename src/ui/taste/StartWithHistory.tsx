import { type ChangeEvent, useState } from 'react';
import { Button } from '../primitives/Button';
import { useSession, useSessionState } from '../sessionContext';
import { historyWords } from './historyWords';
import './history.css';

/** Chromium and Safari call this by a name of their own, which React passes on. */
const FOLDER = { webkitdirectory: '' };

/** Edits made elsewhere become this person's: pick a folder, and with it a catalogue where there is one. */
export function StartWithHistory() {
  const session = useSession();
  const history = useSessionState((state) => state.history);
  const [catalog, setCatalog] = useState<File>();
  const catalogWords = catalog
    ? `Lightroom catalogue: ${catalog.name}`
    : 'Lightroom catalogue (if you have one)';
  const isRunning = history.phase === 'reading' || history.phase === 'importing';

  const start = (event: ChangeEvent<HTMLInputElement>): void => {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) void session.startWithHistory(files, catalog);
  };

  return (
    <section className="history" aria-labelledby="history-title">
      <h3 id="history-title">Start with a history</h3>
      <p className="quiet small">
        Photos that you edited in Lightroom or Camera Raw teach your taste at once: pick their folder.
        Settings are read from XMP, in the photos or beside them, or from a Lightroom catalogue. Nothing
        leaves this device.
      </p>
      {isRunning ? (
        <div className="history-run">
          <progress
            aria-label="Import"
            max={history.total || 1}
            {...(history.total > 0 && { value: history.done })}
          />
          <Button label="Stop import" look="raised" onClick={() => session.stopHistory()} />
        </div>
      ) : (
        <div className="history-pick">
          <label className="button button-raised open-photos">
            <input
              className="spoken"
              type="file"
              accept=".lrcat"
              aria-label={catalogWords}
              onChange={(event) => setCatalog(event.currentTarget.files?.[0])}
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
      )}
      <p className="small" role="status">
        {historyWords(history)}
      </p>
      {history.skipped.length > 0 && (
        <ul className="history-skipped quiet small" aria-label="Left out">
          {history.skipped.map(({ words, count }) => (
            <li key={words}>
              {count}: {words}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
