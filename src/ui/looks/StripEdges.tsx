import { type RefObject, useEffect, useState } from 'react';
import { wheelMovesSideways } from '../input/wheel';
import { Icon } from '../primitives/Icon';
import './stripEdges.css';

/** How far from an end still counts as there: positions are fractions of a pixel on some screens. */
const SLACK = 2;
/** The share of what is seen that one click moves on by. */
const STRIDE = 0.8;

interface Hidden {
  readonly before: boolean;
  readonly after: boolean;
}

const NOTHING: Hidden = { before: false, after: false };

/** What of a scrolling element lies outside it, before and after what is seen, across or down. */
function hiddenOf(element: HTMLElement): Hidden {
  const left = element.scrollWidth - element.clientWidth;
  const below = element.scrollHeight - element.clientHeight;
  return {
    before: element.scrollLeft > SLACK || element.scrollTop > SLACK,
    after: left - element.scrollLeft > SLACK || below - element.scrollTop > SLACK,
  };
}

interface StripEdgesProps {
  strip: RefObject<HTMLElement | null>;
  /** Changes when what is in the strip does. */
  contents: unknown;
  /** What there is more of. */
  title: string;
}

/**
 * Shows at either end of a strip that there is more, and moves on there, as a mouse's wheel does. For pointers: keys go
 * from one to the next, and screen readers read them all.
 */
export function StripEdges({ strip, contents, title }: StripEdgesProps) {
  const [hidden, setHidden] = useState(NOTHING);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other contents have another size
  useEffect(() => {
    const element = strip.current;
    if (!element) return;
    const measure = (): void => {
      const now = hiddenOf(element);
      setHidden((was) => (was.before === now.before && was.after === now.after ? was : now));
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [strip, contents]);

  useEffect(() => (strip.current ? wheelMovesSideways(strip.current) : undefined), [strip]);

  // Browsers let a focused element stay cut off by the strip's end as long as some of it is seen.
  useEffect(() => {
    const element = strip.current;
    const reveal = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element && target.matches(':focus-visible'))) return;
      target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    };
    element?.addEventListener('focusin', reveal);
    return () => element?.removeEventListener('focusin', reveal);
  }, [strip]);

  const move = (direction: 1 | -1): void => {
    const element = strip.current;
    element?.scrollBy({
      left: direction * STRIDE * element.clientWidth,
      top: direction * STRIDE * element.clientHeight,
    });
  };
  return (
    <>
      {hidden.before && <Edge side="before" title={title} onClick={() => move(-1)} />}
      {hidden.after && <Edge side="after" title={title} onClick={() => move(1)} />}
    </>
  );
}

interface EdgeProps {
  side: 'before' | 'after';
  title: string;
  onClick: () => void;
}

function Edge({ side, title, onClick }: EdgeProps) {
  return (
    <button
      type="button"
      className={`strip-edge strip-edge-${side}`}
      tabIndex={-1}
      aria-hidden="true"
      title={title}
      onClick={onClick}
    >
      <Icon name="onward" />
    </button>
  );
}
