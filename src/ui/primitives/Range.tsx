import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { createGesture } from '../input/gesture';
import { formatNumber } from '../input/numbers';
import type { ValueSource } from './valueSource';
import './range.css';

interface RangeProps extends ValueSource {
  /** Its name as a slider. */
  name: string;
  /** The value it starts from and is reset to; marked under the track. */
  neutral: number;
  unit: string;
  disabled?: boolean;
  /** Drawn behind the track; `--inset` and `--span` are where the thumb's middle travels. */
  behind?: ReactNode;
  /** Id of what describes it. */
  describedBy?: string | undefined;
}

/** How far along the track a finger goes before it means the slider and not to scroll, in CSS pixels. */
const STEERS = 8;

/**
 * A native range input outside React's state: it moves the session's draft and is moved by it, both through the DOM,
 * so that no component renders while a thumb is dragged.
 */
export function Range(props: RangeProps) {
  const { name, range, neutral, unit, disabled = false, behind, describedBy } = props;
  const element = useRef<HTMLInputElement>(null);
  const preview = useEffectEvent(props.preview);
  const commit = useEffectEvent(props.commit);
  const cancel = useEffectEvent(props.cancel);
  const begin = useEffectEvent(() => props.begin?.());
  const reset = useEffectEvent(props.reset);
  const read = useEffectEvent(props.read);
  const { subscribe, onReplaced } = props;

  const show = useEffectEvent((): void => {
    const input = element.current;
    if (!input) return;
    const value = read();
    if (input.valueAsNumber !== value) input.value = String(value);
    const text = formatNumber(value, range);
    input.setAttribute('aria-valuetext', unit ? `${text} ${unit}` : text);
    const fraction = (at: number): number => (at - range.min) / (range.max - range.min);
    input.style.setProperty('--from', String(fraction(Math.min(neutral, value))));
    input.style.setProperty('--to', String(fraction(Math.max(neutral, value))));
  });

  useEffect(() => {
    show();
    return subscribe(show);
  }, [subscribe]);

  useEffect(() => {
    const input = element.current;
    if (!input) return;
    const listening = new AbortController();
    const gesture = createGesture({ preview, commit, cancel });
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      listener: (event: HTMLElementEventMap[K]) => void,
    ): void => input.addEventListener(type, listener, { signal: listening.signal });
    // After Escape the pointer still drags the native thumb; show() puts it back where the draft is.
    on('input', () => {
      gesture.input(input.valueAsNumber);
      show();
    });
    on('change', () => {
      gesture.change();
      show();
    });
    on('keydown', (event) => {
      begin();
      gesture.keyDown(event.key, event.repeat);
    });
    on('keyup', () => gesture.keyUp());
    on('blur', () => gesture.blur());
    let start = 0;
    on('pointerdown', (event) => {
      start = event.clientX;
      gesture.down(event.pointerType === 'touch');
    });
    on('pointermove', (event) => {
      if (event.pointerType !== 'touch' || Math.abs(event.clientX - start) < STEERS) return;
      gesture.steer();
      show();
    });
    on('pointerup', () => {
      gesture.lift();
      show();
    });
    on('pointercancel', () => {
      gesture.callOff();
      show();
    });
    on('mousedown', (event) => {
      // The second press of a double-click resets; it must not also drag the thumb to where it fell.
      if (event.detail !== 2) return;
      event.preventDefault();
      reset();
    });
    on('dblclick', () => reset());
    const stopWatching = onReplaced(() => {
      gesture.abandon();
      show();
    });
    return () => {
      stopWatching();
      gesture.blur();
      listening.abort();
    };
  }, [onReplaced]);

  return (
    <span className="range" data-disabled={disabled || undefined}>
      {behind}
      <input
        ref={element}
        type="range"
        aria-label={name}
        aria-describedby={describedBy}
        min={range.min}
        max={range.max}
        step={range.step}
        defaultValue={neutral}
        disabled={disabled}
        title="Double-click: back to the start"
      />
      <NeutralTick at={(neutral - range.min) / (range.max - range.min)} />
    </span>
  );
}

function NeutralTick({ at }: { at: number }) {
  return <span className="range-tick" style={{ '--at': at } as React.CSSProperties} aria-hidden="true" />;
}
