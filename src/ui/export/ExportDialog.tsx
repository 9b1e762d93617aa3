import { useEffect, useRef, useState } from 'react';
import type { ExportedFile, OpenPhoto } from '../../app';
import { isAbort } from '../../core';
import { byteWords, pixelWords } from '../input/sizes';
import { Dialog } from '../primitives/Dialog';
import { TurnButton } from '../primitives/TurnButton';
import { useSession, useSessionState } from '../sessionContext';
import { ExportFields, FIRST_SETTINGS, optionsOf } from './ExportFields';
import { PresetSection } from './PresetSection';
import { saveFile } from './saveFile';
import './export.css';

/** What became of an export. A failure is said by the session. */
type Outcome =
  | { readonly kind: 'saved'; readonly photo: OpenPhoto; readonly file: ExportedFile }
  | { readonly kind: 'replaced'; readonly photo: OpenPhoto };

export function ExportDialog({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const photo = useSessionState((state) => state.photo);
  const exporting = useSessionState((state) => state.exporting !== null);
  const [settings, setSettings] = useState(FIRST_SETTINGS);
  const [outcome, setOutcome] = useState<Outcome>();
  const job = useRef<AbortController>(null);

  // Closing the dialog in the middle, by whatever way, cancels.
  useEffect(() => () => job.current?.abort(), []);

  const save = async (): Promise<void> => {
    if (!photo) return;
    const controller = new AbortController();
    job.current = controller;
    setOutcome(undefined);
    try {
      const file = await session.export({ ...optionsOf(settings), signal: controller.signal });
      saveFile(file);
      setOutcome({ kind: 'saved', photo, file });
    } catch (error) {
      if (!controller.signal.aborted && isAbort(error)) setOutcome({ kind: 'replaced', photo });
    }
  };
  // Calling off may be quicker than the photo that it is for: what was replaced is said beside another one.
  const isSame = outcome?.photo.id === photo?.id;

  return (
    <Dialog title="Export" onClose={onClose}>
      <div className="export">
        <ExportFields settings={settings} onChange={setSettings} disabled={exporting} />
        <p className="quiet figures export-photo">
          {photo && `${photo.name} at full size: ${pixelWords(photo.width, photo.height)}`}
        </p>
        <ExportProgress />
        <p className="export-outcome figures" role="status">
          {outcome?.kind === 'saved' &&
            isSame &&
            `Saved ${outcome.file.name}, ${byteWords(outcome.file.blob.size)}.`}
        </p>
        <p className="export-failure" role="alert">
          {outcome?.kind === 'replaced' &&
            !isSame &&
            `Another photo was opened before “${outcome.photo.name}” was saved.`}
        </p>
      </div>
      <div className="dialog-actions">
        {exporting ? (
          <TurnButton label="Cancel" look="raised" onClick={() => job.current?.abort()} />
        ) : (
          <TurnButton
            label="Save photo"
            icon="export"
            look="main"
            onClick={() => void save()}
            disabled={!photo}
          />
        )}
      </div>
      <PresetSection key={photo?.id} />
    </Dialog>
  );
}

function ExportProgress() {
  const progress = useSessionState((state) => state.exporting?.progress ?? 0);
  const busy = useSessionState((state) => state.exporting !== null);
  return (
    <progress
      className="export-progress"
      data-busy={busy || undefined}
      aria-label="Rendering at full size"
      aria-hidden={!busy}
      max={1}
      value={progress}
    />
  );
}
