import { from } from '../model/draft.ts';
import type { Path } from '../model/node.ts';
import { input } from '../model/pointer.ts';
import { byteOrder } from '../util/byte-order.ts';
import { baseName, cleanPath, dirName } from './clean-path.ts';
import { addMount, type ContainerScope } from './mounts.ts';
import { unitParts } from './name-length.ts';
import type { Report } from '../model/report.ts';
import type { FileInput } from './container-schema.ts';
import { parseSecretReference, SECRET_FORM, withoutBraces } from './secret-reference.ts';
import type { Mode } from './volumes.ts';

interface PlannedFile {
  readonly key: string;
  readonly spec: FileInput;
  /** Number of the file among all files of the container, in path order. */
  readonly index: number;
  readonly at: Path;
}

/** Where the content of a file may come from. */
const SOURCES = ['content', 'contentFrom', 'binaryContent'] as const;

const CONFIG_KEY = /^[-._a-zA-Z0-9]{1,253}$/;

/**
 * Renders the files of a container as ConfigMaps, volumes and mounts (Kusion catalog@455e3c90
 * `handleFileCreation`). Kusion mounts the whole directory of a file; here that is only done for a
 * file that is alone in its directory, because two mounts at one path are refused by Kubernetes.
 */
export function mountFiles(
  files: Readonly<Record<string, FileInput>> | undefined,
  scope: ContainerScope,
): void {
  const planned = Object.entries(files ?? {})
    .toSorted(([a], [b]) => byteOrder(a, b))
    .map(([key, spec], index) => ({ key, spec, index, at: [...scope.path, 'files', key] }))
    .filter((file) => isRenderable(file, scope.report));
  const shared = sharedDirectories(planned);
  for (const file of planned) {
    if (file.spec.contentFrom) mountSecretKey(file, scope);
    else mountContent(file, shared.has(directoryOf(file)), scope);
  }
}

function isRenderable({ key, spec, at }: PlannedFile, report: Report): boolean {
  const [pointer, base] = [input(...at), baseName(key)];
  const [first, second] = SOURCES.filter((source) => spec[source]);
  if (first && second) {
    const related = [{ message: 'the content is also given here', at: input(...at, first) }];
    const detail = `A file has one of ${SOURCES.join(', ')}. Remove one of them.`;
    report({ code: 'FIELD_CONFLICT', detail, at: input(...at, second), related });
    return false;
  }
  if (base === '' || base === '.' || base === '..') {
    report({
      code: 'FIELD_INVALID',
      detail: `The path "${key}" has to end in the name of the file.`,
      at: pointer,
    });
    return false;
  }
  if (!first) {
    const detail = `The file "${key}" has no content and is not created, as in Kusion. Give it content or remove it.`;
    report({ code: 'FIELD_DROPPED', detail, at: pointer });
    return false;
  }
  if (!spec.contentFrom && !CONFIG_KEY.test(base)) {
    const detail = `"${base}" cannot be a file name here: a ConfigMap takes letters, digits, "-", "_" and ".".`;
    report({ code: 'FIELD_INVALID', detail, at: pointer });
  }
  return true;
}

function directoryOf({ key }: PlannedFile): string {
  return cleanPath(`/${dirName(key)}`);
}

/** Directories that cannot be mounted as a whole: those of several files, and the root of the container. */
function sharedDirectories(files: readonly PlannedFile[]): ReadonlySet<string> {
  const directories = files.map(directoryOf);
  return new Set([
    '/',
    ...directories.filter((directory, index) => directories.indexOf(directory) !== index),
  ]);
}

function mountContent(
  { key, spec, index, at }: PlannedFile,
  bySubPath: boolean,
  scope: ContainerScope,
): void {
  const { context, volumes, configMaps } = scope;
  const pointer = input(...at);
  const base = baseName(key);
  const name = `${context.unitName}-${scope.name}-${index}`;
  const [field, source] = spec.binaryContent
    ? ['binaryData', 'binaryContent' as const]
    : ['data', 'content' as const];
  const content = from(input(...at, source), spec[source]);
  configMaps.push({
    draft: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: from(pointer, name), namespace: context.namespace },
      [field]: { [base]: content },
    },
  });
  const parts = [...unitParts(context), { text: scope.name, at: input(...scope.path) }];
  volumes.configMap({ name, parts, mode: modeOf(spec, at), at: pointer });
  const place = bySubPath ? { mountPath: cleanPath(`/${key}`), subPath: base } : { mountPath: dirName(key) };
  addMount(scope, { volume: name, ...place, at: pointer });
}

function mountSecretKey({ key, spec, at }: PlannedFile, scope: ContainerScope): void {
  const pointer = input(...at, 'contentFrom');
  const reference = parseSecretReference(withoutBraces(spec.contentFrom ?? ''));
  if (!reference || reference.key === '') {
    const detail = `contentFrom has to name one key of a Secret: ${SECRET_FORM}.`;
    scope.report({ code: 'REFERENCE_INVALID', detail, at: pointer });
    return;
  }
  const volume = scope.volumes.secret({ secret: reference.name, mode: modeOf(spec, at), at: pointer });
  addMount(scope, { volume, mountPath: cleanPath(`/${key}`), subPath: reference.key, at: input(...at) });
}

/** Kusion reads "755" as decimal; here a mode is octal with or without the leading zero. */
function modeOf({ mode }: FileInput, at: Path): Mode {
  return { bits: Number.parseInt(mode, 8), at: input(...at, 'mode') };
}
