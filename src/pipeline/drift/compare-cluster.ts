import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { CompareSettings } from '../../drift/compare-object.ts';
import type { IgnoreRule } from '../../drift/ignore/ignore-rule.ts';
import { blank, isTerminating, judgePair, whole } from '../../drift/judge-pair.ts';
import { withoutNewer } from '../../drift/newer-commit.ts';
import { planQuestions, type QuestionPlan } from '../../drift/plan-questions.ts';
import { skipReason } from '../../drift/skip-reason.ts';
import { isKept, isOwned } from '../../drift/tracked-by.ts';
import type { DriftedResource } from '../../drift/verdict.ts';
import type { ClusterFailure } from '../../model/cluster.ts';
import type { JsonObject } from '../../model/json.ts';
import { identityKey, identityOf, type ResourceId } from '../../model/resource.ts';
import { byteOrder } from '../../util/byte-order.ts';
import { askCluster, type AnswerListener } from './ask-cluster.ts';
import { serverSchemas } from './server-schemas.ts';
import type { AskedCluster, WantedObject } from './wanted-object.ts';
import { confirmAll, type ComparedPair } from './confirm-all.ts';

/** What is compared, and which other objects count as ours. */
export interface WantedSet {
  readonly wanted: readonly WantedObject[];
  /** Objects that a controller keeps account of and Git does not have. */
  readonly leftovers: readonly ResourceId[];
  /** Says whether a live object that nobody wants belongs to us; undefined when nothing is tracked. */
  readonly isOurs: ((live: JsonObject) => boolean) | undefined;
}

/** The verdicts, in byte order of identities, and what else there is to say. */
export interface ClusterComparison {
  readonly resources: readonly DriftedResource[];
  /** Rules that took part. */
  readonly used: ReadonlySet<IgnoreRule>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares what Git wants with what a cluster holds, object by object as the answers come. Nothing is in sync, and
 * nothing is missing, that the cluster gave no complete answer about.
 * @throws AdapterError for what concerns the whole cluster
 */
export async function compareCluster(
  { port, discovery, mode }: AskedCluster,
  set: WantedSet,
): Promise<ClusterComparison> {
  const ids = set.wanted.flatMap(({ id }) => (id.name === '' ? [] : [id]));
  const listsOf = await serverSchemas({ port, discovery }, ids);
  const run = new Comparison(set, { listsOf, isKeeping: mode !== 'read' });
  const plan = planQuestions([...ids, ...set.leftovers], discovery, set.isOurs !== undefined);
  run.withoutAnswer(plan);
  await askCluster(port, plan.questions, run.listener);
  if (mode !== 'read') run.replace(await confirmAll({ port, discovery, mode }, run.compared()));
  return run.result();
}

interface ComparisonFacts {
  readonly listsOf: NonNullable<CompareSettings['listsOf']>;
  /** True when live objects are needed after they were compared. */
  readonly isKeeping: boolean;
}

/** One comparison: it alone knows which verdicts there are so far. */
class Comparison {
  readonly #set: WantedSet;
  readonly #wanted: ReadonlyMap<string, WantedObject>;
  readonly #leftovers: ReadonlySet<string>;
  readonly #verdicts = new Map<string, DriftedResource>();
  /** Verdicts by what a newer commit has for the same objects. */
  readonly #newer = new Map<string, DriftedResource>();
  readonly #used = new Set<IgnoreRule>();
  readonly #restarted = new Set<string>();
  readonly #listsOf: ComparisonFacts['listsOf'];

  /** Live objects of compared pairs, when they are needed again. */
  readonly #live: Map<string, JsonObject> | undefined;

  constructor(set: WantedSet, { listsOf, isKeeping }: ComparisonFacts) {
    this.#set = set;
    this.#listsOf = listsOf;
    this.#live = isKeeping ? new Map() : undefined;
    this.#wanted = new Map(set.wanted.map((each) => [identityKey(each.id), each]));
    this.#leftovers = new Set(set.leftovers.map(identityKey));
    for (const each of set.wanted) if (each.id.name === '') this.#judge(each, undefined);
  }

