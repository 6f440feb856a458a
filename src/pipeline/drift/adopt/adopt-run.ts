import { setValueText } from '../../../compile/source/set-value-text.ts';
import type { Diagnostic, Outcome } from '../../../diagnostics/diagnostic.ts';
import { positionOf, type SourceText } from '../../../diagnostics/span.ts';
import { fieldWay } from '../../../drift/field-way.ts';
import type { DriftField } from '../../../drift/verdict.ts';
import { partAt } from '../../../model/edit-json.ts';
import type { Json } from '../../../model/json.ts';
import { jsonEqual } from '../../../drift/json-equal.ts';
import { identityKey, resourceName, type ResourceId } from '../../../model/resource.ts';
import type { Unit } from '../../../model/unit.ts';
import { byteOrder } from '../../../util/byte-order.ts';
import type { TracedObject, TracedUnit } from '../traced-objects.ts';
import type { AdoptedField, AdoptEdit, AdoptField, Adoption, RefusedField, Target } from './adoption.ts';
import { unitKey, type AdoptTree, type Edits } from './adopt-tree.ts';
import { manifestCandidates } from './manifest-candidates.ts';
import { nameCandidates } from './name-candidates.ts';
import { originCandidates } from './origin-candidates.ts';
import { provedTogether } from './prove-together.ts';
import { meets } from './prove.ts';
import { slotSpan, type Candidate, type Slot } from './slot.ts';
import type { TargetScope } from './target-scope.ts';
import { gapsIn, unproved, wantedObject, type UnitState } from './unit-state.ts';

/** Most candidates that are rendered for one field. */
const MOST_TRIED = 24;

/** One run over all fields: edits build on each other, and none is kept that is not proved. */
export class AdoptRun {
  readonly #tree: AdoptTree;
  readonly #targets: readonly Target[];
  readonly #units = new Map<string, UnitState>();
  readonly #start = new Map<string, UnitState>();
  #edits: Edits = new Map();
  #manifests: ReadonlyMap<string, readonly Unit[]> | undefined;
  readonly #adopted: { readonly target: Target; readonly slot: Slot }[] = [];
  readonly #already: AdoptField[] = [];
  readonly #refused: RefusedField[] = [];

  constructor(tree: AdoptTree, targets: readonly Target[]) {
    this.#tree = tree;
    this.#targets = targets;
  }

  /** Adopts what can be; without a value when the whole does not hold although each part did. */
  async adoptAll(): Promise<Outcome<Adoption>> {
    for (const unit of new Set(this.#targets.map((target) => target.unit))) await this.#begin(unit);
    for (const target of this.#targets) await this.#adopt(target);
    const edits = await this.#changes();
    if (edits.length > 0) {
      const problem = await provedTogether({
        tree: this.#tree,
        edits: this.#edits,
        start: this.#start,
        adopted: this.#adopted.map(({ target }) => target),
      });
      if (problem) return { diagnostics: [problem] };
    }
    const value = {
      adopted: await this.#placed(),
      already: this.#already,
      refused: this.#refused,
      edits,
    };
    return { value, diagnostics: [] };
  }

  async #begin(key: string): Promise<void> {
    const { traced } = await this.#tree.trace(this.#edits, (unit) => unitKey(unit) === key);
    const [now] = traced;
    if (!now) return;
    const wanted = new Map(
      now.spec.resources.map(({ id, object }) => {
        const fields = this.#targets.filter(
          (target) => target.unit === key && identityKey(target.id) === identityKey(id),
        );
        return [
          identityKey(id),
          wantedObject(
            object,
            fields.map(({ field }) => field),
          ),
        ];
      }),
    );
    this.#units.set(key, { now, wanted });
    this.#start.set(key, { now, wanted });
  }

  async #adopt(target: Target): Promise<void> {
    const state = this.#units.get(target.unit);
    const object = state && objectOf(state.now, target.id);
    if (!state || !object) {
      this.#refuse(target, 'its unit cannot be compiled alone');
      return;
    }
    if (!gapsIn(state, target.id).some(({ path }) => meets(path, target.field.path))) {
      this.#settled(target);
      return;
    }
    const stale = staleness(object, target.field);
    const reason = stale ?? (await this.#try(target, state, object));
    if (reason !== undefined) this.#refuse(target, reason);
  }

  /** A field that needs no edit of its own: the source says it, or an edit before this one did. */
  #settled(target: Target): void {
    const start = this.#start.get(target.unit);
    const isNew = start && gapsIn(start, target.id).some(({ path }) => meets(path, target.field.path));
    const slot = this.#adopted.findLast(({ target: other }) => other.unit === target.unit)?.slot;
    if (isNew && slot) this.#adopted.push({ target, slot });
    else this.#already.push(target.shown);
  }

