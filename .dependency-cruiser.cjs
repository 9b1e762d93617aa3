/** The rooms of the house (docs/architecture.md): who may import whom, one rule a row. */
const ROOMS = {
  core: [],
  colour: ['core'],
  prob: ['core'],
  edit: ['core'],
  gpu: ['core'],
  develop: ['core', 'colour', 'edit', 'gpu'],
  encoder: ['core', 'colour', 'gpu'],
  looks: ['core', 'edit', 'prob', 'gpu', 'colour'],
  taste: ['core', 'edit', 'prob'],
  files: ['core', 'colour', 'edit'],
  store: ['core', 'edit', 'taste'],
  training: ['core', 'colour', 'edit', 'prob', 'encoder', 'looks', 'taste', 'develop'],
  evaluation: ['core', 'colour', 'edit', 'prob', 'encoder', 'looks', 'taste', 'develop', 'training'],
  app: ['core', 'colour', 'edit', 'gpu', 'develop', 'encoder', 'looks', 'taste', 'files', 'store'],
  ui: ['core', 'edit', 'app'],
  cli: [
    'core',
    'colour',
    'edit',
    'prob',
    'gpu',
    'develop',
    'encoder',
    'looks',
    'taste',
    'files',
    'store',
    'training',
    'evaluation',
  ],
};

/** Which rooms may use a package (a pattern under node_modules). */
const VENDORS = {
  '(react|react-dom)': '^src/(ui/|main\\.tsx$)',
  zustand: '^src/(app|ui)/',
  idb: '^src/store/',
  '@tensorflow(-models)?': '^src/(encoder|training)/',
  comlink: '^src/(app|develop)/',
  fflate: '^src/files/',
  sharp: '^src/cli/',
  'hyparquet(-writer|-compressors)?': '^src/cli/',
};

const rooms = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `room-${room}`,
  severity: 'error',
  comment: `${room} may import only ${allowed.join(', ') || 'nothing'}`,
  from: { path: `^src/${room}/` },
  to: { path: '^src/[^/]+/', pathNot: [room, ...allowed].map((name) => `^src/${name}/`) },
}));

const vendors = Object.entries(VENDORS).map(([name, from]) => ({
  name: `vendor-${name.replace(/[^a-z]/g, '')}`,
  severity: 'error',
  from: { path: '^src/', pathNot: from },
  to: { path: `node_modules/${name}/` },
}));

/** Doors besides index.ts: each is a part that must load alone (no GPU, no tfjs, or a worker's entry). */
const DOORS = '(index\\.ts|(reference|gpu|worker|fitting|history|features)/index\\.ts)$';

module.exports = {
  forbidden: [
    ...rooms,
    ...vendors,
    {
      name: 'store-sees-only-types-of-taste',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: '^src/taste/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'models-see-only-the-reference-of-develop',
      severity: 'error',
      from: { path: '^src/(training|evaluation)/' },
      to: { path: '^src/develop/', pathNot: '^src/develop/reference/' },
    },
    {
      name: 'through-the-door',
      severity: 'error',
      comment: 'rooms import each other through index.ts (or develop/reference/index.ts)',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/([^/]+)/', pathNot: ['^src/$1/', `^src/[^/]+/${DOORS}`] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'node-only-at-the-command-line',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shaders-only-where-a-gpu-is',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(develop|looks|gpu)/' },
      to: { path: '\\.wgsl' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(raw|url|worker)$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
