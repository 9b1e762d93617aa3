import { useEffect, useEffectEvent, useRef } from 'react';
import { formatNumber, isNudge, nudge, parseNumber } from '../input/numbers';
import { createTaps } from '../input/taps';
import type { ValueSource } from './valueSource';
import './numberField.css';

interface NumberFieldProps extends ValueSource {
  name: string;
  /** Said with the number, not drawn; `suffix` is drawn after it. */
  unit: string;
  suffix?: string;
  disabled?: boolean;
}

/**
 * The number beside a slider. Enter or leaving the field takes what was typed, Escape leaves it as it was, arrow keys
 * step (ten with Shift); a held arrow is one gesture. What cannot be read as a number is not taken.
 */
export function NumberField(props: NumberFieldProps) {
  const { name, range, unit, suffix = '', disabled = false, subscribe, onReplaced } = props;
  const element = useRef<HTMLInputElement>(null);
  const read = useEffectEvent(props.read);
  const preview = useEffectEvent(props.preview);
  const commit = useEffectEvent(props.commit);
  const cancel = useEffectEvent(props.cancel);
  const begin = useEffectEvent(() => props.begin?.());

  const show = useEffectEvent((): void => {
    const input = element.current;
    if (!input) return;
    const value = read();
    input.setAttribute('aria-valuenow', String(value));
    const text = formatNumber(value, range);
    input.setAttribute('aria-valuetext', unit ? `${text} ${unit}` : text);
    if (input.dataset.typing === undefined) input.value = text + suffix;
  });

  useEffect(() => {
    show();
    return subscribe(show);
  }, [subscribe]);

  useEffect(() => {
    const input = element.current;
    if (!input) return;
    let nudging = false;
    const taps = createTaps();
    const take = (value: number): void => {
      begin();
      if (value === read()) return;
      preview(value);
      commit(false);
      taps.end();
    };
    const takeTyped = (): void => {
      const value = input.dataset.typing === undefined ? undefined : parseNumber(input.value, range);
      delete input.dataset.typing;
      if (value !== undefined) take(value);
      show();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Enter') {
        takeTyped();
        input.select();
      } else if (event.key === 'Escape') {
        delete input.dataset.typing;
        if (nudging) cancel();
        nudging = false;
        show();
      } else if (isNudge(event.key)) {
        event.preventDefault();
        // Held since before another photo came: it was meant for the last one's number.
        if (event.repeat && !nudging) return;
        begin();
        const from = parseNumber(input.value, range) ?? read();
        const value = nudge(from, event.key, event.shiftKey, range);
        delete input.dataset.typing;
        nudging = true;
        preview(value);
        show();
      }
    };
    const endNudge = (): void => {
      if (nudging) commit(taps.tap());
      nudging = false;
    };
    const onInput = (): void => {
      input.dataset.typing = '';
    };
    const onBlur = (): void => {
      endNudge();
      taps.end();
      takeTyped();
    };
    const onFocus = (): void => input.select();
    const listening = new AbortController();
    const { signal } = listening;
    input.addEventListener('keydown', onKeyDown, { signal });
    input.addEventListener('keyup', endNudge, { signal });
    input.addEventListener('input', onInput, { signal });
    input.addEventListener('blur', onBlur, { signal });
    input.addEventListener('focus', onFocus, { signal });
    const stopWatching = onReplaced(() => {
      delete input.dataset.typing;
      nudging = false;
      taps.end();
      show();
    });
    return () => {
      stopWatching();
      listening.abort();
    };
  }, [range, onReplaced]);

  return (
    <input
      ref={element}
      className="number-field figures"
      type="text"
      // The decimal keys of an iPhone have no minus.
      inputMode={range.min < 0 ? 'text' : 'decimal'}
      role="spinbutton"
      aria-label={name}
      aria-valuemin={range.min}
      aria-valuemax={range.max}
      aria-valuenow={range.min}
      autoComplete="off"
      spellCheck={false}
      disabled={disabled}
    />
  );
}
