import { Fragment, type KeyboardEvent, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { AS_SHOT, type LookItem } from '../../app';
import { nextOption } from '../input/optionKeys';
import { Button } from '../primitives/Button';
import { useSession, useSessionState } from '../sessionContext';
import { AmountSlider } from './AmountSlider';
import { AsShot } from './AsShot';
import { LookOption } from './LookOption';
import { type LookAct, lookActOf } from './lookKeys';
import { StripEdges } from './StripEdges';
import { useFocusKept } from './useFocusKept';
import './looks.css';
import './side.css';

/** How many empty frames stand for looks that are still being found. */
const EXPECTED = 6;
const SKELETON = Array.from({ length: EXPECTED }, (_, index) => `skeleton-${index}`);

/** Live thumbnails of this photo: arrow keys and hover preview on the big photo, Enter and click take. */
export function LooksStrip() {
  const session = useSession();
  // One selector each: the amount, which moves with every pointer event, is part of the same object.
  const phase = useSessionState((state) => state.looks.phase);
  const message = useSessionState((state) => state.looks.message);
  const items = useSessionState((state) => state.looks.items);
  const asShot = useSessionState((state) => state.looks.asShot);
  const takenLook = useSessionState((state) => state.looks.taken);
  const neutral = useSessionState((state) => state.edit.neutral);
  const isLocked = useSessionState((state) => state.locked.length > 0);
  const photo = useSessionState((state) => state.photo?.id);
  const aspect = useSessionState(({ photo }) => (photo ? photo.width / photo.height : 1.5));
  const strip = useRef<HTMLDivElement>(null);
  const [visited, setVisited] = useState<string | null>(null);
  const [isTurningDown, setTurningDown] = useState(false);
  const before = useRef(items);
  const focusKept = useFocusKept(strip, items);

  // The look that the edit stands on may have come in at the end.
  useLayoutEffect(() => {
    const isNew = !before.current.some(({ id }) => id === takenLook);
    before.current = items;
    if (isNew) bringIntoView(strip.current, strip.current?.querySelector('[aria-selected="true"]'));
  }, [items, takenLook]);

  const taken = takenLook ?? (neutral ? AS_SHOT : null);
  const isShown = (wanted: string | null) => items.some(({ id }) => id === wanted);
  const reachable = [visited, taken].find(isShown) ?? items[0]?.id;

  const preview = useCallback(
    (id: string) => {
      // The taken look may have been tweaked since: going over it shows the edit, not the bare look.
      session.previewLook(id === session.state.getState().looks.taken ? null : id);
    },
    [session],
  );
  const visit = useCallback(
    (id: string) => {
      setVisited(id);
      preview(id);
    },
    [preview],
  );
  const endPreview = (): void => session.previewLook(null);
  const take = useCallback(
    (id: string) => {
      if (id === AS_SHOT) session.reset();
      else session.takeLook(id);
    },
    [session],
  );

  const dislike = useCallback(
    (id: string) => {
      session.previewLook(null);
      session.notForMe(id);
    },
    [session],
  );

  const acts: Readonly<Record<LookAct, (id: string) => void>> = {
    'show-edit': endPreview,
    take,
    'turn-down': dislike,
    'more-like-it': (id) => void like(id),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const options = [...(strip.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
    const index = options.indexOf(document.activeElement as HTMLElement);
    if (index < 0) return;
    const act = lookActOf(event);
    if (act) {
      // Escape is not ours alone.
      if (act !== 'show-edit') event.preventDefault();
      if (!event.repeat) acts[act](options[index].dataset.look ?? '');
      return;
    }
    const next = nextOption(index, options.length, event.key);
    if (next === undefined) return;
    event.preventDefault();
    options[next].focus();
  };

  const more = async (): Promise<void> => {
    endPreview();
    await session.moreLooks();
    strip.current?.scrollTo({ left: 0, top: 0 });
  };

  const like = async (id?: string): Promise<void> => {
    await session.moreLikeThis(id);
    strip.current?.scrollTo({ left: 0, top: 0 });
  };

  const isMissing = phase === 'unavailable';
  const finding = phase === 'finding';
  const isReplacing = items.some(({ isLeaving }) => isLeaving);
  const noneFit = phase === 'ready' && items.length === 0;
  const isFound = phase === 'ready' && !isReplacing && items.length > 0;
  return (
    <section
      className="looks"
      aria-label="Looks for this photo"
      style={{ '--aspect': aspect } as React.CSSProperties}
      onFocus={focusKept.onFocus}
      onBlur={focusKept.onBlur}
    >
      {/* Another photo has a strip of its own: browsers bring back how far one was scrolled while it was hidden. */}
      <Fragment key={photo}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: what leaves the strip ends its preview, whatever had focus */}
        <div
          ref={strip}
          className="looks-strip"
          onPointerLeave={endPreview}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) endPreview();
          }}
        >
          <AsShot picture={asShot} pressed={taken === AS_SHOT} onPreview={preview} onTake={take} />
          {noneFit && (
            <p className="looks-none quiet">
              {isLocked
                ? 'No other look fits what is locked.'
                : 'No look for this photo: there is too little in it to see. The sliders work all the same.'}
            </p>
          )}
          {!isMissing && !noneFit && (
            <div
              className="looks-list"
              role="listbox"
              aria-label="Looks"
              aria-orientation="horizontal"
              aria-busy={finding || items.length === 0}
              onKeyDown={onKeyDown}
            >
              {items.map((look) => (
                <LookOption
                  key={look.id}
                  id={look.id}
                  words={look.words}
                  tag={look.isYours ? 'Yours' : undefined}
                  picture={look.thumbnail}
                  selected={taken === look.id}
                  reachable={reachable === look.id}
                  leaving={look.isLeaving ?? false}
                  marked={isTurningDown && visited === look.id}
                  onPreview={preview}
                  onVisit={visit}
                  onTake={take}
                  onDislike={dislike}
                />
              ))}
              {finding && items.length === 0 && SKELETON.map((key) => <Skeleton key={key} />)}
            </div>
          )}
        </div>
        <StripEdges strip={strip} contents={items} title="More looks lie here" />
      </Fragment>
      {isMissing && <Unavailable message={message} />}
      <div className="looks-side">
        <AmountSlider />
        <Button
          label="More looks"
          icon="more"
          look="raised"
          disabled={phase !== 'ready'}
          onClick={() => void more()}
        />
        <Button
          label="More like this"
          icon="like"
          look="raised"
          disabled={phase !== 'ready' || takenLook === null}
          title={
            takenLook === null
              ? 'Take a look first, then find others like it'
              : 'Variations of the taken look (M)'
          }
          onClick={() => void like()}
        />
        <NotForMe
          look={items.find(({ id }) => id === visited)}
          taken={takenLook}
          onPress={dislike}
          onMark={setTurningDown}
        />
        <p className="looks-busy quiet small" role="status">
          {finding ? 'Finding looks' : isReplacing ? 'Finding another look' : noneFit ? 'No looks found' : ''}
          {isMissing && <span className="spoken">{message}</span>}
          {isFound && (
            <span className="spoken">{items.length === 1 ? '1 look' : `${items.length} looks`}</span>
          )}
        </p>
      </div>
    </section>
  );
}

