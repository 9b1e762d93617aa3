import { Icon, type IconName } from '../primitives/Icon';
import './bottomBar.css';

export type Tab = 'looks' | 'adjust';

interface BottomBarProps {
  tab: Tab;
  onTab: (tab: Tab) => void;
  onExport: () => void;
}

/** A phone's bar within the thumb's reach; wider screens show everything at once and have no use for it. */
export function BottomBar({ tab, onTab, onExport }: BottomBarProps) {
  return (
    <nav className="bottom-bar" aria-label="Panels">
      <BarButton label="Looks" icon="looks" pressed={tab === 'looks'} onPress={() => onTab('looks')} />
      <BarButton label="Adjust" icon="adjust" pressed={tab === 'adjust'} onPress={() => onTab('adjust')} />
      <BarButton label="Export" icon="export" onPress={onExport} />
    </nav>
  );
}

interface BarButtonProps {
  label: string;
  icon: IconName;
  pressed?: boolean;
  onPress: () => void;
}

function BarButton({ label, icon, pressed, onPress }: BarButtonProps) {
  return (
    <button type="button" className="bottom-bar-button" aria-pressed={pressed} onClick={onPress}>
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  );
}