  readonly listener: AnswerListener = {
    found: (live) => {
      const key = identityKey(identityOf(live));
      const wanted = this.#wanted.get(key);
      if (wanted) this.#judge(wanted, live);
      else this.#judgeLeft(key, live);
    },
    absent: (ids) => {
      for (const id of ids) {
        const wanted = this.#wanted.get(identityKey(id));
        if (wanted) this.#judge(wanted, undefined);
      }
    },
    unanswered: (ids, failure) => {
      for (const id of ids) this.#unchecked(id, reasonOf(failure));
    },
    restarted: ({ kind }) => this.#restarted.add(kind),
  };

  withoutAnswer({ absent, unknown }: QuestionPlan): void {
    this.listener.absent(absent);
    for (const { id, reason } of unknown) this.#unchecked(id, reason);
  }

  result(): ClusterComparison {
    const resources = [...this.#verdicts]
      .toSorted(([a], [b]) => byteOrder(a, b))
      .map(([key, found]) => {
        const newer = this.#newer.get(key);
        return newer ? withoutNewer(found, newer) : found;
      });
    const diagnostics = [...this.#restarted].toSorted(byteOrder).map(restartNote);
    return { resources, used: this.#used, diagnostics };
  }

  /** Objects that are there on both sides, with their verdicts. */
  compared(): readonly ComparedPair[] {
    return [...(this.#live ?? [])].flatMap(([key, live]) => {
      const [wanted, verdict] = [this.#wanted.get(key), this.#verdicts.get(key)];
      return wanted && verdict ? [{ wanted, live, verdict }] : [];
    });
  }

  replace(verdicts: readonly DriftedResource[]): void {
    for (const verdict of verdicts) this.#verdicts.set(identityKey(verdict.id), verdict);
  }

  #judge(wanted: WantedObject, live: JsonObject | undefined): void {
    const { id, object, warnings, settings, newer } = wanted;
    const { resource, used } = judgePair(object, live, { ...settings, listsOf: this.#listsOf });
    for (const rule of used) this.#used.add(rule);
    const verdict = { ...resource, id, warnings: [...resource.warnings, ...warnings], ...placeOf(wanted) };
    // objects without a name are told apart by their file
    const key = id.name === '' ? `${identityKey(id)}${wanted.manifest ?? ''}` : identityKey(id);
    if (!live && newer === null) {
      // neither the newer commit nor the cluster has it
      this.#verdicts.delete(key);
      return;
    }
    this.#verdicts.set(key, verdict);
    if (live) this.#live?.set(key, live);
    if (live && newer) {
      this.#newer.set(key, judgePair(newer, live, { ...settings, listsOf: this.#listsOf }).resource);
    }
  }

  /** An object that Git does not have: an orphan when somebody keeps it for ours. */
  #judgeLeft(key: string, live: JsonObject): void {
    const isLeft = this.#leftovers.has(key) && !isOwned(live) && !isKept(live);
    if (!isLeft && this.#set.isOurs?.(live) !== true) return;
    const id = identityOf(live);
    const skipped = skipReason(undefined, live);
    const verdict = skipped
      ? { ...blank(id, 'skipped'), warnings: [{ code: skipped, path: '' }] }
      : whole(id, isTerminating(live) ? 'terminating' : 'orphan');
    this.#verdicts.set(key, verdict);
  }

  #unchecked(id: ResourceId, reason: string): void {
    const key = identityKey(id);
    this.#verdicts.set(key, { ...blank(id, 'unchecked'), reason, ...placeOf(this.#wanted.get(key)) });
  }
}

function placeOf(wanted: WantedObject | undefined): Pick<DriftedResource, 'unit' | 'manifest'> {
  const { unit, manifest } = wanted ?? {};
  return { ...(unit === undefined ? {} : { unit }), ...(manifest === undefined ? {} : { manifest }) };
}

function restartNote(kind: string): Diagnostic {
  const detail = `The list of ${kind} ran out of time and began anew, in one piece.`;
  return diagnostic('LIST_RESTARTED', detail, undefined);
}

function reasonOf({ reason, message }: ClusterFailure): string {
  return REASONS[reason] + message;
}

const REASONS: Readonly<Record<ClusterFailure['reason'], string>> = {
  forbidden: 'not allowed to read it: ',
  gone: 'the cluster stopped serving this kind: ',
  failed: '',
};
