import { expose } from 'comlink';
import type { Engine, EngineEvents, EngineOptions } from '../engine-types';
import { toOutcome } from '../wire';
import { createEngine } from './engine';

const engine = createEngine();

/** The engine with every call's outcome wrapped, so that errors keep their codes on the way to the page. */
const wired = Object.fromEntries(
  Object.entries(engine).map(([name, method]) => [
    name,
    (...parameters: unknown[]) =>
      toOutcome(() => (method as (...all: unknown[]) => Promise<unknown>)(...parameters)),
  ]),
) as { [Name in keyof Engine]: (...parameters: Parameters<Engine[Name]>) => Promise<unknown> };

expose({
  ...wired,
  // comlink hands a proxied object over as a function-like proxy, whose calls come back to the page.
  start: (options: EngineOptions, events: EngineEvents) => wired.start(options, events),
});
