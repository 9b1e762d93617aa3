import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ManylightError, messageOf } from '../core';

export function usage(message: string): ManylightError {
  return new ManylightError('usage', message);
}

/** Arguments by node:util, with what it throws turned into one clear sentence. */
export function readArguments<const T extends NonNullable<ParseArgsConfig['options']>>(
  options: T,
  args: readonly string[],
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node adds a second sentence of advice about "--".
    throw usage(messageOf(error).split('. ')[0]);
  }
}

/** A whole number of at least `least`, or the default where the option is absent. */
export function wholeNumber(text: string | undefined, name: string, fallback: number, least = 0): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw usage(`--${name} must be a whole number of at least ${least}, not "${text}".`);
  }
  return value;
}

/**
 * Runs a command to its end. What a person can mend (a wrong name, a bad file) is one line on stderr and exit code 2;
 * anything else is a bug or a broken machine, and exits with 1.
 */
export async function runCommand(main: (args: readonly string[]) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    const expected = error instanceof ManylightError;
    const [firstLine] = messageOf(error).split('\n');
    process.stderr.write(`${expected ? firstLine : error instanceof Error ? error.stack : firstLine}\n`);
    process.exitCode = expected ? 2 : 1;
  }
}