  #refuse({ shown }: Target, reason: string): void {
    this.#refused.push({ ...shown, reason });
  }

  /** Tries candidates until one is proved; else says why there is none. */
  async #try(target: Target, state: UnitState, object: TracedObject): Promise<string | undefined> {
    const way = fieldWay(object.resource.object, target.field.path);
    if (!way) return 'its path cannot be read';
    if (object.resource.document) this.#manifests ??= await this.#manifestUsers();
    const scope: TargetScope = {
      object,
      way,
      field: target.field,
      textOf: (file) => this.#textOf(file, object),
      usersOf: (file) => this.#tree.usersOf(file),
      manifestUsersOf: (file) => this.#manifests?.get(file) ?? [],
    };
    const isManifest = object.resource.document !== undefined;
    const byOrigin = isManifest ? manifestCandidates(scope) : originCandidates(scope);
    const byName = isManifest ? { candidates: [], blocked: [] } : nameCandidates(scope);
    const reasons: string[] = [];
    for (const candidate of distinct([...byOrigin.candidates, ...byName.candidates]).slice(0, MOST_TRIED)) {
      const problem = await this.#proved(candidate, { target, state, scope });
      if (problem === undefined) return undefined;
      if (byOrigin.candidates.includes(candidate)) reasons.push(problem);
    }
    const [telling] = [...reasons.filter((each) => each.endsWith(TELLING)), ...byOrigin.blocked, ...reasons];
    const isShared = byOrigin.candidates.length + byName.candidates.length === 0;
    return telling ?? (isShared ? byName.blocked[0] : undefined) ?? 'no field of the source makes this value';
  }

  async #proved(
    { slot, value }: Candidate,
    {
      target,
      state,
      scope,
    }: { readonly target: Target; readonly state: UnitState; readonly scope: TargetScope },
  ): Promise<string | undefined> {
    const source = scope.textOf(slot.file) ?? { path: slot.file, text: '' };
    const edited = setValueText(source, { path: slot.path, value, document: slot.document });
    if (edited.value === undefined) return `${slot.file}: ${withoutDot(edited.diagnostics)}`;
    const edits = new Map(this.#edits).set(slot.file, edited.value);
    const compilation = await this.#tree.trace(edits, (unit) => unitKey(unit) === target.unit);
    if (!compilation.ok) return `with the value in ${slot.file}: ${withoutDot(compilation.diagnostics)}`;
    const [next] = compilation.traced;
    if (!next) return 'the unit would not be rendered';
    const problem = unproved(state, next, { id: target.id, path: target.field.path });
    if (problem !== undefined) return problem;
    this.#edits = edits;
    this.#units.set(target.unit, { ...state, now: next });
    this.#adopted.push({ target, slot });
    return undefined;
  }

  #textOf(file: string, { spec, resource }: TracedObject): SourceText | undefined {
    const edited = this.#edits.get(file);
    if (edited !== undefined) return { path: file, text: edited };
    const { project, stack, workspace } = spec.unit;
    const sources = [
      project.source,
      stack.source,
      workspace.source,
      ...stack.layers.map(({ source }) => source),
      ...(resource.document ? [resource.document.source] : []),
    ];
    return sources.find(({ path }) => path === file);
  }

  /** Which units take objects over from which files. */
  async #manifestUsers(): Promise<ReadonlyMap<string, readonly Unit[]>> {
    const users = new Map<string, Unit[]>();
    const { traced } = await this.#tree.trace(new Map(), () => true);
    for (const { spec } of traced) {
      const files = new Set(spec.resources.flatMap(({ document }) => document?.source.path ?? []));
      for (const file of files) users.set(file, [...(users.get(file) ?? []), spec.unit]);
    }
    return users;
  }

  async #changes(): Promise<readonly AdoptEdit[]> {
    const edits: AdoptEdit[] = [];
    for (const [file, after] of [...this.#edits].toSorted(([a], [b]) => byteOrder(a, b))) {
      const before = (await this.#tree.text(file, new Map()))?.text ?? null;
      if (before !== after) edits.push({ file, before, after });
    }
    return edits;
  }

  async #placed(): Promise<readonly AdoptedField[]> {
    const found: AdoptedField[] = [];
    for (const { target, slot } of this.#adopted) {
      const source = await this.#tree.text(slot.file, this.#edits);
      const { line, column } = source ? positionOf(source, slotSpan(slot, source)) : { line: 1, column: 1 };
      const { desired, live } = target.field;
      found.push({ ...target.shown, file: slot.file, line, column, before: desired, after: live });
    }
    return found;
  }
}

const TELLING = 'does not have';

/** Why a verdict is no longer about what the source says; undefined when it is. */
function staleness({ resource }: TracedObject, { path, kind, desired }: DriftField): string | undefined {
  const way = fieldWay(resource.object, path);
  const now: Json | undefined = way && way.rest.length === 0 ? partAt(resource.object, way.path) : undefined;
  const isAsJudged = kind === 'extra' ? now === undefined : now !== undefined && jsonEqual(now, desired);
  return isAsJudged
    ? undefined
    : `${resourceName(resource.id)} is rendered with another value by now; compare again first`;
}

function objectOf(unit: TracedUnit, id: ResourceId): TracedObject | undefined {
  const resource = unit.spec.resources.find((each) => identityKey(each.id) === identityKey(id));
  return resource && { ...unit, resource };
}

function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((candidate) => {
    const key = JSON.stringify(candidate);
    return !seen.has(key) && seen.add(key);
  });
}

function withoutDot(diagnostics: readonly Diagnostic[]): string {
  const first = diagnostics.find(({ severity }) => severity === 'error');
  return (first?.detail ?? 'it is refused').replace(/\.$/, '');
}
