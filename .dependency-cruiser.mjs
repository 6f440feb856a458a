import { BUILT_INS, PACKAGES, ROOMS } from './.github/layers.mjs';

/** @typedef {import('dependency-cruiser').IRegularForbiddenRuleType} Rule */

/**
 * @param {string} name
 * @param {string} comment shown when the rule is broken
 * @param {Pick<Rule, 'from' | 'to'>} edge
 * @returns {Rule}
 */
const rule = (name, comment, edge) => ({ name, severity: 'error', comment, ...edge });

const escape = (/** @type {string} */ text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const slug = (/** @type {string} */ text) => text.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');

/** Everything below a folder, or exactly one file. */
const within = (/** @type {string} */ room) => `^src/${escape(room)}${room.endsWith('.ts') ? '$' : '/'}`;

/** Files of a row; those of a deeper row are not its own. */
function own(/** @type {string} */ room) {
  const hasDeeper = ROOMS.some((row) => row.room.startsWith(`${room}/`));
  return hasDeeper ? `${within(room)}[^/]+$` : within(room);
}

const rooms = ROOMS.map((row) =>
  rule(`room-${slug(row.room)}`, row.reason, {
    from: { path: own(row.room) },
    to: { path: '^src/', pathNot: [row.room, ...row.may, ...(row.types ?? [])].map(own) },
  }),
);

const typesOnly = ROOMS.filter((row) => row.types !== undefined).map((row) =>
  rule(`types-only-${slug(row.room)}`, row.reason, {
    from: { path: own(row.room) },
    to: { path: (row.types ?? []).map(own), dependencyTypesNot: ['type-only'] },
  }),
);

/** From a sub-folder to all that is not in it, or from a file to all others. */
function aloneEdge(/** @type {import('./.github/layers.mjs').Room} */ { room, alone }) {
  if (alone === 'folders')
    return {
      from: { path: `^src/${room}/([^/]+)/` },
      to: { path: within(room), pathNot: `^src/${room}/$1/` },
    };
  return { from: { path: within(room), pathNot: `^src/${room}/index[.]ts$` }, to: { path: within(room) } };
}

const alone = ROOMS.filter((row) => row.alone).flatMap((row) => {
  const { room, reason } = row;
  return [
    rule(`alone-${slug(room)}`, reason, aloneEdge(row)),
    rule(
      `entry-${slug(room)}`,
      'What is added touches no existing file but the index, so others import only that.',
      {
        from: { path: '^src/', pathNot: within(room) },
        to: { path: within(room), pathNot: `^src/${room}/index[.]ts$` },
      },
    ),
  ];
});

const packagePath = (/** @type {string} */ name) => `(^|/)node_modules/${escape(name)}/`;

const packages = PACKAGES.map((owner) =>
  rule(`package-${slug(owner.name)}`, owner.reason, {
    from: { path: '^src/', pathNot: owner.rooms.map(within) },
    to: { path: packagePath(owner.name) },
  }),
);

const everyBuiltIn = BUILT_INS.filter((owner) => owner.name === '*');
const edge = everyBuiltIn.flatMap((owner) => owner.rooms.map(within));
const namedBuiltIns = BUILT_INS.filter((owner) => owner.name !== '*');
const builtInPath = (/** @type {string} */ name) => `^(node:)?${escape(name)}(/|$)`;

const builtIns = [
  rule('built-in', everyBuiltIn.map((owner) => owner.reason).join(' '), {
    from: { path: '^src/', pathNot: edge },
    to: { dependencyTypes: ['core'], pathNot: namedBuiltIns.map((owner) => builtInPath(owner.name)) },
  }),
  ...namedBuiltIns.map((owner) =>
    rule(`built-in-${slug(owner.name)}`, owner.reason, {
      from: { path: '^src/', pathNot: [...edge, ...owner.rooms.map(within)] },
      to: { dependencyTypes: ['core'], path: builtInPath(owner.name) },
    }),
  ),
];

const general = [
  rule('no-circular', 'A cycle has no order to read it in.', {
    from: { path: '^src/' },
    to: { circular: true },
  }),
  rule('no-orphan', 'A file that nobody imports is dead.', {
    from: { orphan: true, path: '^src/', pathNot: '^src/(bin|index)[.]ts$' },
    to: {},
  }),
  rule('unresolved', 'The import leads nowhere.', { from: { path: '^src/' }, to: { couldNotResolve: true } }),
  rule('room-missing', 'Every file has a room: put it into one, or add a row to .github/layers.mjs.', {
    from: { path: '^src/', pathNot: ROOMS.map((row) => own(row.room)) },
    to: {},
  }),
  rule('not-published', 'The program runs without everything beside src.', {
    from: { path: '^src/' },
    to: { path: '^(test|fixtures|templates|dist|coverage|[.][^./][^/]*)/' },
  }),
  rule('package-without-owner', 'A package enters the program through a row of .github/layers.mjs.', {
    from: { path: '^src/' },
    to: { path: '(^|/)node_modules/', pathNot: PACKAGES.map((owner) => packagePath(owner.name)) },
  }),
  rule('no-dev-dependency', 'Development packages are missing where the program is installed.', {
    from: { path: '^src/' },
    to: { dependencyTypes: ['npm-dev'] },
  }),
];

/** @type {import('dependency-cruiser').IConfiguration} */
const configuration = {
  forbidden: [...general, ...rooms, ...typesOnly, ...alone, ...packages, ...builtIns],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};

export default configuration;
