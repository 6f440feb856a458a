/**
 * Who may import whom under `src/`. This is the only place where that is written down:
 * `.dependency-cruiser.mjs` turns it into rules, `.github/ARCHITECTURE.md` shows it,
 * and `test/layers.test.ts` proves that the rules hold. A folder may always import itself.
 */

/**
 * @typedef {object} Room
 * @property {string} room folder or file below `src/`; a row for `a/b` takes its files out of the row `a`
 * @property {string} holds what belongs here
 * @property {readonly string[]} may rooms it may import besides itself
 * @property {readonly string[]} [types] rooms it may import with `import type` only
 * @property {'folders' | 'files'} [alone] what never imports each other: its sub-folders, or its files; others
 *   enter only through its `index.ts`
 * @property {string} reason shown when the rule is broken
 */

/**
 * @typedef {object} Owner
 * @property {string} name package, or Node built-in without `node:`; `*` means every built-in
 * @property {readonly string[]} rooms folders or files below `src/`, with everything in them
 * @property {string} reason shown when the rule is broken
 */

/** What every row from `manifest` on may import. */
export const BASE = ['util', 'diagnostics', 'model'];

/** The stages of `compile/` in order: data flows from left to right, so imports go from right to left. */
const STAGES = ['source', 'discover', 'resolve', 'generate', 'transform', 'emit'];

/** @type {Readonly<Record<string, Pick<Room, 'holds' | 'may' | 'reason'>>>} */
const stages = {
  source: {
    holds: 'YAML text → positioned values; issue path → span',
    may: [],
    reason: 'Reading text comes first and knows nothing of what the text means.',
  },
  discover: {
    holds: 'the tree → projects, stacks, workspaces, and the matrix of units',
    may: [],
    reason: 'Finding files must not depend on what is made of them.',
  },
  resolve: {
    holds: 'layers and platform values merged into one resolved stack, origins kept',
    may: [],
    reason: 'Merging is the same for every module and target.',
  },
  generate: {
    holds: 'modules run; resources get identity and order',
    may: ['modules'],
    reason: 'The only stage that knows modules, and only through their generated index.',
  },
  transform: {
    holds: 'one pass per file over all generated resources',
    may: ['workload'],
    reason:
      'A pass sees resources, never the module that made them; it reads amounts and paths as workload does.',
  },
  emit: {
    holds: 'resources → rendered tree',
    may: ['targets', 'delivery', 'secrets'],
    reason: 'The only stage that knows targets and delivery, and only through their index.',
  },
};

/** @type {readonly Room[]} */
const compileRows = STAGES.map((stage, place) => {
  const row = stages[stage];
  if (row === undefined) throw new Error(`the stage ${stage} has no row`);
  const earlier = STAGES.slice(0, place).map((name) => `compile/${name}`);
  return { ...row, room: `compile/${stage}`, may: [...BASE, 'manifest', 'schema', ...row.may, ...earlier] };
});

/** @type {readonly Room[]} */
const foundationsToExtensions = [
  {
    room: 'util',
    holds: 'pure helpers used three times or more',
    may: [],
    reason: 'A helper that knows the domain belongs to the room that owns the knowledge.',
  },
  {
    room: 'diagnostics',
    holds: 'codes, diagnostics, code frames',
    may: ['util'],
    reason: 'Every room reports problems, so reporting may depend on none of them.',
  },
  {
    room: 'model',
    holds: 'plain readonly types, identity and order, ports, `defineModule`, `defineTarget`',
    may: ['util', 'diagnostics'],
    reason: 'Types are the language between the rooms; they hold no behaviour of a room.',
  },
  {
    room: 'manifest',
    holds: 'the Kubernetes YAML dialect: canonical emitter and parser',
    may: BASE,
    reason: 'One emitter owns every byte of YAML, and every stage can use it.',
  },
  {
    room: 'schema',
    holds: 'schemas of the files a user writes; JSON Schema export',
    may: BASE,
    reason: 'A schema describes a file; the module registry reaches it as an argument.',
  },
  {
    room: 'compile',
    holds: 'files beside the stage folders join stages',
    may: [...BASE, 'manifest', 'schema', ...STAGES.map((stage) => `compile/${stage}`)],
    reason: 'A stage never looks back at what joins it.',
  },
  ...compileRows,
  {
    room: 'secrets',
    holds: 'a Secret that something needs → objects, by the backend of the workspace',
    may: BASE,
    reason: 'Whether a value may be written is decided in one place, for every module.',
  },
  {
    room: 'workload',
    holds: 'container intent → pod spec, for every module that runs containers',
    may: [...BASE, 'secrets'],
    reason: 'What modules share cannot live in one of them, and it knows none of them.',
  },
  {
    room: 'database',
    holds: 'one database, made by one of several flavors; a data table of the engines',
    may: [...BASE, 'secrets', 'workload'],
    reason:
      'The engines differ in data only, so their modules share all behaviour and know none of each other.',
  },
  {
    room: 'own-modules',
    holds: "module files of the user's repository → modules, as data",
    may: [...BASE, 'schema', 'compile/source', 'compile/discover', 'secrets', 'workload'],
    reason:
      'A module that somebody writes down is read like any file of intent; the compiler sees a module as any other.',
  },
  {
    room: 'modules',
    holds: 'one folder per generator, and the generated index',
    may: [...BASE, 'secrets', 'workload', 'database'],
    alone: 'folders',
    reason: 'A module knows only its input and its context; share through model or util.',
  },
  {
    room: 'targets',
    holds: 'one folder per output form, and the generated index',
    may: [...BASE, 'manifest'],
    alone: 'folders',
    reason: 'A target sees the resolved stack and its resources, never how they were made.',
  },
  {
    room: 'delivery',
    holds: 'one folder per GitOps controller',
    may: [...BASE, 'manifest'],
    alone: 'folders',
    reason: 'Objects that make a controller follow a branch do not depend on what is rendered there.',
  },
];

