import { type RefObject, useState } from 'react';
import { AdjustPanel } from '../adjust/AdjustPanel';
import type { ShowDialog } from '../dialogName';
import { Filmstrip } from '../film/Filmstrip';
import { LooksStrip } from '../looks/LooksStrip';
import { useFocusPassed } from '../primitives/useFocusPassed';
import { BottomBar, type Tab } from './BottomBar';
import { Histogram } from './Histogram';
import { PHOTO_ID, PhotoView } from './PhotoView';
import { Toolbar } from './Toolbar';
import './editor.css';

/** One order in the document for every screen; style sheets alone place the parts. */
export function Editor({ show, hadFocus }: { show: ShowDialog; hadFocus: RefObject<boolean> }) {
  const [tab, setTab] = useState<Tab>('looks');
  const editor = useFocusPassed(hadFocus, `#${PHOTO_ID}`);
  return (
    <div ref={editor} className="editor" data-tab={tab}>
      <Toolbar show={show} />
      <main className="editor-main">
        <PhotoView />
        <Filmstrip show={show} />
        <LooksStrip />
        <div className="side">
          <Histogram />
          <AdjustPanel />
        </div>
      </main>
      <BottomBar tab={tab} onTab={setTab} onExport={() => show('export')} />
    </div>
  );
}