/** Scrolls the strip, and nothing around it, as little as shows all of the option. */
function bringIntoView(strip: HTMLElement | null, option: Element | null | undefined): void {
  if (!strip || !option) return;
  const [frame, box] = [strip.getBoundingClientRect(), option.getBoundingClientRect()];
  strip.scrollLeft += Math.max(0, box.right - frame.right) - Math.max(0, frame.left - box.left);
  strip.scrollTop += Math.max(0, box.bottom - frame.bottom) - Math.max(0, frame.top - box.top);
}

/**
 * For the look that had the focus last, which is marked while the button is pointed at: what X does, for those who have
 * no such key or see no picture. A mouse and a finger have the cross on each thumbnail.
 */
function NotForMe(props: {
  look: LookItem | undefined;
  taken: string | null;
  onPress: (id: string) => void;
  onMark: (marked: boolean) => void;
}) {
  const { look, taken, onPress, onMark } = props;
  const isTaken = look !== undefined && look.id === taken;
  const words = look && !isTaken ? `Not for me: ${look.words} (X)` : undefined;
  const why = isTaken
    ? 'This look is taken: undo it or take another one first'
    : 'Go to a look by Tab and arrow keys, then turn it down here (X); or press the cross on its picture';
  return (
    <Button
      label="Not for me"
      icon="close"
      look="raised"
      className="looks-not"
      disabled={!words || look?.isLeaving}
      title={words ?? why}
      aria-description={isTaken ? undefined : look?.words}
      onPointerEnter={() => onMark(true)}
      onPointerLeave={() => onMark(false)}
      onFocus={() => onMark(true)}
      onBlur={() => onMark(false)}
      onClick={() => look && onPress(look.id)}
    />
  );
}

/** Said aloud in the status that is always there: one that comes with its words is not read. */
function Unavailable({ message }: { message: string }) {
  const session = useSession();
  return (
    <div className="looks-unavailable">
      <p>{message}</p>
      <Button label="Try again" look="raised" onClick={() => void session.suggestLooks()} />
    </div>
  );
}

function Skeleton() {
  return (
    <div className="look look-skeleton" aria-hidden="true">
      <span className="look-frame" />
      <span className="look-words" />
    </div>
  );
}
