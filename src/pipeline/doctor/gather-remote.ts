import { relationOf } from '../../adapters/git/ancestry.ts';
import type { PushAnswer } from '../../adapters/git/push-answer.ts';
import { listRemote, pushRefs, type Remote, type RemoteRefs } from '../../adapters/git/remote.ts';
import { remoteCapabilities } from '../../adapters/git/remote-capabilities.ts';
import { checkRemote } from '../../adapters/git/remote-url.ts';
import { remoteNames, rewritten, type GitSetting } from '../../adapters/git/source-settings.ts';
import { findRemotes, sourceBranch } from '../publish/find-remotes.ts';
import type { OpenedSource } from '../publish/open-source.ts';
import {
  branchLook,
  looksOf,
  publishedBranches,
  type PublishedBranch,
} from '../publish/published-branches.ts';
import { ask, oneLine, type Asking } from './ask.ts';
import type { Known } from './check.ts';
import type { EndFacts, FileFacts, RemoteFacts, SourceFacts } from './facts.ts';

/** What a look at the remotes begins with. */
export interface RemoteQuestion extends Asking {
  readonly source: OpenedSource;
  readonly files: FileFacts;
  /** True if a selection leaves out branches. */
  readonly isPartial: boolean;
}

/** Asks the remotes everything at once that does not need an answer of theirs first. Writes nothing there. */
export async function gatherRemote(question: RemoteQuestion): Promise<Known<RemoteFacts>> {
  const { source, files, signal, redact } = question;
  const { publish } = files.repository.config.value;
  const { value: remotes, diagnostics } = findRemotes(source, publish, signal);
  if (!remotes) return { problem: oneLine(redact(diagnostics.map(({ detail }) => detail).join('\n'))) };
  const { target, source: origin, isOne } = remotes;
  const [ownEnd, originEnd] = await Promise.all([
    endOf(question, target, { role: 'target', named: publish.remote }),
    isOne ? undefined : endOf(question, origin, { role: 'source', named: 'origin' }),
  ]);
  const ends = originEnd ? [ownEnd, originEnd] : [ownEnd];
  const own = 'value' in ownEnd.refs ? ownEnd.refs.value : undefined;
  const theirs = originEnd ? ('value' in originEnd.refs ? originEnd.refs.value : undefined) : own;
  const [push, standing, published] = await Promise.all([
    own && tryPush(question, target),
    theirs && standingOf(question, { remote: origin, refs: theirs, isOne }),
    own ? publishedOf(question, target, own) : [],
  ]);
  return {
    value: { ends, push, source: standing, published, conflicts: own ? conflictsOf(question, own) : [] },
  };
}

async function endOf(
  question: RemoteQuestion,
  remote: Remote,
  { role, named }: { readonly role: EndFacts['role']; readonly named: string },
): Promise<EndFacts> {
  const { settings } = question.source;
  const last = (key: string): string | undefined => settings.findLast((each) => each.key === key)?.value;
  const isName = remoteNames(settings).includes(named);
  const pushUrl = isName ? last(`remote.${named}.pushurl`) : undefined;
  const written = (isName ? (pushUrl ?? last(`remote.${named}.url`)) : named) ?? '';
  const refs = await ask(question, () => listRemote(remote));
  const checked = checkRemote(remote.url, '/');
  return {
    role,
    name: isName ? named : undefined,
    isPushUrl: pushUrl !== undefined,
    written,
    url: remote.url,
    rewrittenBy: rewriterOf(written, settings),
    isInsecure: 'isInsecure' in checked && checked.isInsecure,
    refs,
    capabilities: 'value' in refs ? await ask(question, () => remoteCapabilities(remote)) : undefined,
  };
}

/** Whose setting changes a URL: without those of the repository, would it be the same? */
function rewriterOf(url: string, settings: readonly GitSetting[]): EndFacts['rewrittenBy'] {
  const used = rewritten(url, settings);
  if (used === url) return undefined;
  const ofPerson = settings.filter(({ scope }) => scope !== 'local' && scope !== 'worktree');
  return rewritten(url, ofPerson) === used ? 'person' : 'repository';
}

/** The name under which a push is tried. Nobody ever writes it. */
const TRIED = 'refs/moorline/doctor';

async function tryPush({ source, signal, redact }: RemoteQuestion, target: Remote): Promise<PushAnswer> {
  const update = { ref: TRIED, from: undefined, to: source.commit.id };
  const answer = await ask({ signal, redact }, () => pushRefs(target, [update], 'try'));
  if ('problem' in answer) return { kind: 'unknown', text: answer.problem };
  if (answer.value.kind === 'done') return answer.value;
  return { ...answer.value, text: oneLine(redact(answer.value.text)) };
}

async function standingOf(
  question: RemoteQuestion,
  { remote, refs, isOne }: { readonly remote: Remote; readonly refs: RemoteRefs; readonly isOne: boolean },
): Promise<Known<SourceFacts>> {
  const { source, files } = question;
  const found = sourceBranch(refs, files.repository.config.value.publish.source);
  const absent = { isThere: false, isRendered: false, relation: undefined };
  if ('problem' in found) {
    const { code, detail } = found.problem;
    return code === 'SOURCE_NOT_PUSHED' ? { value: { branch: undefined, ...absent } } : { problem: detail };
  }
  const branch = found.ref.slice('refs/heads/'.length);
  const tip = refs.refs.get(found.ref);
  if (tip === undefined) return { value: { branch, ...absent } };
  const isRendered = isOne && files.branches.some((each) => [each.branch, each.pushed].includes(branch));
  const place = { place: source.place, remote, tip };
  const relation = await ask(question, () => relationOf(place, source.commit.id, tip));
  if ('problem' in relation) return relation;
  return { value: { branch, isThere: true, isRendered, relation: relation.value } };
}

/** Each branch by itself only when one of them cannot be read, because together it is one fetch. */
async function publishedOf(
  question: RemoteQuestion,
  target: Remote,
  refs: RemoteRefs,
): Promise<readonly Known<PublishedBranch>[]> {
  const { source, files, isPartial } = question;
  const look = branchLook(source, target, files.repository.config.value.publish.preserve);
  const wanted = looksOf(files.branches, refs, isPartial);
  const all = await ask(question, () => publishedBranches(look, refs, wanted));
  if ('value' in all) return all.value.filter(isOfInterest).map((value) => ({ value }));
  const found: Known<PublishedBranch>[] = [];
  for (const each of wanted) {
    const one = await ask(question, () => publishedBranches(look, refs, [each]));
    if ('problem' in one) found.push({ problem: `${each.branch}: ${one.problem}` });
    else found.push(...one.value.filter(isOfInterest).map((value) => ({ value })));
  }
  return found;
}

/** A branch that the source does not produce and that was cleared away leaves its record, which harms nobody. */
function isOfInterest({ workspaces, tip }: PublishedBranch): boolean {
  return workspaces.length > 0 || tip !== undefined;
}

/** A branch or record at the remote is a file where another name needs a folder, or the other way round. */
function conflictsOf({ files }: RemoteQuestion, { refs }: RemoteRefs): RemoteFacts['conflicts'] {
  const names = [...new Set(files.branches.flatMap(({ branch, pushed }) => [branch, pushed]))];
  return names.flatMap((branch) =>
    ['refs/heads/', 'refs/moorline/progress/'].flatMap((room) => {
      const own = `${room}${branch}`;
      const ref = [...refs.keys()].find((each) => own.startsWith(`${each}/`) || each.startsWith(`${own}/`));
      return ref === undefined ? [] : [{ branch, ref }];
    }),
  );
}
