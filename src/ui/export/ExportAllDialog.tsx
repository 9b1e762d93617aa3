import { useState } from 'react';
import { Button } from '../primitives/Button';
import { Dialog } from '../primitives/Dialog';
import { useSession, useSessionState } from '../sessionContext';
import { ExportFields, FIRST_SETTINGS, optionsOf } from './ExportFields';
import { saveFile } from './saveFile';
import './export.css';

/** Asks how; the export itself goes on beside the person's work, and the filmstrip shows how far it is. */
export function ExportAllDialog({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const all = useSessionState(({ set }) => set.photos.length);
  const broken = useSessionState(({ set }) => set.photos.filter(({ problem }) => problem).length);
  const [settings, setSettings] = useState(FIRST_SETTINGS);
  const save = async (): Promise<void> => {
    onClose();
    const file = await session.exportAll(optionsOf(settings));
    if (file) saveFile(file);
  };
  return (
    <Dialog title="Export all" onClose={onClose}>
      <div className="export">
        <ExportFields settings={settings} onChange={setSettings} />
        <p className="quiet">{exportedWords(all, broken)} You can go on working meanwhile.</p>
      </div>
      <div className="dialog-actions">
        <Button label="Save ZIP" icon="export" look="main" onClick={() => void save()} />
      </div>
    </Dialog>
  );
}

/** What will be in the file, by what is known now: a photo that nobody has looked at counts as one that opens. */
function exportedWords(all: number, broken: number): string {
  const photos = broken === 0 ? `All ${all} photos` : `${all - broken} of ${all} photos`;
  const left = broken === 0 ? '' : `; ${broken} cannot be opened`;
  return `${photos} at full size with their edits, in one ZIP${left}.`;
}