/** @type {readonly Room[]} */
const renderedTreeToStart = [
  {
    room: 'validate',
    holds: 'Kubernetes schemas as tables; what an API server would refuse',
    may: BASE,
    reason: 'Whether an object is valid is a fact about the object, whoever made it.',
  },
  {
    room: 'diff',
    holds: 'structural difference of rendered trees',
    may: [...BASE, 'manifest'],
    reason: 'A difference is a fact about two trees, wherever they come from.',
  },
  {
    room: 'risk',
    holds: 'one file per risk rule',
    may: [...BASE, 'manifest'],
    reason: 'A rule judges Kubernetes facts; it neither finds nor shows them.',
  },
  {
    room: 'lint',
    holds: 'the objects of a unit as rules see them; levels and exemptions',
    may: BASE,
    reason: 'What rules share knows none of them; they reach it as an argument.',
  },
  {
    room: 'lint/rules',
    holds: 'one file per lint rule, and the generated index',
    may: [...BASE, 'lint'],
    alone: 'files',
    reason: 'A rule judges objects; it neither finds nor shows them, and knows no other rule.',
  },
  {
    room: 'publish',
    holds: 'pure planning of branches: ownership, order, commit message',
    may: [...BASE, 'manifest', 'diff'],
    reason: 'A plan is data; adapters apply it.',
  },
  {
    room: 'drift',
    holds: 'normalise, compare, blame, ignore, mask',
    may: [...BASE, 'manifest', 'diff'],
    reason: 'The comparer sees objects, never the cluster they came from.',
  },
  {
    room: 'import',
    holds: 'files of Kusion → files of Moorline, and the comparison with what Kusion renders',
    may: [...BASE, 'manifest', 'secrets', 'compile/source', 'compile/discover'],
    reason: 'An import ends where a repository of ours begins; the compiler knows nothing of it.',
  },
  {
    room: 'report',
    holds: 'one report model and its writers',
    may: [...BASE, 'diff'],
    types: ['risk', 'drift'],
    reason: 'A writer shows what it is given and computes nothing anew.',
  },
  {
    room: 'adapters',
    holds: '`files/`, `git/`, `cluster/`: everything that touches the world',
    may: BASE,
    reason: 'An adapter fulfils a port of model and knows nothing of the compiler.',
  },
];

const above = [...foundationsToExtensions, ...renderedTreeToStart].map((row) => row.room);

/** @type {readonly Room[]} */
export const ROOMS = [
  ...foundationsToExtensions,
  ...renderedTreeToStart,
  {
    room: 'pipeline',
    holds: 'joins stages and ports: one file per use',
    may: above,
    reason: 'The one place where pure rooms and adapters meet, so it knows all rooms above and none below.',
  },
  {
    room: 'cli',
    holds: 'arguments → request, result → view',
    may: [...BASE, 'report', 'pipeline'],
    reason: 'A command holds no logic: whatever it needs is a pipeline.',
  },
  {
    room: 'bin.ts',
    holds: 'start of the program',
    may: [...BASE, 'cli'],
    reason: 'Starting the program is all that happens here.',
  },
  {
    room: 'index.ts',
    holds: 'the public API',
    may: [...BASE, 'report', 'pipeline'],
    reason: 'The public API is what pipelines offer and the types they speak.',
  },
];

/**
 * Packages and the only places that may import them. A package that is not listed is refused.
 * @type {readonly Owner[]}
 */
export const PACKAGES = [
  {
    name: 'commander',
    rooms: ['cli'],
    reason: 'The argument parser can be replaced without touching logic.',
  },
  {
    name: 'yaml',
    rooms: ['manifest', 'compile/source', 'adapters/cluster'],
    reason:
      'One emitter owns every byte of YAML, one reader owns every position; a kubeconfig is neither source nor manifest.',
  },
  {
    name: 'zod',
    rooms: ['model', 'schema', 'compile', 'workload', 'database', 'own-modules', 'modules', 'targets'],
    reason: 'Schemas meet input where it enters; later rooms get typed values.',
  },
  { name: 'glob', rooms: ['adapters'], reason: 'Walking a file system touches the world.' },
  {
    name: 'minimatch',
    rooms: ['adapters', 'compile/discover'],
    reason: 'Patterns of paths are decided once, when the tree is discovered.',
  },
  { name: 'simple-git', rooms: ['adapters/git'], reason: 'One wrapper owns every git process.' },
  {
    name: '@kubernetes/client-node',
    rooms: ['adapters/cluster'],
    reason: 'One transport owns every cluster request.',
  },
];

/**
 * Node built-ins and the only places that may import them. A built-in that is not listed is refused.
 * @type {readonly Owner[]}
 */
export const BUILT_INS = [
  {
    name: '*',
    rooms: ['adapters', 'cli', 'bin.ts'],
    reason:
      'Whatever reaches outside the process stays at the edge, and paths inside the compiler are posix strings.',
  },
  { name: 'crypto', rooms: ['util'], reason: 'Hashing is a pure function of bytes.' },
];
