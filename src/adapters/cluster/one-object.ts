import type { ApiResource, GetAnswer } from '../../model/cluster.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { failureOf, goodBody, readAnswer, type Answer } from './answer.ts';
import type { Ask } from './ask.ts';
import { queryText, resourcePath, type Target } from './resource-path.ts';

/** Reads one object. */
export async function getObject(ask: Ask, target: Target & { readonly name: string }): Promise<GetAnswer> {
  const place = resourcePath(target);
  if ('problem' in place) return failed(place.problem);
  return objectIn(readAnswer(await ask({ method: 'GET', path: place.path })), target);
}

/** What an apply would store. */
export interface DryRun {
  readonly resource: ApiResource;
  readonly object: JsonObject;
  readonly manager: string;
}

/** Applies an object without storing it. */
export async function dryRunApply(ask: Ask, { resource, object, manager }: DryRun): Promise<GetAnswer> {
  const metadata = object['metadata'];
  const { name, namespace } = isJsonObject(metadata) ? metadata : {};
  if (typeof name !== 'string') return failed('the object has no name');
  const target = { resource, name, namespace: typeof namespace === 'string' ? namespace : undefined };
  const place = resourcePath(target);
  if ('problem' in place) return failed(place.problem);
  const answer = readAnswer(
    await ask({
      method: 'PATCH',
      path: `${place.path}${queryText({ dryRun: 'All', fieldManager: manager, force: 'true' })}`,
      contentType: 'application/apply-patch+yaml',
      body: JSON.stringify(object),
    }),
  );
  return objectIn(answer, target);
}

function failed(message: string): GetAnswer {
  return { failure: { reason: 'failed', message } };
}

function objectIn(answer: Answer, { resource, name }: Target): GetAnswer {
  const body = goodBody(answer);
  const isSecret = resource.group === '' && resource.kind === 'Secret';
  if (body !== undefined) {
    if (!isJsonObject(body['metadata'])) return failed('the answer is not an object');
    return { object: body, ...(!('cut' in answer) && answer.isRounded ? { rounded: true } : {}) };
  }
  const missing = missingName(answer);
  if (missing === undefined) return { failure: failureOf(answer, isSecret) };
  if (missing === name) return { object: undefined };
  // something else is missing, such as the namespace that the object would be in
  return { failure: { ...failureOf(answer, isSecret), reason: 'failed' } };
}

/** The name of what a 404 says it misses; undefined for another answer, and when the whole kind is not served. */
function missingName(answer: Answer): string | undefined {
  if ('cut' in answer || answer.status !== 404 || !isJsonObject(answer.body)) return undefined;
  const { details } = answer.body;
  const name = isJsonObject(details) ? details['name'] : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
