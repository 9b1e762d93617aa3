import { SHORTCUT_HELP } from '../input/shortcuts';
import { Dialog } from '../primitives/Dialog';
import { useSessionState } from '../sessionContext';
import { SingleKeys } from './SingleKeys';
import './about.css';

export function AboutDialog({ onClose }: { onClose: () => void }) {
  const words = useSessionState((state) => state.capability.words);
  const storage = useSessionState((state) => state.storage);
  return (
    <Dialog title="About Manylight" size="wide" onClose={onClose}>
      <div className="about">
        <section aria-labelledby="about-what">
          <h3 id="about-what">What it does</h3>
          <p>
            A photo has no single right edit. Manylight shows several good ones at once; each is a setting of
            eleven sliders that you can change, and it learns from the edits you keep which ones you like.
          </p>
          <h3>Privacy</h3>
          <p>
            Photos, edits and taste never leave this device. The page is static files and has no server; after
            it has loaded, its own security policy lets no request go to any other place.
          </p>
          <p>
            {storage.phase === 'not-kept'
              ? storage.reason
              : 'Recent photos, edits and your taste lie in this browser’s storage for this page. “Your taste” shows them and erases them; clearing the browser’s site data does too.'}
          </p>
          <h3>Where the looks come from</h3>
          <p>
            The models that propose looks and learn taste were fitted to simulated people retouching real
            photos: no collection of real people’s edits was at hand that may be used. Expect sensible
            variety, not the hand of a photographer you know.
          </p>
          <h3>This browser</h3>
          <p>{words || 'Still finding out what this browser can do.'}</p>
          <h3>Licence</h3>
          <p>
            Manylight is free software under the MIT licence. It builds on React, Zustand, idb, Comlink,
            ExifReader, fflate, saxes, wa-sqlite and TensorFlow.js, under their own free licences.
          </p>
        </section>
        <section aria-labelledby="about-keys">
          <h3 id="about-keys">Keys</h3>
          <SingleKeys />
          <table className="about-keys">
            <tbody>
              {SHORTCUT_HELP.map(({ keys, does }) => (
                <tr key={does}>
                  <th scope="row">{keys}</th>
                  <td>{does}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="quiet small">With Apple’s keyboards, Command in place of Ctrl.</p>
        </section>
      </div>
    </Dialog>
  );
}
