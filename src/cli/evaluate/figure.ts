import type { Section } from '../../evaluation';
import type { Values } from './options';

/** What a figure comes to: lines for the terminal, JSON for programs, a section for the report. */
export interface FigureResult {
  readonly text: string;
  readonly data: unknown;
  readonly section: Section;
}

/** One figure or table that can be asked for by its option. */
export interface Figure {
  /** Its option and the others that it takes. */
  readonly usage: string;
  /** Says what is missing or wrong before any figure has taken its time; throws `usage`. */
  check(values: Values): void;
  run(values: Values, note: (line: string) => void): Promise<FigureResult>;
}
