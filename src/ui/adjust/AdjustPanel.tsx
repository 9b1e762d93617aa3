import { useId, useState } from 'react';
import { ADJUSTMENTS, type AdjustmentDefinition } from '../../edit';
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
    </section>
  );
}
