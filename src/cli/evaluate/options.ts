import type { readArguments } from '../command';

/** The options of all figures. Those under "shared" mean the same wherever they are used. */
export const OPTIONS = {
  // shared
  data: { type: 'string', multiple: true },
  json: { type: 'string' },
  report: { type: 'string' },
  help: { type: 'boolean' },

  // fitted models
  table1: { type: 'boolean' },
  crowd: { type: 'boolean' },
  'made-of': { type: 'string', multiple: true },
  fig4: { type: 'boolean' },
  fig5: { type: 'boolean' },
  calibration: { type: 'boolean' },
  ablations: { type: 'boolean' },
  'ablations-of': { type: 'string' },
  'ablations-seeds': { type: 'string' },
  runs: { type: 'string' },
  seeds: { type: 'string' },
  steps: { type: 'string' },
  batch: { type: 'string' },
  models: { type: 'string' },
  'show-first': { type: 'string' },
  processes: { type: 'string' },
  work: { type: 'boolean' },

  // the model that ships
  diversity: { type: 'boolean' },
  most: { type: 'string' },

  // of people: models of these run folders instead of those that ship
  looks: { type: 'string' },
  taste: { type: 'string' },
  fig6: { type: 'boolean' },
  fig7: { type: 'boolean' },
  photos: { type: 'string', multiple: true },
  drift: { type: 'boolean' },
  choice: { type: 'boolean' },
  replay: { type: 'string' },
} as const;

export type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];
