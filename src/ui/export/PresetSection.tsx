import { useId, useState } from 'react';
import { Button } from '../primitives/Button';
import '../primitives/textField.css';
import { useSession, useSessionState } from '../sessionContext';
import { saveFile } from './saveFile';

/** The edit without its photo, for who goes on in Lightroom. */
export function PresetSection() {
  const session = useSession();
  const suggested = useSessionState(
    ({ photo }) => `${photo?.name.replace(/\.[^.]*$/, '') || 'Manylight'} look`,
  );
  const isNeutral = useSessionState(({ edit }) => edit.neutral);
  const shiftsWhite = useSessionState(
    ({ edit: { adjustments } }) => adjustments.temp !== 0 || adjustments.tint !== 0,
  );
  const [name, setName] = useState(suggested);
  const [saved, setSaved] = useState('');
  const id = useId();

  const save = async (): Promise<void> => {
    const file = await session.exportPreset(name.trim() || suggested);
    if (!file) return;
    saveFile(file);
    setSaved(file.name);
  };

  return (
    <section className="export preset" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>Lightroom preset</h3>
      <p className="quiet">
        These sliders as an .xmp file that Lightroom and Camera Raw import and put on any photo. Pictures come
        out similar, not equal: Adobe’s sliders do not work quite as these do.
        {shiftsWhite && ' Temp and Tint go along as a shift; on raw photos, check the white balance.'}
      </p>
      <form
        className="preset-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label htmlFor={`${id}-name`}>Name</label>
        <input
          id={`${id}-name`}
          className="text-field"
          type="text"
          value={name}
          placeholder={suggested}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          label="Save Lightroom preset"
          look="raised"
          disabled={isNeutral}
          onClick={() => void save()}
        />
      </form>
      {isNeutral && <p className="quiet">Every slider is at 0, so there is nothing to save yet.</p>}
      <p className="export-outcome" role="status">
        {saved && `Saved ${saved}. In Lightroom, choose Import Presets in the Presets panel.`}
      </p>
    </section>
  );
}
