import { fetchObjects } from '../../adapters/git/remote.ts';
import { pathMatcher } from '../../compile/discover/path-matcher.ts';
import { diagnostic, hasErrors, type Diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts';
import type { ObjectId } from '../../model/git.ts';
import { AdapterError } from '../../model/ports.ts';
import type { RenderedUnit } from '../../model/rendered.ts';
import { EVERYTHING, type Selection } from '../../model/selection.ts';
import type { BranchRender, Provenance } from '../../publish/rendered-branch.ts';
import { provenanceUrl } from '../../publish/provenance-url.ts';
import { BUILT_IN_MODULES, targetNamed } from '../built-in.ts';
import { compile, type Compilation } from '../compile.ts';
import { loadConfig, type LoadedConfig } from '../load-config.ts';
import { branchRenders } from '../publish/branch-renders.ts';
import type { BranchLook } from '../publish/branch-state.ts';
import { findRemotes, type Remotes } from '../publish/find-remotes.ts';
import type { OpenedSource } from '../publish/open-source.ts';
import { persistently } from './persistently.ts';
import { pushedBranch, reviewOf } from '../publish/review-mode.ts';

/** A source commit as the reference of a check. */
export interface Reference {
  readonly provenance: Provenance;
  /**
   * The branch as this commit renders it; without units when it gives the branch none, and without a value
   * when the commit does not compile.
   */
  readonly render: (branch: string) => Promise<Outcome<BranchRender>>;
}

/**
 * Source commits that branches were rendered from. Each is fetched and rendered once, with its own
 * configuration; nothing of it comes from the work tree or goes to the clone.
 */
export class ReferenceRenders {
  readonly #source: OpenedSource;
  readonly #remotes: Remotes;
  readonly #signal: AbortSignal;
  readonly #compiled = new Map<string, Promise<Compilation>>();
  readonly #references = new Map<ObjectId, Promise<Reference>>();

  constructor(source: OpenedSource, remotes: Remotes, signal: AbortSignal) {
    this.#source = source;
    this.#remotes = remotes;
    this.#signal = signal;
  }

  /** @throws AdapterError OBJECTS_MISSING when neither the clone nor the remote has the commit */
  of(id: ObjectId): Promise<Reference> {
    const found = this.#references.get(id) ?? this.#open(id);
    this.#references.set(id, found);
    return found;
  }

  /** Which paths of a branch belong to others, as a source commit says. */
  async preserve(id: ObjectId): Promise<Pick<BranchLook, 'isPreserved' | 'preserves'>> {
    await this.#ensure(id);
    const { preserve } = (await this.#config(id)).value.publish;
    return { isPreserved: pathMatcher(preserve), preserves: preserve.length > 0 };
  }

  async #open(id: ObjectId): Promise<Reference> {
    const commit = await this.#ensure(id);
    const { value } = await this.#config(id);
    // what named the remote then may not be set up in this clone
    const remotes = findRemotes(this.#source, value.publish, this.#signal).value;
    const repoURL = remotes?.repoURL ?? provenanceUrl(value.publish.sourceURL ?? this.#remotes.source.url);
    return { provenance: { commit, repoURL }, render: (branch) => this.#render(id, branch) };
  }

  async #config(id: ObjectId): Promise<LoadedConfig> {
    const reader = this.#source.reader(id);
    return await loadConfig(reader, await reader.list(), this.#source.configPath);
  }

  async #ensure(id: ObjectId) {
    const { objects } = this.#source;
    const known = await objects.commit(id);
    if (known) return known;
    const reason = await this.#fetch(id);
    const commit = await objects.commit(id);
    if (commit) return commit;
    const detail = `The source commit ${id} is neither in this clone nor to be had from the remote.`;
    throw new AdapterError('OBJECTS_MISSING', reason === '' ? detail : `${detail}\n${reason}`);
  }

  /** Why the remote does not give a commit; empty when it did. */
  async #fetch(id: ObjectId): Promise<string> {
    try {
      const fetch = () => fetchObjects(this.#remotes.source, [id], { history: 1, content: 'trees' });
      await persistently(fetch, this.#signal);
      return '';
    } catch (error) {
      if (error instanceof AdapterError && error.code === 'REMOTE_UNREACHABLE') return error.message;
      throw error;
    }
  }

  async #render(id: ObjectId, branch: string): Promise<Outcome<BranchRender>> {
    const whole = await this.#compile(id, EVERYTHING);
    // publish may have been given a part of the source that compiles although the rest does not
    const compiled = whole.ok ? whole : await this.#compile(id, selectionOf(whole, branch));
    if (!compiled.ok) return { diagnostics: [unrenderable(id, compiled)] };
    const [render] = branchRenders(this.#source.store.format, unitsOf(compiled, branch));
    return { value: { branch, workspaces: [], units: [], ...render }, diagnostics: [] };
  }

  #compile(id: ObjectId, selection: Selection): Promise<Compilation> {
    const key = JSON.stringify([id, selection]);
    const compiled =
      this.#compiled.get(key) ??
      compile({
        reader: this.#source.reader(id),
        configPath: this.#source.configPath,
        modules: BUILT_IN_MODULES,
        target: targetNamed('kubernetes'),
        selection,
        // what is published is proven as it is, also where a newer schema would refuse it
        validate: false,
      });
    this.#compiled.set(key, compiled);
    return compiled;
  }
}

/** The units of a branch; of a branch that is pushed for review those of the branch that it is merged into. */
function unitsOf({ repository, tree }: Compilation, branch: string): readonly RenderedUnit[] {
  const { review } = repository.config.value.publish;
  const own = tree.units.filter(({ unit }) => unit.branch === branch);
  if (own.length > 0) return own;
  return tree.units.filter(
    ({ unit }) =>
      pushedBranch(unit.branch, 'pull-request') === branch &&
      reviewOf(review, unit.workspace.name) === 'pull-request',
  );
}

/** The smallest selection that holds all units of a branch. */
function selectionOf({ repository }: Compilation, branch: string): Selection {
  const units = repository.units.filter((unit) => unit.branch === branch);
  const names = (of: (unit: (typeof units)[number]) => string) => [...new Set(units.map(of))];
  return {
    workspace: names(({ workspace }) => workspace.name),
    project: names(({ project }) => project.name),
    stack: names(({ stack }) => stack.name),
  };
}

/** A commit that was rendered once and is refused now: by other rules than those of this version. */
function unrenderable(id: ObjectId, { diagnostics }: Compilation): Diagnostic {
  const first = diagnostics.find((found) => hasErrors([found]));
  const place = first?.span ? `${first.span.source.path}: ` : '';
  const detail = `The source commit ${id.slice(0, 7)} does not compile with this version. ${place}${first?.detail ?? ''}`;
  return diagnostic('RULES_UNSUPPORTED', detail, undefined);
}
