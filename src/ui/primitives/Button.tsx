import type { ComponentProps, MouseEvent } from 'react';
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

/** Where nothing is to be done with it, it stays in reach: a button that disables itself would lose the focus. */
export function Button(props: ButtonProps) {
  const {
    label,
    icon,
    compact,
    look = 'plain',
    className,
    title,
    disabled = false,
    onClick,
    ...rest
  } = props;
  const classes = ['button', `button-${look}`, compact && 'button-compact', className];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      aria-label={label}
      aria-disabled={disabled || undefined}
      title={title ?? (compact ? label : undefined)}
      onClick={disabled ? ignore : onClick}
    >
      {icon && <Icon name={icon} />}
      <span className="button-words">{label}</span>
    </button>
  );
}

/** Nor does the press do what a browser would make of it. */
function ignore(event: MouseEvent): void {
  event.preventDefault();
}
