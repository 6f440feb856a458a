import { replaceFile } from '../adapters/files/replace-file.ts';
import { textAt } from '../compile/discover/load-file.ts';
import { imageRepositories } from '../compile/resolve/apply-images.ts';
import { mergeLayers } from '../compile/resolve/merge-layers.ts';
import { MAX_FILE_BYTES } from '../compile/source/limits.ts';
import { parseYaml } from '../compile/source/parse-yaml.ts';
import { setMapText } from '../compile/source/set-map-text.ts';
import { diagnostic, type Diagnostic, type Outcome } from '../diagnostics/diagnostic.ts';
import { positionOf, type SourceText } from '../diagnostics/span.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { TreeReader } from '../model/ports.ts';
import type { Stack } from '../model/unit.ts';
import { byteOrder } from '../util/byte-order.ts';
import { isInside } from '../util/repo-path.ts';
import type { Repository } from './load-repository.ts';

/** The repository that an image is set in. */
export interface ImageScope {
  readonly root: string;
  readonly reader: TreeReader;
  readonly repository: Repository;
}

/** Which images of which stack get which version; the versions are valid ones. */
export interface ImageRequest {
  readonly project: string;
  readonly stack: string;
  readonly images: ReadonlyMap<string, string>;
  /** Plans only. */
  readonly dryRun: boolean;
}

/** One image and what stack.yaml says of it; `before` is null when it said nothing. */
export interface ImageChange {
  readonly repository: string;
  readonly before: string | null;
  readonly after: string;
  /** Line of the new value. */
  readonly line: number;
}

/** A changed stack.yaml; `changes` is empty when it held every value already. */
export interface ImageEdit {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly changes: readonly ImageChange[];
  /** Repositories whose version was there already. */
  readonly unchanged: readonly string[];
}

/**
 * Writes versions of images into the `images` of a stack.yaml, all or none, and changes nothing else in
 * it. An image that no container of the stack has is an error: a release that sets it would change
 * nothing that runs, and a job that ends well would hide that.
 * @throws AdapterError when the file system refuses
 */
export async function setImage(scope: ImageScope, request: ImageRequest): Promise<Outcome<ImageEdit>> {
  const stack = findStack(scope.repository, request);
  if (!('layers' in stack)) return { diagnostics: stack.diagnostics };
  const problems = [...fileErrors(scope.repository, stack), ...unusedImages(stack, request.images)];
  if (problems.length > 0) return { diagnostics: problems };
  const edited = editImages(stack, request.images);
  const { value } = edited;
  if (value && value.changes.length > 0 && !request.dryRun) await write(scope, value);
  return edited;
}

function findStack({ projects, diagnostics }: Repository, wanted: ImageRequest): Stack | Outcome<never> {
  const project = projects.find(({ name }) => name === wanted.project);
  const stack = project?.stacks.find(({ name }) => name === wanted.stack);
  if (stack) return stack;
  const [what, name, names] = project
    ? [`The project "${project.name}" has no stack`, wanted.stack, project.stacks.map((each) => each.name)]
    : ['There is no project', wanted.project, projects.map((each) => each.name)];
  const nearest = suggest(name, names);
  const there = names.length > 0 ? ` There are: ${names.toSorted(byteOrder).join(', ')}.` : '';
  const detail = `${what} "${name}".${nearest === undefined ? there : ` Did you mean "${nearest}"?`}`;
  // a file that could not be read has a name that nobody knows
  const unread = diagnostics.filter(
    ({ severity, span }) =>
      severity === 'error' &&
      /(?:^|\/)(?:project|stack)\.yaml$/.test(span?.source.path ?? '') &&
      isInside(span?.source.path ?? '', project?.dir ?? ''),
  );
  return { diagnostics: [diagnostic('USAGE', detail, undefined), ...unread] };
}

/** What is wrong with the files that say which images the stack has. */
function fileErrors({ diagnostics }: Repository, stack: Stack): readonly Diagnostic[] {
  const files = new Set([stack.source.path, ...stack.layers.map(({ source }) => source.path)]);
  return diagnostics.filter(
    ({ severity, span }) => severity === 'error' && files.has(span?.source.path ?? ''),
  );
}

function unusedImages(stack: Stack, images: ImageRequest['images']): readonly Diagnostic[] {
  const apps = mergeLayers(stack.layers.map((layer) => layer.apps));
  const used = apps ? imageRepositories(apps) : new Set<string>();
  return [...images.keys()]
    .filter((repository) => !used.has(repository))
    .map((repository) => {
      const nearest = suggest(repository, used);
      const there = used.size > 0 ? `It has: ${[...used].toSorted(byteOrder).join(', ')}.` : 'It has none.';
      const hint = nearest === undefined ? there : `Did you mean "${nearest}"?`;
      const name = `${stack.project}/${stack.name}`;
      const detail = `No container of ${name} has an image of "${repository}". ${hint}`;
      return diagnostic('IMAGE_UNUSED', detail, stack.nameSpan);
    });
}

function editImages(stack: Stack, images: ImageRequest['images']): Outcome<ImageEdit> {
  const file = stack.source.path;
  let source: SourceText = stack.source;
  const isSet = ([repository, version]: readonly [string, string]) =>
    Object.hasOwn(stack.images, repository) && stack.images[repository]?.value === version;
  const missing = [...images].filter((image) => !isSet(image));
  for (const [key, value] of missing) {
    const edited = setMapText(source, { map: 'images', key, value });
    if (edited.value === undefined) return { diagnostics: edited.diagnostics };
    source = { path: file, text: edited.value };
  }
  const root = parseYaml(source).value;
  const changes = missing.map(([repository, after]) => {
    const at = root && textAt(root, ['images', repository]);
    const before = Object.hasOwn(stack.images, repository) ? stack.images[repository]?.value : undefined;
    return { repository, before: before ?? null, after, line: positionOf(source, at?.start ?? 0).line };
  });
  const unchanged = [...images].filter(isSet).map(([repository]) => repository);
  const value = { file, before: stack.source.text, after: source.text, changes, unchanged };
  return { value, diagnostics: [] };
}

/** Writes the text in the bytes of the file: a byte order mark, which no text shows, stays. */
async function write({ root, reader }: ImageScope, { file, after }: ImageEdit): Promise<void> {
  const content = (await reader.read([file], MAX_FILE_BYTES)).get(file);
  const before = content?.kind === 'bytes' ? content.bytes : new Uint8Array();
  const mark = before[0] === 0xef && before[1] === 0xbb && before[2] === 0xbf ? '\ufeff' : '';
  replaceFile(root, { path: file, before, after: new TextEncoder().encode(mark + after) });
}
