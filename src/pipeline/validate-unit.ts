import { diagnostic, limited, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { TreeReader } from '../model/ports.ts';
import { nodeAt } from '../model/node.ts';
import type { ResolvedStack } from '../model/resolved.ts';
import type { Spec } from '../model/spec.ts';
import type { Workspace } from '../model/unit.ts';
import { isCrd } from '../validate/crd-schemas.ts';
import { chooseTable } from '../validate/kube-version.ts';
import { schemasFor, type ObjectSchemas } from '../validate/object-schemas.ts';
import { crdKinds, customSchemas, type CustomKinds, type CustomSchemas } from './custom-schemas.ts';
import type { Repository } from './load-repository.ts';
import { objectFindings, type ObjectFinding } from './object-findings.ts';
import { placeOf } from './object-place.ts';

/** A compiled unit whose objects are to be checked. */
export interface UnitToValidate {
  readonly spec: Spec;
  readonly resolved: ResolvedStack;
  /** The same spec with the origin of every value; asked for only when there is something to point at. */
  readonly traced: () => Spec;
  /** True when modules have reported errors: what they made may be unfinished and is not judged as well. */
  readonly unfinished: boolean;
}

/**
 * Holds the objects of units against the schemas of the Kubernetes version of their workspace. What is the same for
 * several units, such as a table or a file of the user, is read once, when the first unit needs it.
 */
export class UnitValidator {
  readonly #repository: Repository;
  readonly #reader: TreeReader;
  readonly #versions = new Map<string, Promise<Version>>();
  readonly #schemas = new Map<number, Promise<ObjectSchemas>>();
  #custom: Promise<CustomSchemas> | undefined;

  constructor(repository: Repository, reader: TreeReader) {
    this.#repository = repository;
    this.#reader = reader;
  }

  /** Everything that an API server would say about the objects of a unit, each at the line that causes it. */
  async check({ spec, resolved, traced, unfinished }: UnitToValidate): Promise<readonly Diagnostic[]> {
    const version = await this.#versionOf(spec.unit.workspace);
    const custom = await this.#customSchemas();
    const diagnostics = [...version.diagnostics, ...custom.diagnostics];
    if (version.minor === undefined) return diagnostics;
    const own = ownKinds(spec);
    const schemas = await this.#schemasOf(version.minor, custom.kinds, own.kinds);
    const findings: ObjectFinding[] = [];
    for (const [index, resource] of spec.resources.entries()) {
      if (unfinished && !resource.document) continue;
      findings.push(...(await objectFindings(resource, index, schemas)));
    }
    if (findings.length === 0) return [...diagnostics, ...own.diagnostics];
    const origins = traced();
    const placed = oncePerKind(findings).map((finding) => {
      const resource = origins.resources[finding.index];
      const at = resource ? placeOf(finding, resource, resolved) : spec.unit.stack.nameSpan;
      return diagnostic(finding.code, finding.detail, at);
    });
    return [...diagnostics, ...own.diagnostics, ...limited(placed)];
  }

  #versionOf(workspace: Workspace): Promise<Version> {
    let version = this.#versions.get(workspace.name);
    if (!version) this.#versions.set(workspace.name, (version = versionOf(workspace)));
    return version;
  }

  #customSchemas(): Promise<CustomSchemas> {
    const { config, entries } = this.#repository;
    return (this.#custom ??= customSchemas(config.crdGlobs, entries, this.#reader));
  }

  #schemasOf(minor: number, custom: CustomKinds, own: CustomKinds): Promise<ObjectSchemas> {
    if (own.size > 0) return schemasFor(minor, new Map([...custom, ...own]));
    let schemas = this.#schemas.get(minor);
    if (!schemas) this.#schemas.set(minor, (schemas = schemasFor(minor, custom)));
    return schemas;
  }
}

interface Version {
  /** Undefined when there is no table for it. */
  readonly minor: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

async function versionOf({ root }: Workspace): Promise<Version> {
  const node = nodeAt(root, ['cluster', 'kubeVersion']);
  const written = node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
  const choice = await chooseTable(written);
  switch (choice.kind) {
    case 'exact':
      return { minor: choice.minor, diagnostics: [] };
    case 'newer': {
      const detail = `Kubernetes ${written ?? ''} is newer than this version of Moorline; objects are checked against 1.${choice.minor}.`;
      return { minor: choice.minor, diagnostics: [diagnostic('KUBE_VERSION_NEWER', detail, node)] };
    }
    case 'unsupported': {
      const detail = `Kubernetes ${written ?? ''} is older than 1.${choice.minor}, the oldest that objects can be checked against.`;
      return { minor: undefined, diagnostics: [diagnostic('KUBE_VERSION_UNSUPPORTED', detail, node)] };
    }
  }
}

/** What the CustomResourceDefinitions among the objects of a unit define. */
function ownKinds({ resources }: Spec): CustomSchemas {
  const outcomes = resources.flatMap(({ object, document }) =>
    isCrd(object) && document ? [crdKinds(object, document)] : [],
  );
  return {
    kinds: new Map(outcomes.flatMap(({ kinds }) => [...kinds])),
    diagnostics: outcomes.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Of the kinds that cannot be checked, the first object each. */
function oncePerKind(findings: readonly ObjectFinding[]): readonly ObjectFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, detail }) => {
    if (code !== 'SCHEMA_UNKNOWN') return true;
    const isNew = !seen.has(detail);
    seen.add(detail);
    return isNew;
  });
}
