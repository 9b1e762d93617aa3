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
  const count = useSessionState(({ set }) => set.photos.length);
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
        <p className="quiet">
          All {count} photos at full size with their edits, in one ZIP. You can go on working meanwhile.
        </p>
      </div>
      <div className="dialog-actions">
        <Button label="Save ZIP" icon="export" look="main" onClick={() => void save()} />
      </div>
    </Dialog>
  );
}
