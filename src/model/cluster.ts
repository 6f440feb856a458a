import type { JsonObject } from './json.ts';

/** A kind that an API server serves, in one version. */
export interface ApiResource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Name in URLs, such as `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** What an API server serves, and where that is not known. */
export interface Discovery {
  /** Every kind, in the server's order: of one group the preferred version comes first. */
  readonly resources: readonly ApiResource[];
  /** Groups whose kinds could not all be learned, with the reason: stale, unavailable, or failing. */
  readonly unknownGroups: ReadonlyMap<string, string>;
  /** Such as `v1.37.2`; undefined when the server does not say. */
  readonly version: string | undefined;
}

/** Why the cluster gave no answer to one question. `message` holds no credentials. */
export interface ClusterFailure {
  /**
   * `forbidden`: no right to ask (403). `gone`: the server does not serve that kind any more (404 on the kind).
   * `failed`: anything else that retries did not cure: an error of the server, a cut connection, a time-out.
   */
  readonly reason: 'forbidden' | 'gone' | 'failed';
  readonly message: string;
}

/** Some objects of a list, or the failure that ended it. */
export type ListPage =
  | {
      readonly objects: readonly JsonObject[];
      /** True when the list began anew because its token ran out: objects of pages before may come again. */
      readonly restarted: boolean;
      /** As of {@link GetAnswer}. */
      readonly rounded?: boolean;
    }
  | { readonly failure: ClusterFailure };

/** One object; undefined when it does not exist. */
export type GetAnswer =
  | {
      readonly object: JsonObject | undefined;
      /**
       * True when an integer beyond 2^53 lost digits. What is left is never equal to a number of a manifest, where
       * such integers are refused; only two objects of a cluster may seem equal that are not.
       */
      readonly rounded?: boolean;
    }
  | { readonly failure: ClusterFailure };

/** Where objects of a kind are looked for. */
export interface ListScope {
  /** All namespaces when undefined. */
  readonly namespace: string | undefined;
  readonly labelSelector?: string;
}

/** Where something would be done. */
export interface AccessPlace {
  /** All namespaces when undefined; also for kinds without one. */
  readonly namespace: string | undefined;
  /** One object; every one when undefined. */
  readonly name?: string;
}

/**
 * Reads a cluster. Every object is as the server sent it, with `apiVersion` and `kind` filled in where lists leave
 * them out; nothing is dropped, renamed or converted. Waits and tries again where the server asks for it. A question
 * that stays without an answer is a {@link ClusterFailure} of that question alone; what concerns the whole
 * cluster, such as a server that cannot be reached or credentials that it refuses, is thrown as an AdapterError.
 */
export interface ClusterPort {
  /** Name of the kubeconfig's context, or `in-cluster`. */
  readonly context: string;
  /** URL of the server without credentials. */
  readonly server: string;
  readonly discover: () => Promise<Discovery>;
  /** Page after page; the next page is on its way while one is looked at. A failure is the last page. */
  readonly list: (resource: ApiResource, scope: ListScope) => AsyncIterable<ListPage>;
  readonly get: (resource: ApiResource, namespace: string | undefined, name: string) => Promise<GetAnswer>;
  /** What the server would store if `manager` applied the object now, forced. Stores nothing; needs the verb patch. */
  readonly dryRunApply: (resource: ApiResource, object: JsonObject, manager: string) => Promise<GetAnswer>;
  /** True when the user may do so; undefined when the server does not say. Asks with a SelfSubjectAccessReview. */
  readonly mayI: (verb: string, resource: ApiResource, place: AccessPlace) => Promise<boolean | undefined>;
  /** The OpenAPI v3 document of a group and version; undefined when the server gives none. */
  readonly schema: (group: string, version: string) => Promise<JsonObject | undefined>;
  /** Ends every connection. */
  readonly close: () => void;
}
