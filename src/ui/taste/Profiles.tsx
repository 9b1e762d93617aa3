import { type FormEvent, useId, useRef, useState } from 'react';
import type { TasteProfile } from '../../app';
import { Button } from '../primitives/Button';
import '../primitives/textField.css';
import { useSession, useSessionState } from '../sessionContext';
import { Confirm } from './Confirm';
import { editsWords } from './words';

/** Which taste learns and proposes: switch, add, rename, remove. */
export function Profiles() {
  const session = useSession();
  const id = useId();
  const profiles = useSessionState(({ taste }) => taste.profiles);
  const inUse = useSessionState(({ taste }) => taste.profile);
  const count = useSessionState(({ taste }) => taste.count);
  const [naming, setNaming] = useState<'add' | 'rename' | null>(null);
  /** Where the focus is once a name is given or called off. */
  const back = useRef<'list' | 'add' | 'rename'>(undefined);
  const list = useRef<HTMLSelectElement>(null);
  const current = profiles.find((profile) => profile.id === inUse);
  if (!current) return null;
  if (naming) {
    return (
      <NameForm
        title={naming === 'add' ? 'Name of the new profile' : `New name of “${current.name}”`}
        start={naming === 'add' ? '' : current.name}
        onEnd={(name) => {
          setNaming(null);
          back.current = naming === 'add' && name !== undefined ? 'list' : naming;
          if (name === undefined) return;
          void (naming === 'add' ? session.addProfile(name) : session.renameProfile(inUse, name));
        }}
      />
    );
  }
  const remove = async (): Promise<void> => {
    await session.removeProfile(inUse);
    // The question went with the profile.
    list.current?.focus();
  };
  return (
    <section className="profiles" aria-label="Profiles">
      <label htmlFor={id}>Profile</label>
      <select
        ref={list}
        id={id}
        // biome-ignore lint/a11y/noAutofocus: the form that had the focus has gone
        autoFocus={back.current === 'list'}
        className="text-field"
        value={inUse}
        onChange={(event) => {
          const wanted = event.currentTarget.value;
          void session.switchProfile(wanted as TasteProfile['id']);
        }}
      >
        {profiles.map((profile) => (
          <option key={profile.id} value={profile.id}>
            {profile.name}
          </option>
        ))}
      </select>
      <Button
        label="New profile"
        look="raised"
        autoFocus={back.current === 'add'}
        onClick={() => setNaming('add')}
      />
      <Button
        label="Rename"
        look="raised"
        autoFocus={back.current === 'rename'}
        onClick={() => setNaming('rename')}
      />
      {profiles.length > 1 && (
        <Confirm
          key={inUse}
          label="Remove"
          question={`This removes “${current.name}” and the ${editsWords(count)} that it learned from. The photos keep their edits. It cannot be undone.`}
          yes={`Remove “${current.name}”`}
          onYes={() => void remove()}
        />
      )}
    </section>
  );
}

interface NameFormProps {
  title: string;
  start: string;
  /** The name, or nothing when it was called off. */
  onEnd: (name?: string) => void;
}

function NameForm({ title, start, onEnd }: NameFormProps) {
  const id = useId();
  const [name, setName] = useState(start);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim()) onEnd(name);
  };
  return (
    <form
      className="profiles"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onEnd();
      }}
    >
      <label htmlFor={id}>{title}</label>
      <input
        id={id}
        className="text-field"
        type="text"
        value={name}
        maxLength={40}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: it was asked for with the press before
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button label="Cancel" look="raised" onClick={() => onEnd()} />
      <button type="submit" className="button button-main" disabled={name.trim() === ''}>
        Save name
      </button>
    </form>
  );
}
