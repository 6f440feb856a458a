import { narrower, type Question } from '../../drift/plan-questions.ts';
import type { ApiResource, ClusterFailure, ClusterPort } from '../../model/cluster.ts';
import type { JsonObject } from '../../model/json.ts';
import { identityKey, identityOf, type ResourceId } from '../../model/resource.ts';

/** Hears the answers of a cluster, as they come. */
export interface AnswerListener {
  /** A live object, wanted or not. It may come again, when a list has to begin anew; the later one counts. */
  readonly found: (object: JsonObject, resource: ApiResource) => void;
  /** Objects that are not there: the answer was complete and did not hold them. */
  readonly absent: (ids: readonly ResourceId[]) => void;
  /** Objects about which there is no answer. */
  readonly unanswered: (ids: readonly ResourceId[], failure: ClusterFailure) => void;
  /** A list ran out of time and began anew. */
  readonly restarted: (resource: ApiResource) => void;
}

/**
 * Asks all questions side by side. A question that is forbidden is asked again with less reach: kind by kind, then
 * namespace by namespace, then object by object.
 * @throws AdapterError for what concerns the whole cluster
 */
export async function askCluster(
  cluster: ClusterPort,
  questions: readonly Question[],
  listener: AnswerListener,
): Promise<void> {
  await Promise.all(questions.map((question) => ask(cluster, question, listener)));
}

async function ask(cluster: ClusterPort, question: Question, listener: AnswerListener): Promise<void> {
  const missed =
    question.kind === 'get'
      ? await getOne(cluster, question, listener)
      : await listAll(cluster, question, listener);
  if (!missed) return;
  const { left, failure } = missed;
  const less = failure.reason === 'forbidden' && question.kind === 'list' ? narrower(question, left) : [];
  if (less.length === 0) listener.unanswered(left, failure);
  else await askCluster(cluster, less, listener);
}

interface Missed {
  readonly left: readonly ResourceId[];
  readonly failure: ClusterFailure;
}

async function getOne(
  cluster: ClusterPort,
  { resource, wanted }: Extract<Question, { kind: 'get' }>,
  listener: AnswerListener,
): Promise<Missed | undefined> {
  const namespace = resource.namespaced ? wanted.namespace : undefined;
  const answer = await cluster.get(resource, namespace, wanted.name);
  if ('failure' in answer) return { left: [wanted], failure: answer.failure };
  if (answer.object) listener.found(answer.object, resource);
  else listener.absent([wanted]);
  return undefined;
}

async function listAll(
  cluster: ClusterPort,
  { resource, namespace, wanted }: Extract<Question, { kind: 'list' }>,
  listener: AnswerListener,
): Promise<Missed | undefined> {
  const open = new Map(wanted.map((id) => [identityKey(id), id]));
  for await (const page of cluster.list(resource, { namespace })) {
    if ('failure' in page) return { left: [...open.values()], failure: page.failure };
    if (page.restarted) {
      for (const id of wanted) open.set(identityKey(id), id);
      listener.restarted(resource);
    }
    for (const object of page.objects) {
      open.delete(identityKey(identityOf(object)));
      listener.found(object, resource);
    }
  }
  listener.absent([...open.values()]);
  return undefined;
}
