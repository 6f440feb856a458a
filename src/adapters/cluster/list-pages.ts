import type { ApiResource, ClusterFailure, ListPage, ListScope } from '../../model/cluster.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { failureOf, goodBody, readAnswer, type Answer } from './answer.ts';
import type { Ask } from './ask.ts';
import { apiVersionOf, queryText, resourcePath } from './resource-path.ts';

/** Objects that one page may have. */
const LIMIT = 500;

/** A list to read. */
export interface Listing {
  readonly resource: ApiResource;
  readonly scope: ListScope;
  /** Ends the list, and with it the page that is on its way. */
  readonly signal: AbortSignal;
}

/** Where a list goes on. */
interface Place {
  readonly token: string | undefined;
  readonly isRestarted: boolean;
}

/** A page and what follows it. */
interface Read {
  readonly page: ListPage;
  readonly next: Place | undefined;
}

/**
 * Page after page. A token that ran out restarts the list once, in one piece. A failure is the last page, and
 * what came before it stays valid.
 */
export async function* listPages(ask: Ask, listing: Listing): AsyncGenerator<ListPage> {
  const given = resourcePath({ resource: listing.resource, namespace: listing.scope.namespace });
  if ('problem' in given) {
    yield failed({ reason: 'failed', message: given.problem });
    return;
  }
  const ended = new AbortController();
  const signal = AbortSignal.any([listing.signal, ended.signal]);
  const begin = (place: Place): Promise<Read> => {
    const read = readPage(ask, { ...listing, signal, path: given.path, place });
    // whoever stops looking does not hear of the page that was on its way
    read.catch(() => undefined);
    return read;
  };
  try {
    let coming: Promise<Read> | undefined = begin({ token: undefined, isRestarted: false });
    while (coming !== undefined) {
      const { page, next }: Read = await coming;
      coming = next === undefined ? undefined : begin(next);
      yield page;
    }
  } finally {
    ended.abort(new Error('nobody looks at the list any more'));
  }
}

interface PageRequest extends Listing {
  readonly path: string;
  readonly place: Place;
}

async function readPage(ask: Ask, request: PageRequest): Promise<Read> {
  const { path, place, scope, signal } = request;
  const { token, isRestarted } = place;
  // a list that began anew comes in one piece, for its token would run out as well
  const limit = isRestarted ? undefined : LIMIT;
  const query = queryText({ limit, continue: token, labelSelector: scope.labelSelector });
  const answer = readAnswer(await ask({ method: 'GET', path: `${path}${query}`, signal }));
  const hasExpired = !('cut' in answer) && answer.status === 410 && token !== undefined;
  if (hasExpired && !isRestarted)
    return readPage(ask, { ...request, place: { token: undefined, isRestarted: true } });
  const body = goodBody(answer);
  const items = body?.['items'];
  if (body === undefined || !Array.isArray(items))
    return { page: failed(failureOf(answer)), next: undefined };
  const next = nextToken(body);
  if (next !== undefined && next === token) {
    return { page: failed({ reason: 'failed', message: 'the list does not end' }), next: undefined };
  }
  return {
    page: pageOf(items as readonly Json[], answer, request),
    next: next === undefined ? undefined : { token: next, isRestarted },
  };
}

function pageOf(items: readonly Json[], answer: Answer, { resource, place }: PageRequest): ListPage {
  if (!items.every(isJsonObject))
    return failed({ reason: 'failed', message: 'the list holds something else than objects' });
  const head = { apiVersion: apiVersionOf(resource), kind: resource.kind };
  return {
    objects: items.map((item) => ({ ...head, ...item })),
    restarted: place.isRestarted,
    ...(!('cut' in answer) && answer.isRounded ? { rounded: true } : {}),
  };
}

function failed(failure: ClusterFailure): ListPage {
  return { failure };
}

function nextToken(body: JsonObject): string | undefined {
  const { metadata } = body;
  const token = isJsonObject(metadata) ? metadata['continue'] : undefined;
  return typeof token === 'string' && token !== '' ? token : undefined;
}
