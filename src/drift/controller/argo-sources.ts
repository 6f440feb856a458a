import { mapAt, partAt } from '../../model/edit-json.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { folderIn, mapsIn, textIn } from './read-live.ts';

/** One source of an Application, in the form that all of them share. */
export interface ArgoSource {
  readonly repoURL: string | undefined;
  /** Branch, tag or commit; undefined for the default branch. */
  readonly revision: string | undefined;
  readonly folder: string;
  /** Place in `spec.sources`; undefined for an Application with one source. */
  readonly index: number | undefined;
  /** True when only the files of the folder itself are applied, and none of the folders in it. */
  readonly isFlat: boolean;
  /** Settings by which the cluster gets something else than the files say. */
  readonly changers: readonly string[];
}

/**
 * The sources of an Application that are folders (argo-cd pkg/apis/application/v1alpha1/types.go). A Helm chart is
 * none, and neither is a source that only lends its files to others.
 */
export function argoSources(application: JsonObject): readonly ArgoSource[] {
  const hydrator = partAt(application, ['spec', 'sourceHydrator']);
  if (isJsonObject(hydrator)) {
    const [branch, path] = ['targetBranch', 'path'].map((key) => textIn(hydrator, 'syncSource', key));
    const repoURL = textIn(hydrator, 'syncSource', 'repoURL') ?? textIn(hydrator, 'drySource', 'repoURL');
    const type = textIn(application, 'status', 'sourceType');
    return [sourceOf({ repoURL, targetRevision: branch, path }, type, undefined)];
  }
  const many = mapsIn(application, 'spec', 'sources');
  if (many.length > 0) {
    return many.flatMap((source, index) => {
      const isFolder = source['chart'] === undefined && (source['ref'] === undefined || hasPath(source));
      const type = textIn(application, 'status', 'sourceTypes', index);
      return isFolder ? [sourceOf(source, type, index)] : [];
    });
  }
  const one = partAt(application, ['spec', 'source']);
  if (!isJsonObject(one) || one['chart'] !== undefined) return [];
  return [sourceOf(one, textIn(application, 'status', 'sourceType'), undefined)];
}

function hasPath(source: JsonObject): boolean {
  return textIn(source, 'path') !== undefined;
}

function sourceOf(
  source: Readonly<Record<string, JsonObject[string] | undefined>>,
  type: string | undefined,
  index: number | undefined,
): ArgoSource {
  const map = Object.fromEntries(
    Object.entries(source).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  return {
    repoURL: textIn(map, 'repoURL'),
    revision: textIn(map, 'targetRevision'),
    folder: folderIn(textIn(map, 'path')),
    index,
    isFlat: type === 'Directory' && partAt(map, ['directory', 'recurse']) !== true,
    changers: [
      ...['include', 'exclude'].flatMap((key) =>
        textIn(map, 'directory', key) === undefined ? [] : [`directory.${key}`],
      ),
      ...['kustomize', 'plugin'].filter((key) => Object.keys(mapAt(map, [key])).length > 0),
    ],
  };
}
