import type { ShowDialog } from '../dialogName';
import { ZOOMS, zoomLabel } from '../input/zoom';
import { Button } from '../primitives/Button';
import { OpenPhotos } from '../primitives/OpenPhotos';
import { useSession, useSessionState } from '../sessionContext';
import { CompareButton } from './CompareButton';
import './toolbar.css';

/** What is open, in words. */
export const PHOTO_NAME_ID = 'photo-name';

/** Where the split view's line begins. */
const HALF = 0.5;

export function Toolbar({ show }: { show: ShowDialog }) {
  const name = useSessionState((state) => state.photo?.name ?? '');
  const hasRecent = useSessionState((state) => state.recent.length > 0);
  return (
    <header className="toolbar">
      <div className="toolbar-part">
        <span className="toolbar-brand">Manylight</span>
        <OpenPhotos look="plain" compact />
        <Button label="Recent" icon="recent" compact disabled={!hasRecent} onClick={() => show('recent')} />
        <h1 id={PHOTO_NAME_ID} className="toolbar-name quiet" title={name}>
          {name}
        </h1>
      </div>
      <div className="toolbar-part">
        <HistoryButtons />
        <CompareButton />
        <SplitButton />
        <ZoomButtons />
      </div>
      <div className="toolbar-part toolbar-end">
        <Button
          label="About"
          icon="about"
          compact
          className="toolbar-about"
          title="About Manylight, and its keys"
          onClick={() => show('about')}
        />
        <Button
          label="Your taste"
          icon="taste"
          compact
          className="toolbar-taste"
          onClick={() => show('taste')}
        />
        <DoneButton />
        <Button
          label="Export"
          icon="export"
          look="main"
          className="toolbar-export"
          onClick={() => show('export')}
        />
      </div>
    </header>
  );
}

function HistoryButtons() {
  const session = useSession();
  const edit = useSessionState((state) => state.edit);
  const undoTitle = edit.undoLabel ? `Undo ${edit.undoLabel} (Ctrl+Z)` : 'Nothing to undo';
  const redoTitle = edit.redoLabel ? `Redo ${edit.redoLabel} (Ctrl+Shift+Z)` : 'Nothing to redo';
  return (
    <>
      <Button
        label="Undo"
        icon="undo"
        compact
        title={undoTitle}
        disabled={!edit.canUndo}
        onClick={() => session.undo()}
      />
      <Button
        label="Redo"
        icon="redo"
        compact
        title={redoTitle}
        disabled={!edit.canRedo}
        onClick={() => session.redo()}
      />
      <Button
        label="Reset"
        icon="reset"
        compact
        title="All sliders back to 0"
        disabled={edit.neutral}
        onClick={() => session.reset()}
      />
    </>
  );
}

function SplitButton() {
  const session = useSession();
  const on = useSessionState((state) => state.view.split !== null);
  return (
    <Button
      label="Split view"
      icon="split"
      compact
      className="toolbar-split"
      title="As shot and edited, side by side (Y)"
      aria-pressed={on}
      onClick={() => session.setSplit(on ? null : HALF)}
    />
  );
}

function ZoomButtons() {
  const session = useSession();
  const zoom = useSessionState((state) => state.view.zoom);
  return (
    // biome-ignore lint/a11y/useSemanticElements: three buttons of a toolbar, not fields of a form
    <div className="zoom" role="group" aria-label="Zoom">
      {ZOOMS.map((option, index) => (
        <Button
          key={option}
          label={zoomLabel(option)}
          className="figures"
          title={`Zoom: ${zoomLabel(option)} (${index})`}
          aria-pressed={zoom === option}
          onClick={() => session.setZoom(option)}
        />
      ))}
    </div>
  );
}

function DoneButton() {
  const session = useSession();
  const recorded = useSessionState((state) => state.recorded);
  const neutral = useSessionState(({ edit }) => edit.neutral);
  const learning = useSessionState(({ taste }) => taste.phase !== 'unavailable');
  const known = neutral ? 'Nothing edited yet' : 'Your taste knows this edit';
  const words = recorded ? known : 'Keep this edit and learn your taste from it';
  return (
    <Button
      label="Done"
      icon="done"
      look="raised"
      compact
      className="toolbar-done"
      disabled={recorded}
      title={learning ? words : 'Taste cannot be learned: its model is missing'}
      onClick={() => void session.done()}
    />
  );
}
