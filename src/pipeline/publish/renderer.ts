import type { Remote, RemoteRefs } from '../../adapters/git/remote.ts';
import { isPartial } from '../../model/selection.ts';
import { branchProblem } from '../../compile/discover/layout.ts';
import type { LoadedConfig } from '../load-config.ts';
import { readStates, type BranchLook, type BranchState } from './branch-state.ts';
import { publishedBase, type PublishedBase } from './published-base.ts';
import type { PublishRequest } from './publish-request.ts';
import type { RenderOutcome } from './render-source.ts';

/** Gives the render of the source commit, as much of it anew as what the remote holds makes necessary. */
export interface Renderer {
  /** What the remote holds as one whole, if it does; states are those of all records. */
  readonly baseOf: (refs: RemoteRefs) => Promise<PublishedBase | undefined>;
  readonly render: (base: PublishedBase | undefined) => Promise<RenderOutcome>;
}

const RECORDS = 'refs/moorline/progress/';

/** Renders at most once in full; a run that has to look again compiles nothing twice but a few changed units. */
export function rendererFor(
  request: Pick<PublishRequest, 'selection' | 'all' | 'adopt' | 'allowRewind'>,
  look: BranchLook,
  { config, origin }: { readonly config: LoadedConfig; readonly origin: Remote },
): Renderer {
  const { source } = look;
  let full: Promise<RenderOutcome> | undefined;
  const known = new Map<string, Promise<RenderOutcome | undefined>>();
  const isWhole = request.all || request.adopt || request.allowRewind || isPartial(request.selection);
  const changesOn = async (base: PublishedBase): Promise<RenderOutcome | undefined> => {
    // the compiler is loaded only when there is something to compile
    const { renderChanges } = await import('./render-changes.ts');
    const { renderOfChanges } = await import('./render-source.ts');
    const reader = source.reader(source.commit.id);
    const render = await renderChanges(look, { base, config, reader, origin });
    return render && renderOfChanges(render, base, config);
  };
  return {
    baseOf: async (refs) =>
      isWhole ? undefined : await publishedBase(look, await recordedStates(look, refs), config.value.publish),
    render: async (base) => {
      if (base && !full) {
        const key = [base.source, ...base.branches.map(({ tip }) => tip.id)].join(' ');
        const changes = known.get(key) ?? changesOn(base);
        known.set(key, changes);
        const outcome = await changes;
        if (outcome) return outcome;
      }
      full ??= import('./render-source.ts').then(({ renderAll }) => renderAll(source, request.selection));
      return await full;
    },
  };
}

/** The states of all branches that have a record of ours. */
async function recordedStates(look: BranchLook, refs: RemoteRefs): Promise<readonly BranchState[]> {
  const branches = [...refs.refs.keys()]
    .filter((ref) => ref.startsWith(RECORDS))
    .map((ref) => ref.slice(RECORDS.length))
    .filter((branch) => branchProblem(branch) === undefined);
  return await readStates(look, refs, branches);
}
