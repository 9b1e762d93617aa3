import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { ShowDialog } from '../dialogName';
import { nextOption } from '../input/optionKeys';
import { StripEdges } from '../looks/StripEdges';
import { useSession, useSessionState } from '../sessionContext';
import { FilmActions } from './FilmActions';
import { FilmPhoto } from './FilmPhoto';
import './film.css';

/** The photos that were opened together: arrow keys move, Enter and click open. Not there for one photo alone. */
export function Filmstrip({ show }: { show: ShowDialog }) {
  const hasSet = useSessionState(({ set }) => set.photos.length > 0);
  return hasSet ? <Strip show={show} /> : null;
}

function Strip({ show }: { show: ShowDialog }) {
  const session = useSession();
  const photos = useSessionState(({ set }) => set.photos);
  const open = useSessionState(({ set }) => set.open);
  const count = photos.length;
  const list = useRef<HTMLDivElement>(null);
  const [visited, setVisited] = useState<number | null>(null);
  const reachable = visited ?? open ?? 0;

  // The thumbnails of what is in view are made, with what is next to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another set has other elements to watch
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const seen = new Set<number>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const key = Number((target as HTMLElement).dataset.photo);
          if (isIntersecting) seen.add(key);
          else seen.delete(key);
        }
        session.viewPhotos([...seen]);
      },
      { root: element, rootMargin: '0px 50%' },
    );
    for (const option of element.children) observer.observe(option);
    return () => {
      observer.disconnect();
      session.viewPhotos([]);
    };
  }, [session, count]);

  useEffect(() => {
    const option = list.current?.children[open ?? -1];
    // Not scrollIntoView: on a phone it would move the page as well.
    if (option instanceof HTMLElement && list.current) {
      const { offsetLeft, offsetWidth } = option;
      const { clientWidth, scrollLeft } = list.current;
      const isSeen = offsetLeft >= scrollLeft && offsetLeft + offsetWidth <= scrollLeft + clientWidth;
      if (!isSeen) list.current.scrollTo({ left: offsetLeft - (clientWidth - offsetWidth) / 2 });
    }
  }, [open]);

  const choose = useCallback(
    (key: number) => {
      setVisited(key);
      void session.choosePhoto(key);
    },
    [session],
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    const options = [...(list.current?.children ?? [])] as HTMLElement[];
    const index = options.indexOf(document.activeElement as HTMLElement);
    if (index < 0) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(index);
      return;
    }
    const next = nextOption(index, options.length, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setVisited(next);
    options[next].focus();
  };

  return (
    <section className="film" aria-label="Photos opened together">
      <div
        ref={list}
        className="film-list"
        role="listbox"
        aria-label="Photos"
        aria-orientation="horizontal"
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          // Tab comes back to the photo that is open.
          if (!event.currentTarget.contains(event.relatedTarget)) setVisited(null);
        }}
      >
        {photos.map((photo) => (
          <FilmPhoto
            key={photo.key}
            photo={photo}
            selected={photo.key === open}
            reachable={photo.key === reachable}
            onChoose={choose}
          />
        ))}
      </div>
      <StripEdges strip={list} contents={photos} title="More photos lie here" />
      <FilmActions show={show} />
    </section>
  );
}
