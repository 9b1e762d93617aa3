import { saveFile } from '../export/saveFile';
import { Button } from '../primitives/Button';
import { useSession, useSessionState } from '../sessionContext';

/** The taste as a file: out, and in again, here or on another device. */
export function TasteFile() {
  const session = useSession();
  const hasAny = useSessionState(({ taste }) => taste.count > 0 || taste.dislikes.length > 0);
  const save = async (): Promise<void> => {
    const file = await session.exportTaste();
    if (file) saveFile(file);
  };
  return (
    <section className="taste-file" aria-label="Taste as a file">
      <Button
        label="Export taste"
        look="raised"
        disabled={!hasAny}
        title="Edits, features of the photos and times as one file; no photos"
        onClick={() => void save()}
      />
      <label className="button button-raised open-photos">
        <input
          className="spoken"
          type="file"
          accept=".json,application/json"
          aria-label="Import taste"
          onChange={(event) => {
            const input = event.currentTarget;
            const file = input.files?.[0];
            input.value = '';
            if (file) void session.importTaste(file);
          }}
        />
        <span className="button-words" aria-hidden="true">
          Import taste
        </span>
      </label>
    </section>
  );
}
