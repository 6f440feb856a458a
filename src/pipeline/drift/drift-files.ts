import { namedFileReader } from '../../adapters/files/named-files.ts';
import { diagnostic, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { compareSets } from '../../drift/compare-sets.ts';
import { filesDrift } from '../../drift/files-drift.ts';
import type { WorkspaceDrift } from '../../drift/verdict.ts';
import { nodeAt } from '../../model/node.ts';
import { identityKey, identityOf, resourceName } from '../../model/resource.ts';
import { loadConfig, type LoadedConfig } from '../load-config.ts';
import { readSide, type NamedPlace, type ReadObject } from './read-side.ts';

/** Two sets of files, and how to judge them. */
export interface DriftFilesRequest {
  readonly desired: NamedPlace;
  readonly live: NamedPlace;
  readonly app: string | undefined;
  /** Absolute folder whose moorline.yaml is read, if there is one. */
  readonly dir: string;
  /** Configuration instead of that, seen from the folder or absolute. */
  readonly config: string | undefined;
}

/** What was found; no value when the input cannot be read. */
export interface DriftOutcome {
  readonly value?: readonly WorkspaceDrift[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares manifests with a dump of a cluster. Needs no cluster, no Git and no repository. */
export async function driftFiles(request: DriftFilesRequest): Promise<DriftOutcome> {
  const config = await loadConfig(namedFileReader(request.dir), undefined, request.config);
  const [desired, live] = [await readSide(request.desired), await readSide(request.live)];
  const diagnostics = [
    ...config.diagnostics,
    ...desired.diagnostics,
    ...live.diagnostics,
    ...duplicates(desired.objects),
  ];
  if (hasErrors(diagnostics)) return { diagnostics };
  const { ours = [], human = [], controller = [] } = config.value.drift.managers ?? {};
  const verdict = compareSets(
    {
      desired: desired.objects.map(({ object }) => object),
      live: live.objects.map(({ object }) => object),
      isOneToOne: desired.isOneDocument && live.isOneDocument,
      warnings: new Map(
        desired.objects.map(({ object, booleanKeys }) => [
          object,
          booleanKeys.map((path) => ({ code: 'yaml11-boolean-key' as const, path })),
        ]),
      ),
    },
    { managers: { ours, human, controller }, ignore: config.ignore, app: request.app },
  );
  const unusedRules = verdict.unused.map(({ name }) => name);
  const value = filesDrift(verdict.resources, unusedRules);
  return { value: [value], diagnostics: [...diagnostics, ...notes(value, config)] };
}

/** An object that Git holds twice has no one value to compare. */
function duplicates(objects: readonly ReadObject[]): readonly Diagnostic[] {
  const first = new Map<string, ReadObject>();
  return objects.flatMap((each) => {
    const id = identityOf(each.object);
    if (id.name === '') return [];
    const known = first.get(identityKey(id));
    first.set(identityKey(id), known ?? each);
    if (!known) return [];
    const detail = `${resourceName(id)} is there twice, so it is not clear which one is meant. Remove one.`;
    const related = [{ message: 'the other one', span: known.at }];
    return [diagnostic('RESOURCE_DUPLICATE', detail, each.at, { related })];
  });
}

/** What is worth a line beside the verdicts: resources without one, and rules without effect. */
function notes(
  { resources, unusedRules }: WorkspaceDrift,
  { ignoreList }: LoadedConfig,
): readonly Diagnostic[] {
  const unchecked = resources
    .filter(({ state }) => state === 'unchecked')
    .map(({ id, reason }) =>
      diagnostic('RESOURCE_UNCHECKED', `${resourceName(id)}: ${reason ?? 'there is no verdict.'}`, undefined),
    );
  const unused = unusedRules.map((name) => {
    const at = ignoreList && nodeAt(ignoreList, [Number(/\d+/.exec(name)?.[0])]);
    return diagnostic('IGNORE_RULE_UNUSED', `drift.${name} names nothing in any compared resource.`, at);
  });
  return [...unchecked, ...unused];
}
