import type { JsonObject } from '../../model/json.ts';
import type { Path } from '../../model/node.ts';
import type { ResourceId } from '../../model/resource.ts';

/** A rule in Argo CD's form, as it is written. */
export interface ArgoRule {
  readonly group?: string | undefined;
  readonly kind?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly jsonPointers?: readonly string[] | undefined;
  readonly jqPathExpressions?: readonly string[] | undefined;
  readonly managedFieldsManagers?: readonly string[] | undefined;
}

/** A rule in Flux's form, as it is written. */
export interface FluxRule {
  readonly paths: readonly string[];
  readonly target?: FluxTarget | undefined;
}

/** Which objects a rule of Flux is for; all fields but the selectors are regular expressions for the whole text. */
export interface FluxTarget {
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly annotationSelector?: string | undefined;
}

/** A rule as the comparison uses it, wherever it was written and in which form. */
export interface IgnoreRule {
  /** `ignore[0]`: its place in the list, which is also how a report names it. */
  readonly name: string;
  readonly selects: (id: ResourceId, object: JsonObject) => boolean;
  /** The ways to the fields of one object that are left out on both sides. */
  readonly paths: (object: JsonObject) => readonly Path[];
  /** Managers whose fields are left out. */
  readonly managers: ReadonlySet<string>;
}
