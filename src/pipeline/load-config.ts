import { checkFields, loadFile, textAt, textsAt } from '../compile/discover/load-file.ts';
import { parseTemplate, type LayoutTemplate } from '../compile/discover/layout.ts';
import { MAX_FILE_BYTES } from '../compile/source/limits.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceText, Span } from '../diagnostics/span.ts';
import type { IgnoreRule } from '../drift/ignore/ignore-rule.ts';
import { parseIgnoreRules } from '../drift/ignore/parse-rules.ts';
import { entryAt, type MapNode, nodeAt, type Node } from '../model/node.ts';
import type { TreeEntry, TreeReader } from '../model/ports.ts';
import type { Located } from '../model/unit.ts';
import { joinInside } from '../util/repo-path.ts';
import { moorlineFile, type MoorlineConfig } from '../schema/moorline-file.ts';

/** Name of the configuration file at the root. */
const CONFIG_FILE = 'moorline.yaml';

/** Where the file names the folders of modules. */
const MODULE_PATHS = ['modules', 'paths'];

/** The configuration with its defaults, and the layout templates when they are valid. */
export interface LoadedConfig {
  readonly value: MoorlineConfig;
  readonly source?: SourceText;
  /** Where the file names the globs of projects. */
  readonly projectsKey?: Span;
  /** The globs of `schemas.crds`, each where it is written. */
  readonly crdGlobs: readonly Located<string>[];
  /** The globs of folders with modules of the repository, with their places. */
  readonly modulePaths: readonly Located<string>[];
  readonly branch?: LayoutTemplate;
  readonly path?: LayoutTemplate;
  /** Rules of `drift.ignore`, and the list they stand in. */
  readonly ignore: readonly IgnoreRule[];
  readonly ignoreList?: Node;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the configuration of a tree; without a file, or with a broken one, every key has its default.
 * @param entries the listing, if it is known anyway
 */
export async function loadConfig(
  reader: TreeReader,
  entries: readonly TreeEntry[] | undefined,
  configPath: string | undefined,
): Promise<LoadedConfig> {
  const file = configPath ?? CONFIG_FILE;
  if (configPath === undefined && entries?.some((entry) => entry.path === file) === false)
    return withTemplates(undefined);
  const content = (await reader.read([file], MAX_FILE_BYTES)).get(file);
  if (configPath === undefined && content?.kind === 'missing') return withTemplates(undefined);
  const loaded = loadFile(file, content);
  if (!loaded.root)
    return { ...withTemplates(undefined), source: loaded.source, diagnostics: loaded.diagnostics };
  return { ...(await readConfig(loaded.root, loaded.diagnostics)), source: loaded.source };
}

async function readConfig(root: MapNode, found: readonly Diagnostic[]): Promise<LoadedConfig> {
  const checked = checkFields(root, moorlineFile);
  const config = withTemplates(root, checked.value ?? readableGlobs(root));
  const projects = entryAt(root, ['projects']);
  const patterns = checked.value ? outsidePatterns(root) : [];
  const ignoreList = nodeAt(root, ['drift', 'ignore']);
  const ignore = parseIgnoreRules(checked.value?.drift.ignore ?? [], ignoreList);
  return {
    ...config,
    ...(projects ? { projectsKey: projects.key } : {}),
    ...(ignoreList ? { ignoreList } : {}),
    ignore: ignore.value ?? [],
    diagnostics: [
      ...withoutLevels(found, root),
      ...checked.diagnostics,
      ...patterns,
      ...ignore.diagnostics,
      ...unusedKeys(root),
      ...(await unknownRules(root)),
      ...config.diagnostics,
    ],
  };
}

/** The defaults with the user's globs: another slip in the file shall not make every project disappear. */
function readableGlobs(root: MapNode): MoorlineConfig | undefined {
  const globs = (key: string) => textsAt(root, [key]).map(({ value }) => value);
  const [projects, workspaces] = [globs('projects'), globs('workspaces')];
  const paths = textsAt(root, MODULE_PATHS).map(({ value }) => value);
  return moorlineFile.safeParse({
    ...(projects.length > 0 ? { projects } : {}),
    ...(workspaces.length > 0 ? { workspaces } : {}),
    ...(paths.length > 0 ? { modules: { paths } } : {}),
  }).data;
}

function withTemplates(
  root: MapNode | undefined,
  value: MoorlineConfig = moorlineFile.parse({}),
): LoadedConfig {
  const branch = parseTemplate(value.publish.branch, placeOf(root, 'branch'));
  const path = parseTemplate(value.publish.path, placeOf(root, 'path'));
  return {
    value,
    crdGlobs: root ? textsAt(root, ['schemas', 'crds']).filter(({ value }) => staysInside(value)) : [],
    modulePaths: root ? textsAt(root, MODULE_PATHS).filter(({ value: glob }) => staysInside(glob)) : [],
    ...(branch.value ? { branch: branch.value } : {}),
    ...(path.value ? { path: path.value } : {}),
    ignore: [],
    diagnostics: [...branch.diagnostics, ...path.diagnostics],
  };
}

function placeOf(root: MapNode | undefined, key: string): Span | undefined {
  return root ? textAt(root, ['publish', key]) : undefined;
}

/** Keys that belong to commands which are not there yet: said once, so that nobody relies on them. */
const UNUSED: readonly (readonly string[])[] = [['policy', 'failOn']];

function unusedKeys(root: MapNode): readonly Diagnostic[] {
  return UNUSED.flatMap((path) => {
    const entry = entryAt(root, path);
    const detail = `"${path.join('.')}" is read by no command of this version.`;
    return entry ? [diagnostic('FIELD_NO_EFFECT', detail, entry.key)] : [];
  });
}

/** Without doubts about `off` as a level of a lint rule: nobody else reads it, so nobody takes it for a boolean. */
function withoutLevels(found: readonly Diagnostic[], root: MapNode): readonly Diagnostic[] {
  const levels = nodeAt(root, ['lint']);
  return found.filter(
    ({ code, span }) =>
      code !== 'YAML_BOOLEAN_AMBIGUOUS' ||
      !levels ||
      !span ||
      span.start < levels.start ||
      span.end > levels.end,
  );
}

/** The levels of lint rules may name rules that exist only; the rules are loaded for a file that names some. */
async function unknownRules(root: MapNode): Promise<readonly Diagnostic[]> {
  const levels = nodeAt(root, ['lint']);
  if (levels?.kind !== 'map') return [];
  const { unknownRule } = await import('./unknown-rule.ts');
  return [...levels.entries].flatMap(([id, { key }]) => unknownRule(id, key));
}

/** Globs may name files of the repository only. */
function outsidePatterns(root: MapNode): readonly Diagnostic[] {
  return [['projects'], ['workspaces'], ['schemas', 'crds'], MODULE_PATHS]
    .flatMap((path) => textsAt(root, path))
    .filter(({ value }) => !staysInside(value))
    .map((at) => diagnostic('PATH_OUTSIDE', `"${at.value}" does not stay inside the repository.`, at));
}

function staysInside(pattern: string): boolean {
  return joinInside('', pattern) !== undefined && !pattern.split('/').includes('..');
}
