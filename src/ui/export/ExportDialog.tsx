import { useEffect, useId, useRef, useState } from 'react';
import type { ExportedFile, ExportFormat } from '../../app';
import { isAbort, messageOf } from '../../core';
import { byteWords, pixelWords } from '../input/sizes';
import { Button } from '../primitives/Button';
import { Dialog } from '../primitives/Dialog';
import { useSession, useSessionState } from '../sessionContext';
import { saveFile } from './saveFile';
import './export.css';

const FORMATS: readonly { readonly format: ExportFormat; readonly label: string; readonly note: string }[] = [
  { format: 'jpeg', label: 'JPEG', note: 'Opens everywhere' },
  { format: 'webp', label: 'WebP', note: 'Smaller, for the web' },
  { format: 'png', label: 'PNG', note: 'Nothing lost, large' },
];

type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'saved'; readonly file: ExportedFile }
  | { readonly kind: 'failed'; readonly reason: string };

export function ExportDialog({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const photo = useSessionState((state) => state.photo);
  const exporting = useSessionState((state) => state.exporting !== null);
  const [format, setFormat] = useState<ExportFormat>('jpeg');
  const [quality, setQuality] = useState(92);
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const job = useRef<AbortController>(null);

  // Closing the dialog in the middle, by whatever way, cancels.
  useEffect(() => () => job.current?.abort(), []);

  const save = async (): Promise<void> => {
    const controller = new AbortController();
    job.current = controller;
    setOutcome({ kind: 'none' });
    try {
      const file = await session.export({ format, quality: quality / 100, signal: controller.signal });
      saveFile(file);
      setOutcome({ kind: 'saved', file });
    } catch (error) {
      if (!isAbort(error)) setOutcome({ kind: 'failed', reason: messageOf(error) });
    }
  };

  return (
    <Dialog title="Export" onClose={onClose}>
      <div className="export">
        <fieldset className="export-formats" disabled={exporting}>
          <legend>Format</legend>
          {FORMATS.map((option) => (
            <label key={option.format} className="export-format">
              <input
                type="radio"
                name="format"
                value={option.format}
                checked={format === option.format}
                onChange={() => setFormat(option.format)}
              />
              <span>{option.label}</span>
              <span className="quiet small">{option.note}</span>
            </label>
          ))}
        </fieldset>
        <QualityField value={quality} onChange={setQuality} disabled={exporting || format === 'png'} />
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
          <Button label="Cancel" look="raised" onClick={() => job.current?.abort()} />
        ) : (
          <Button
            label="Save photo"
            icon="export"
            look="main"
            onClick={() => void save()}
            disabled={!photo}
          />
        )}
      </div>
    </Dialog>
  );
}

interface QualityFieldProps {
  value: number;
  onChange: (value: number) => void;
  disabled: boolean;
}

function QualityField({ value, onChange, disabled }: QualityFieldProps) {
  const id = useId();
  return (
    <div className="export-quality">
      <label htmlFor={id}>Quality</label>
      <input
        id={id}
        type="range"
        min={40}
        max={100}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <span className="figures">{disabled ? '' : value}</span>
    </div>
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
