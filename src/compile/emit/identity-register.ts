import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import { emitManifest } from '../../manifest/emit.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { identityKey, resourceName, type Resource } from '../../model/resource.ts';
import type { Spec } from '../../model/spec.ts';
import type { Unit } from '../../model/unit.ts';

interface Owner {
  /** Unit and app. */
  readonly name: string;
  readonly span: Span;
  readonly text?: string;
}

/**
 * Remembers what each workspace holds. One cluster can keep one object of an identity and one
 * owner of a pod, so a second use is an error that names both; only equal Namespaces may repeat.
 */
export class IdentityRegister {
  readonly #resources = new Map<string, Owner>();
  readonly #selectors = new Map<string, Owner>();

  /** Adds the resources of a unit and reports every clash with what is there. */
  add(spec: Spec): readonly Diagnostic[] {
    return spec.resources.flatMap((resource) => [
      ...this.#addResource(spec.unit, resource),
      ...this.#addSelector(spec.unit, resource),
    ]);
  }

  #addResource(unit: Unit, resource: Resource): readonly Diagnostic[] {
    const { id } = resource;
    // with generateName every object is a new one
    if (id.name === '') return [];
    const key = `${unit.workspace.name}\0${identityKey(id)}`;
    const isNamespace = id.group === '' && id.kind === 'Namespace';
    const first = this.#resources.get(key);
    const span = spanOf(unit, resource);
    if (!first) {
      this.#resources.set(key, {
        name: nameOf(unit, resource.app),
        span,
        ...(isNamespace ? { text: emitManifest(resource.object) } : {}),
      });
      return [];
    }
    if (isNamespace && first.text === emitManifest(resource.object)) return [];
    const code = isNamespace ? 'NAMESPACE_DIFFERS' : 'RESOURCE_DUPLICATE';
    const detail = `${resourceName(id)} is rendered by ${first.name} and again by ${nameOf(unit, resource.app)} in workspace ${unit.workspace.name}.`;
    return [
      diagnostic(code, detail, span, {
        related: [{ message: 'first rendered from here', span: first.span }],
      }),
    ];
  }

  #addSelector(unit: Unit, resource: Resource): readonly Diagnostic[] {
    const selector = podSelector(resource.object);
    if (!selector) return [];
    const key = [unit.workspace.name, resource.id.namespace, emitManifest(selector)].join('\0');
    const first = this.#selectors.get(key);
    const span = spanOf(unit, resource);
    if (!first) {
      this.#selectors.set(key, { name: nameOf(unit, resource.app), span });
      return [];
    }
    const detail = `${resourceName(resource.id)} selects the same pods as the workload of ${first.name}. Rename the app or give the units different namespaces.`;
    return [
      diagnostic('SELECTOR_SHARED', detail, span, {
        related: [{ message: 'the other workload', span: first.span }],
      }),
    ];
  }
}

const OWNERS = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  'apps.kusionstack.io/CollaSet',
]);

function podSelector({ apiVersion, kind, spec }: JsonObject): JsonObject | undefined {
  const group = typeof apiVersion === 'string' ? apiVersion.split('/')[0] : '';
  if (!OWNERS.has(`${group ?? ''}/${typeof kind === 'string' ? kind : ''}`)) return undefined;
  const selector: Json | undefined = isJsonObject(spec) ? spec['selector'] : undefined;
  return isJsonObject(selector) ? selector : undefined;
}

/** The place that makes a resource: its document, else the key of the call, else the namespace of the unit. */
function spanOf(unit: Unit, { document, call }: Resource): Span {
  return document ?? call?.keySpan ?? unit.namespace;
}

function nameOf({ project, stack }: Unit, app: string | undefined): string {
  const name = `${project.name}/${stack.name}`;
  return app === undefined ? name : `app ${app} of ${name}`;
}
