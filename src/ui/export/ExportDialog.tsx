import { useEffect, useRef, useState } from 'react';
import type { ExportedFile } from '../../app';
import { isAbort, messageOf } from '../../core';
import { byteWords, pixelWords } from '../input/sizes';
import { Dialog } from '../primitives/Dialog';
import { TurnButton } from '../primitives/TurnButton';
import { useSession, useSessionState } from '../sessionContext';
import { ExportFields, FIRST_SETTINGS, optionsOf } from './ExportFields';
import { PresetSection } from './PresetSection';
import { saveFile } from './saveFile';
import './export.css';

type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'saved'; readonly file: ExportedFile }
  | { readonly kind: 'failed'; readonly reason: string };

export function ExportDialog({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const photo = useSessionState((state) => state.photo);
  const exporting = useSessionState((state) => state.exporting !== null);
  const [settings, setSettings] = useState(FIRST_SETTINGS);
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const job = useRef<AbortController>(null);

  // Closing the dialog in the middle, by whatever way, cancels.
  useEffect(() => () => job.current?.abort(), []);

  const save = async (): Promise<void> => {
    const controller = new AbortController();
    job.current = controller;
    setOutcome({ kind: 'none' });
    try {
      const file = await session.export({ ...optionsOf(settings), signal: controller.signal });
      saveFile(file);
      setOutcome({ kind: 'saved', file });
    } catch (error) {
      if (!isAbort(error)) setOutcome({ kind: 'failed', reason: messageOf(error) });
    }
  };

  return (
    <Dialog title="Export" onClose={onClose}>
      <div className="export">
        <ExportFields settings={settings} onChange={setSettings} disabled={exporting} />
        <p className="quiet figures">{photo && `Full size: ${pixelWords(photo.width, photo.height)}`}</p>
        <ExportProgress />
        <p className="export-outcome figures" role="status">
          {outcome.kind === 'saved' && `Saved ${outcome.file.name}, ${byteWords(outcome.file.blob.size)}.`}
        </p>
        <p className="export-failure" role="alert">
          {outcome.kind === 'failed' && outcome.reason}
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
      <PresetSection />
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
