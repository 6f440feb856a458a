import type { PublishedBranch } from '../../publish/published-branches.ts';
import { okay, skipped, type Known, type Row } from '../check.ts';
import type { RemoteFacts, SourceFacts } from '../facts.ts';

/** The source branch and the rendered branches at the remote. */
export function branchChecks({ source, published, conflicts }: RemoteFacts): readonly Row[] {
  return [
    sourceRow(source),
    ...conflictRows(conflicts),
    ...published.map((found, i) =>
      'value' in found
        ? publishedRow(found.value)
        : {
            id: `rendered-branches:${String(i + 1)}`,
            state: 'fail' as const,
            summary: found.problem,
            fix: 'moorline publish --dry-run',
          },
    ),
  ];
}

function sourceRow(source: Known<SourceFacts> | undefined): Row {
  const id = 'source-branch';
  if (!source) return skipped(id, 'the source branch was not asked, because the remote was not reached');
  if ('problem' in source) {
    return { id, state: 'fail', summary: source.problem, fix: 'set publish.source in moorline.yaml' };
  }
  const { branch, isThere, isRendered, relation } = source.value;
  if (branch === undefined)
    return { id, state: 'warn', summary: 'the remote has no branch yet', fix: 'git push origin HEAD' };
  if (isRendered)
    return {
      id,
      state: 'fail',
      summary: `publish.branch would write a rendered branch over the source branch ${branch}`,
      fix: 'change publish.branch in moorline.yaml',
    };
  const fix = `git push origin HEAD:${branch}`;
  if (!isThere) return { id, state: 'warn', summary: `the remote has no branch ${branch}`, fix };
  if (relation === 'equal') return okay(id, `HEAD is the tip of the source branch ${branch}`);
  if (relation === 'ancestor') return okay(id, `HEAD is on the source branch ${branch}, behind its tip`);
  const summary =
    relation === 'descendant'
      ? `HEAD is ahead of the source branch ${branch}, and only what is pushed can be published`
      : `HEAD is not on the source branch ${branch}, and only its commits can be published`;
  return { id, state: 'warn', summary, fix: relation === 'descendant' ? fix : `git checkout ${branch}` };
}

function conflictRows(conflicts: RemoteFacts['conflicts']): readonly Row[] {
  return conflicts.map(({ branch, ref }) => ({
    id: `branch-conflict:${branch}`,
    state: 'fail',
    summary: `the remote has ${ref}, beside which Git cannot hold the branch ${branch}`,
    fix: `change publish.branch in moorline.yaml, or delete it at the remote: git push origin --delete ${ref}`,
  }));
}

function publishedRow(found: PublishedBranch): Row {
  const { branch, trust, tip, source, edits } = found;
  const id = `rendered-branch:${branch}`;
  const from = source === undefined ? '' : `, from ${source.slice(0, 7)}`;
  switch (trust) {
    case 'first':
      return okay(id, `${branch} is not there yet; the first publish makes it`);
    case 'ours':
      return okay(id, `${branch} is as publish left it${from}`);
    case 'gone':
      return {
        id,
        state: 'warn',
        summary: `${branch} was published${from} and is not there any more; publish stops at it`,
        fix: 'moorline publish --adopt',
      };
    case 'foreign':
      return {
        id,
        state: 'warn',
        summary: `${branch} is at ${tip?.slice(0, 7) ?? ''}, which no publish wrote; publish stops at it`,
        fix: 'change publish.branch in moorline.yaml, or take the branch over: moorline publish --adopt',
      };
    case 'edited':
      return {
        id,
        state: 'warn',
        summary: `${branch} was changed by hand since the last publish${paths(edits)}; publish stops at it`,
        fix: 'bring the change into the source, or drop it: moorline publish --adopt',
      };
  }
}

/** Most paths that are named. */
const SHOWN = 3;

function paths(edits: readonly string[] | undefined): string {
  if (edits === undefined || edits.length === 0) return '';
  const more = edits.length > SHOWN ? `, and ${String(edits.length - SHOWN)} more` : '';
  return `: ${edits.slice(0, SHOWN).join(', ')}${more}`;
}
