import { Dialog } from '../primitives/Dialog';
import { RecentPhotos } from './RecentPhotos';

export function RecentDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Recent photos" size="wide" onClose={onClose}>
      <RecentPhotos onOpen={onClose} />
    </Dialog>
  );
}
