import type { readArguments } from '../command';

/** The options of all figures. Those under "shared" mean the same wherever they are used. */
export const OPTIONS = {
  // shared
  data: { type: 'string', multiple: true },
  json: { type: 'string' },
  report: { type: 'string' },
  help: { type: 'boolean' },

  table1: { type: 'boolean' },
  runs: { type: 'string' },
  seeds: { type: 'string' },
  steps: { type: 'string' },
  batch: { type: 'string' },
  models: { type: 'string' },

  // of people: models of these run folders instead of those that ship
  looks: { type: 'string' },
  taste: { type: 'string' },
  fig6: { type: 'boolean' },
  fig7: { type: 'boolean' },
  photos: { type: 'string', multiple: true },
  drift: { type: 'boolean' },
  replay: { type: 'string' },
} as const;

export type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];
