import { partAt } from '../../model/edit-json.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { folderIn, nameIn, textIn } from './read-live.ts';

/** Where a Kustomization has its files from. */
export interface FluxSource {
  readonly repository: JsonObject;
  readonly url: string;
  readonly folder: string;
  /** The branch that is followed; undefined when none is. */
  readonly branch: string | undefined;
  /** What it is pinned to; undefined when it follows a branch. */
  readonly pin: string | undefined;
}

/** The GitRepository of a Kustomization; undefined when it has another kind of source, or one that nobody has. */
export function fluxSource(
  kustomization: JsonObject,
  repositories: readonly JsonObject[],
): FluxSource | undefined {
  const repository = repositories.find((each) => isSourceOf(each, kustomization));
  if (!repository) return undefined;
  return {
    repository,
    url: textIn(repository, 'spec', 'url') ?? '',
    folder: folderIn(textIn(kustomization, 'spec', 'path')),
    ...followed(repository),
  };
}

/** A commit comes before a name, that before a range of versions, that before a tag, and the branch is last (fluxcd/source-controller api/v1). */
function followed(repository: JsonObject): Pick<FluxSource, 'branch' | 'pin'> {
  const ref = (key: string) => textIn(repository, 'spec', 'ref', key);
  const [commit, name] = [ref('commit'), ref('name')];
  if (commit !== undefined) return { branch: undefined, pin: commit };
  if (name !== undefined) {
    const branch = /^refs\/heads\/(.+)$/.exec(name)?.[1];
    return { branch, pin: branch === undefined ? name : undefined };
  }
  const tag = ref('semver') ?? ref('tag');
  if (tag !== undefined) return { branch: undefined, pin: `refs/tags/${tag}` };
  return { branch: ref('branch') ?? 'master', pin: undefined };
}

function isSourceOf(repository: JsonObject, kustomization: JsonObject): boolean {
  const source = (key: string) => textIn(kustomization, 'spec', 'sourceRef', key);
  const { namespace, name } = nameIn(repository);
  return (
    source('kind') === 'GitRepository' &&
    source('name') === name &&
    (source('namespace') ?? nameIn(kustomization).namespace) === namespace
  );
}

/** Settings by which a Kustomization changes what it applies, and a GitRepository what it fetches (their api/v1). */
const CHANGERS =
  'patches images namePrefix nameSuffix targetNamespace commonMetadata postBuild components'.split(' ');
const FILTERS = 'ignore sparseCheckout include'.split(' ');

/** Settings by which the cluster gets something else than the branch holds. */
export function fluxChangers(kustomization: JsonObject, repository: JsonObject): readonly string[] {
  const isSet = (object: JsonObject, key: string) => !isEmpty(partAt(object, ['spec', key]));
  return [
    ...CHANGERS.filter((key) => isSet(kustomization, key)).map((key) => `spec.${key}`),
    ...FILTERS.filter((key) => isSet(repository, key)).map((key) => `spec.${key} of its GitRepository`),
  ];
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}
