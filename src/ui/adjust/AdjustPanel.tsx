import { useId, useState } from 'react';
import { ADJUSTMENTS, type AdjustmentDefinition } from '../../edit';
import { Button } from '../primitives/Button';
import { useSession, useSessionState } from '../sessionContext';
import { AdjustmentRow } from './AdjustmentRow';
import './adjust.css';

type Group = AdjustmentDefinition['group'];

const GROUPS: readonly { readonly group: Group; readonly title: string }[] = [
  { group: 'white-balance', title: 'White balance' },
  { group: 'tone', title: 'Tone' },
  { group: 'presence', title: 'Presence' },
];

/** The eleven sliders in three groups. A phone shows one group at a time, chosen above them. */
export function AdjustPanel() {
  const [shown, setShown] = useState<Group>('tone');
  const id = useId();
  return (
    <section className="adjust" aria-label="Adjustments" data-shown={shown}>
      <div className="adjust-switch">
        {GROUPS.map(({ group, title }) => (
          <button
            key={group}
            type="button"
            className="adjust-switch-button"
            aria-pressed={group === shown}
            onClick={() => setShown(group)}
          >
            {title}
          </button>
        ))}
      </div>
      {GROUPS.map(({ group, title }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid area in every browser
        <div
          key={group}
          className="adjust-group"
          data-group={group}
          role="group"
          aria-labelledby={`${id}${group}`}
        >
          <h2 className="adjust-title" id={`${id}${group}`}>
            {title}
          </h2>
          {ADJUSTMENTS.filter((row) => row.group === group).map((row) => (
            <AdjustmentRow key={row.id} row={row} />
          ))}
        </div>
      ))}
      <CopyButtons />
    </section>
  );
}

/** One photo's settings for another. */
function CopyButtons() {
  const session = useSession();
  const hasCopied = useSessionState((state) => state.hasCopied);
  return (
    <div className="adjust-copy">
      <Button
        label="Copy settings"
        title="Copy settings (Ctrl+C)"
        look="raised"
        onClick={() => session.copySettings()}
      />
      <Button
        label="Paste settings"
        title={hasCopied ? 'Paste settings (Ctrl+V)' : 'Copy the settings of a photo first'}
        look="raised"
        disabled={!hasCopied}
        onClick={() => session.pasteSettings()}
      />
    </div>
  );
}
