import { hasCredentials } from '../../../adapters/git/remote-url.ts';
import type { PushAnswer } from '../../../adapters/git/push-answer.ts';
import { hasErrors } from '../../../diagnostics/diagnostic.ts';
import { okay, skipped, type Row } from '../check.ts';
import type { DoctorFacts, EndFacts } from '../facts.ts';
import { shownUrl, withoutCredentials } from '../shown-url.ts';
import { branchChecks } from './branch-checks.ts';

/** The remotes, what may be done there, and how the rendered branches stand. */
export function remoteChecks({ remote, clone, files }: DoctorFacts): readonly Row[] {
  if (!clone || 'problem' in clone || clone.value.headProblem !== undefined)
    return [skipped('remote', 'there is no commit that could be published')];
  if (!files || hasErrors(files.repository.config.diagnostics))
    return [skipped('remote', 'which remote is meant is not known before moorline.yaml is mended')];
  if (!remote) return [skipped('remote', 'the remote was not asked')];
  if ('problem' in remote) {
    const fix = 'set publish.remote in moorline.yaml, or: git remote add origin URL';
    return [{ id: 'remote', state: 'fail', summary: remote.problem, fix }];
  }
  const { ends, push } = remote.value;
  const [target] = ends;
  return [
    ...ends.flatMap(endRows),
    pushRow(push),
    ...branchChecks(remote.value),
    ...(target ? [protectionRow(target)] : []),
  ];
}

function endRows(end: EndFacts): readonly Row[] {
  const prefix = end.role === 'target' ? 'remote' : 'source-remote';
  const rows = [urlRow(end), spellingRow(end), transportRow(end), reachRow(end), filterRow(end)];
  return rows.flatMap((row) => (row ? [{ ...row, id: `${prefix}-${row.id}` }] : []));
}

function nameOf({ name }: EndFacts): string {
  return name ?? 'publish.remote';
}

/** The command that gives the remote another URL. */
function renamed(end: EndFacts, url: string): string {
  if (end.name === undefined) return `set publish.remote in moorline.yaml to ${url}`;
  return `git remote set-url ${end.isPushUrl ? '--push ' : ''}${end.name} ${url}`;
}

function urlRow(end: EndFacts): Row {
  const id = 'url';
  const shown = `${nameOf(end)} is ${shownUrl(end.written)}`;
  if (!hasCredentials(end.written)) return okay(id, shown);
  return {
    id,
    state: 'warn',
    summary: `${shown}: the URL carries a password or token`,
    fix: renamed(end, withoutCredentials(end.written)),
  };
}

/** Only when something stands between what is written and what is used. */
function spellingRow({ url, rewrittenBy }: EndFacts): Row | undefined {
  if (rewrittenBy === undefined) return undefined;
  const summary = `url.<base>.insteadOf makes it ${shownUrl(url)}`;
  if (rewrittenBy === 'person') return okay('rewritten', summary);
  return {
    id: 'rewritten',
    state: 'warn',
    summary: `${summary}; the rule stands in the repository's own settings`,
    fix: "git config --local --get-regexp '^url\\.' shows the rules; git config --local --unset-all KEY removes one",
  };
}

function transportRow(end: EndFacts): Row | undefined {
  if (!end.isInsecure) return undefined;
  return {
    id: 'transport',
    state: 'warn',
    summary: `${shownUrl(end.url)} is not encrypted`,
    fix: renamed(end, withoutCredentials(end.written).replace(/^[a-z]+:/i, 'https:')),
  };
}

function reachRow(end: EndFacts): Row {
  const id = 'reach';
  const name = nameOf(end);
  if ('problem' in end.refs) {
    const url = end.name ?? `'${withoutCredentials(end.written)}'`;
    const fix = `git ls-remote ${url} shows the same; mend the network, the credentials or the URL`;
    return { id, state: 'fail', summary: `${name} cannot be reached: ${end.refs.problem}`, fix };
  }
  const branches = [...end.refs.value.refs.keys()].filter((ref) => ref.startsWith('refs/heads/')).length;
  return okay(id, `${name} answers and has ${branches === 1 ? '1 branch' : `${String(branches)} branches`}`);
}

function filterRow({ refs, capabilities }: EndFacts): Row {
  const id = 'filter';
  if ('problem' in refs || !capabilities) return skipped(id, 'what the remote can leave out was not asked');
  if ('problem' in capabilities)
    return { id, state: 'warn', summary: capabilities.problem, fix: 'run moorline doctor again' };
  const { protocol, hasFilter } = capabilities.value;
  const spoken = `protocol version ${String(protocol)}`;
  if (protocol === 2 && hasFilter) return okay(id, `${spoken}, and files can be left out of a fetch`);
  if (!hasFilter)
    return {
      id,
      state: 'warn',
      summary: `${spoken}; the remote cannot leave files out of a fetch, so that more is transferred`,
      fix: 'on the server: git config uploadpack.allowFilter true',
    };
  return {
    id,
    state: 'warn',
    summary: `${spoken}; with version 2 less is transferred`,
    fix: 'git config --global protocol.version 2',
  };
}

const UNPROVEN = 'hooks, branch protection and quotas show at a real push only';

function pushRow(push: PushAnswer | undefined): Row {
  const id = 'remote-push';
  if (!push) return skipped(id, 'push rights were not asked, because the remote was not reached');
  if (push.kind === 'done')
    return okay(id, `the remote takes atomic pushes from here (dry run; ${UNPROVEN})`);
  if (push.kind === 'not-atomic')
    return {
      id,
      state: 'fail',
      summary: 'the remote cannot move several branches in one push, which publish needs',
      fix: 'on the server: git config receive.advertiseAtomic true',
    };
  return {
    id,
    state: 'fail',
    summary: `the remote takes no push from here (dry run): ${push.text}`,
    fix: 'give the credentials the right to write, or use others that have it',
  };
}

/** What a Git host can forbid, and no client can ask. */
function protectionRow({ url }: EndFacts): Row {
  const id = 'branch-protection';
  const summary = 'branch protection cannot be seen from here';
  const refs = 'the rendered branches and refs/moorline/*';
  if (/github/i.test(url))
    return skipped(
      id,
      summary,
      `on GitHub under Settings, Rules: let the identity that publishes push to ${refs} without a pull request, or set publish.review to pull-request`,
    );
  if (/gitlab/i.test(url))
    return skipped(
      id,
      summary,
      `on GitLab under Settings, Repository, Protected branches: let the identity that publishes push to ${refs}, or set publish.review to pull-request`,
    );
  return skipped(id, summary, `let the identity that publishes push to ${refs}`);
}
