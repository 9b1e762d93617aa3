import type { ComponentProps, KeyboardEvent } from 'react';
import { Button } from './Button';

/**
 * A button that takes turns with another in one place, as Save and Cancel do. The rest of a double-click, and what a held
 * key repeats, were meant for the one that was there before.
 */
export function TurnButton({ onClick, ...rest }: Omit<ComponentProps<typeof Button>, 'onKeyDown'>) {
  return (
    <Button
      {...rest}
      onKeyDown={dropRepeats}
      onClick={(event) => {
        if (event.detail <= 1) onClick?.(event);
      }}
    />
  );
}

/** Only of the keys that press a button: a held Tab goes on. */
function dropRepeats(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}
