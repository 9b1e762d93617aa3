import { useSession, useSessionState } from '../sessionContext';
import { Confirm } from './Confirm';
import { editsWords } from './words';

/** Says what goes before it goes. */
export function ForgetEverything({ count }: { count: number }) {
  const session = useSession();
  const several = useSessionState(({ taste }) => taste.profiles.length > 1);
  const from = count > 0 ? ` and the ${editsWords(count)} it came from` : '';
  const learned = several ? 'every profile’s taste and the edits it came from' : `your taste${from}`;
  return (
    <Confirm
      label="Forget everything"
      question={`This erases from this device: ${learned}, the edits of all photos, recent photos and settings. The open photo stays open. It cannot be undone.`}
      yes="Erase it all"
      onYes={() => void session.forgetEverything()}
    />
  );
}
