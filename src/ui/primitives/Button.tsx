import type { ComponentProps } from 'react';
import { Icon, type IconName } from './Icon';
import './button.css';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'type'> {
  /** The words on it and its name for everyone. */
  label: string;
  icon?: IconName;
  /** compact: the words go away where the toolbar is narrow; the name and the tooltip stay. */
  compact?: boolean;
  look?: 'plain' | 'raised' | 'main' | 'danger';
}

export function Button({ label, icon, compact, look = 'plain', className, title, ...rest }: ButtonProps) {
  const classes = ['button', `button-${look}`, compact && 'button-compact', className];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      aria-label={label}
      title={title ?? (compact ? label : undefined)}
    >
      {icon && <Icon name={icon} />}
      <span className="button-words">{label}</span>
    </button>
  );
}
