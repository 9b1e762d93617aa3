import { type RefObject, useEffect, useState } from 'react';
import { Icon } from '../primitives/Icon';

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

/**
 * Shows at either end of the strip that there is more, and moves on there. For pointers: keys go from look to look, and
 * screen readers read them all. `contents` changes when what is in the strip does.
 */
export function StripEdges({ strip, contents }: { strip: RefObject<HTMLElement | null>; contents: unknown }) {
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

  const move = (direction: 1 | -1): void => {
    const element = strip.current;
    element?.scrollBy({
      left: direction * STRIDE * element.clientWidth,
      top: direction * STRIDE * element.clientHeight,
    });
  };
  return (
    <>
      {hidden.before && <Edge side="before" onClick={() => move(-1)} />}
      {hidden.after && <Edge side="after" onClick={() => move(1)} />}
    </>
  );
}

function Edge({ side, onClick }: { side: 'before' | 'after'; onClick: () => void }) {
  return (
    <button
      type="button"
      className={`strip-edge strip-edge-${side}`}
      tabIndex={-1}
      aria-hidden="true"
      title="More looks lie here"
      onClick={onClick}
    >
      <Icon name="onward" />
    </button>
  );
}
