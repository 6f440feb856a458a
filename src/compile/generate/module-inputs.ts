import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Code } from '../../diagnostics/codes.ts';
import type { Span } from '../../diagnostics/span.ts';
import { parseManifests } from '../../manifest/parse.ts';
import { manifestDiagnostic } from './manifest-diagnostic.ts';
import type { InputDocument } from '../../model/module.ts';
import type { FileContent, TreeEntry } from '../../model/ports.ts';
import type { ResolvedStack } from '../../model/resolved.ts';
import type { Unit } from '../../model/unit.ts';
import { dirOf, joinInside } from '../../util/repo-path.ts';
import { decodeSource } from '../source/decode.ts';
import { moduleNames } from './module-context.ts';
import { pointerSpan } from './pointer-span.ts';
import type { UnitFiles } from './generate-spec.ts';

/** One path a module wants read, turned into files of the tree. */
export interface DeclaredFiles {
  /** As the module declared it. */
  readonly declared: string;
  readonly files: readonly string[];
  readonly at: Span;
}

const MANIFEST = /\.(?:ya?ml|json)$/;

/**
 * Finds the files behind the paths that the modules of a unit declare: a file whatever it is
 * called, or every .yaml, .yml and .json file below a folder, in byte order. Paths are relative to
 * the stack folder.
 */
export function declaredFiles(
  resolved: ResolvedStack,
  entries: readonly TreeEntry[],
): { declared: readonly DeclaredFiles[]; diagnostics: readonly Diagnostic[] } {
  const found: Diagnostic[] = [];
  const declared: DeclaredFiles[] = [];
  const { unit } = resolved;
  for (const { app, call } of callsOf(resolved)) {
    const inputs = call.module.inputs?.(call.input, call.platform, moduleNames(unit, app, call));
    for (const { path, at, inLayers } of inputs ?? []) {
      const span = pointerSpan(at, { unit, app, call });
      const folders = inLayers ? layerFolders(unit) : [unit.stack.dir];
      const outcomes = folders.map((dir) => expand(path, dir, entries));
      const outcome = outcomes.find((each) => each !== 'missing') ?? 'missing';
      if (outcome === 'missing' && inLayers) found.push(missingInLayers(path, folders, span));
      else if (typeof outcome === 'string') found.push(diagnostic(...refusal(outcome, path), span));
      else declared.push({ declared: path, files: outcome, at: span });
    }
  }
  return { declared, diagnostics: found };
}

function missingInLayers(path: string, folders: readonly string[], at: Span): Diagnostic {
  const places = folders.map((folder) => (folder === '' ? 'the root' : folder)).join(', ');
  const detail = `There is no "${path}" in ${places}. Only a folder with an app.yaml is a layer.`;
  return diagnostic('PATH_MISSING', detail, at);
}

function callsOf({ apps, shared }: ResolvedStack) {
  return [
    ...shared.map((call) => ({ app: undefined, call })),
    ...apps.flatMap((app) =>
      [...(app.workload ? [app.workload] : []), ...app.accessories].map((call) => ({ app, call })),
    ),
  ];
}

/** The folder of the stack and those of its layers, highest first. */
function layerFolders({ stack }: Unit): readonly string[] {
  return [...new Set([stack.dir, ...stack.layers.toReversed().map(({ source }) => dirOf(source.path))])];
}

type Refusal = 'outside' | 'missing' | 'symlink' | 'empty';

function expand(path: string, dir: string, entries: readonly TreeEntry[]): readonly string[] | Refusal {
  const full = joinInside(dir, path);
  if (full === undefined) return 'outside';
  const exact = entries.find((entry) => entry.path === full);
  if (exact) return exact.kind === 'file' ? [full] : 'symlink';
  const below = entries.filter((entry) => full === '' || entry.path.startsWith(`${full}/`));
  if (below.length === 0)
    return entries.some((entry) => entry.kind === 'symlink' && full.startsWith(`${entry.path}/`))
      ? 'symlink'
      : 'missing';
  if (below.some((entry) => entry.kind === 'symlink')) return 'symlink';
  const files = below
    .filter((entry) => entry.kind === 'file' && MANIFEST.test(entry.path))
    .map((entry) => entry.path);
  return files.length > 0 ? files : 'empty';
}

function refusal(kind: Refusal, path: string): [Code, string] {
  switch (kind) {
    case 'outside':
      return [
        'PATH_OUTSIDE',
        `"${path}" leaves the repository. Use a path inside it, relative to the stack folder.`,
      ];
    case 'symlink':
      return ['FILE_SYMLINK', `"${path}" is or holds a link. Replace the link by the file itself.`];
    case 'empty':
      return ['PATH_MISSING', `The folder "${path}" holds no .yaml, .yml or .json file.`];
    case 'missing':
      return ['PATH_MISSING', `There is no "${path}" seen from the stack folder.`];
  }
}

/** Reads the declared files as Kubernetes would; problems point into the file itself. */
export function readDeclared(
  declared: readonly DeclaredFiles[],
  contents: ReadonlyMap<string, FileContent>,
): { files: UnitFiles; diagnostics: readonly Diagnostic[] } {
  const found: Diagnostic[] = [];
  const files = new Map<string, readonly InputDocument[]>();
  for (const each of declared) {
    files.set(
      each.declared,
      each.files.flatMap((path) => readDocuments(path, contents.get(path), { found, at: each.at })),
    );
  }
  return { files, diagnostics: found };
}

function readDocuments(
  path: string,
  content: FileContent | undefined,
  { found, at }: { found: Diagnostic[]; at: Span },
): readonly InputDocument[] {
  if (content?.kind !== 'bytes') {
    const code =
      content?.kind === 'too-large'
        ? 'FILE_TOO_LARGE'
        : content?.kind === 'not-local'
          ? 'OBJECTS_MISSING'
          : 'FILE_UNREADABLE';
    found.push(diagnostic(code, `${path} cannot be read.`, at));
    return [];
  }
  const decoded = decodeSource(path, content.bytes);
  found.push(...decoded.diagnostics);
  const source = decoded.value;
  if (!source) return [];
  const { documents, problems } = parseManifests(source.text);
  found.push(...problems.map((problem) => manifestDiagnostic(problem, source)));
  return documents.map(({ value, start, end }) => ({ value, source, start, end }));
}
