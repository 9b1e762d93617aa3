import type { ReactNode } from 'react';

/** Our own line icons on a 20 by 20 grid, drawn in the text's colour. Always beside a word or in a named button. */
const DRAWINGS = {
  open: <path d="M3 15.5v-11h5l1.5 2H17v9zM10 9v4.5M7.8 11l2.2-2.2 2.2 2.2" />,
  undo: <path d="M7.5 4 4 7.5 7.5 11M4.5 7.5H12a4 4 0 0 1 0 8H8" />,
  redo: <path d="M12.5 4 16 7.5 12.5 11M15.5 7.5H8a4 4 0 0 0 0 8h4" />,
  reset: <path d="M4.5 10a5.5 5.5 0 1 0 1.8-4.1M6.5 2.8v3.3h3.3" />,
  compare: (
    <>
      <path d="M3 4.5h14v11H3zM10 2.5v15" />
      <path d="M3 4.5h7v11H3z" fill="currentColor" stroke="none" opacity="0.45" />
    </>
  ),
  split: <path d="M3 4.5h14v11H3zM10 2.5v15M12.5 8h2M12.5 12h2" />,
  export: <path d="M10 3v9M6.8 8.8 10 12l3.2-3.2M3.5 13v3.5h13V13" />,
  taste: (
    <path d="M10 16.5S3.5 12.6 3.5 7.9A3.4 3.4 0 0 1 10 6.4a3.4 3.4 0 0 1 6.5 1.5c0 4.7-6.5 8.6-6.5 8.6z" />
  ),
  done: <path d="m4 10.5 4 4 8-9" />,
  more: (
    <path d="M3.5 10a6.5 6.5 0 0 1 11.3-4.4M16.5 10a6.5 6.5 0 0 1-11.3 4.4M15 2.5v3.3h-3.3M5 17.5v-3.3h3.3" />
  ),
  about: <path d="M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4zM10 9v4.8M10 6.2v.3" />,
  recent: <path d="M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM10 6v4l2.8 1.8" />,
  back: <path d="M12.5 4.5 7 10l5.5 5.5" />,
  close: <path d="m5 5 10 10M15 5 5 15" />,
  looks: <path d="M2.5 5.5h6v9h-6zM11.5 5.5h6v9h-6z" />,
  adjust: <path d="M3 6h8M15 6h2M3 14h2M9 14h8M13 3.8v4.4M7 11.8v4.4" />,
  like: <path d="M2.5 7.5h9v9h-9zM5.5 5h9v9M8.5 2.5h9v9" />,
  onward: <path d="m7.5 4.5 5.5 5.5-5.5 5.5" />,
  lock: <path d="M5 9.5h10v7H5zM7 9.5V6.7a3 3 0 0 1 6 0v2.8" />,
  unlock: <path d="M5 9.5h10v7H5zM7 9.5V5.7a3 3 0 0 1 5.8-1" />,
  sample: <path d="M3 4h14v12H3zM3 13.5l4-4 3.5 3.5 2.5-2.5 4 3.5M13 7.3v.2" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWINGS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      width="18"
      height="18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {DRAWINGS[name]}
    </svg>
  );
}
