import { hasErrors } from '../../../diagnostics/diagnostic.ts';
import { okay, skipped, type Row } from '../check.ts';
import type { BranchesFacts, ClustersFacts, ContextFacts, ServerAnswer } from '../cluster-facts.ts';
import type { DoctorFacts } from '../facts.ts';

/** Most rights that are named in one row. */
const SHOWN = 6;

/** Whether drift can ask the clusters, and may. */
export function clusterChecks({ cluster, files }: DoctorFacts): readonly Row[] {
  if (!files || hasErrors(files.repository.config.diagnostics))
    return [skipped('cluster', 'which cluster is meant is not known before moorline.yaml is mended')];
  if (!cluster)
    return [
      skipped(
        'cluster',
        'no cluster is configured: there is no kubeconfig with a context',
        'for drift: set KUBECONFIG or give --kubeconfig, and set cluster.context of the workspace or give --context',
      ),
    ];
  return [kubeconfigRow(cluster), ...cluster.contexts.flatMap(contextRows)];
}

function kubeconfigRow({ kubeconfig }: ClustersFacts): Row {
  const id = 'cluster-kubeconfig';
  if ('problem' in kubeconfig) {
    const fix =
      'mend the file, or name another one with --kubeconfig; kubectl config view shows what it holds';
    return { id, state: 'fail', summary: `the kubeconfig cannot be used: ${kubeconfig.problem}`, fix };
  }
  const { files, isOpen, contexts } = kubeconfig.value;
  if (files === 0) return okay(id, 'no kubeconfig; the cluster is the one that the program runs in');
  const summary = `the kubeconfig has ${contexts === 1 ? '1 context' : `${String(contexts)} contexts`}`;
  if (!isOpen) return okay(id, summary);
  const fix = 'chmod 600 the file that KUBECONFIG or --kubeconfig names, else ~/.kube/config';
  return { id, state: 'warn', summary: `${summary}; every user of this machine can read it`, fix };
}

function contextRows(facts: ContextFacts): readonly Row[] {
  const { place, server } = facts;
  if (!place || !server) return named(facts, [missingContext(facts)]);
  const context = okay('context', `${titleOf(facts)} is there${usedBy(facts)}`);
  if ('problem' in server) return named(facts, [context, ...troubleRows(facts, server)]);
  return named(facts, [
    context,
    reachRow(server),
    tlsRow(facts),
    okay('credentials', 'the server takes the credentials'),
    ...versionRows(facts, server),
    groupsRow(server),
    ...branchRows(facts, server),
  ]);
}

/** Ids tell contexts apart that are named; a name of the kubeconfig alone may be a host and is not shown. */
function named({ name }: ContextFacts, rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => {
    const [id = '', ...rest] = row.id.split(':');
    const parts = [name, ...rest].filter((part) => part !== undefined);
    return { ...row, id: [`cluster-${id}`, ...parts].join(':') };
  });
}

function titleOf({ name }: ContextFacts): string {
  return name === undefined ? 'the current context' : `context "${name}"`;
}

function usedBy({ workspaces }: ContextFacts): string {
  return workspaces.length === 0 ? '' : ` (for ${workspaces.map(({ name }) => name).join(', ')})`;
}

function missingContext(facts: ContextFacts): Row {
  const fix =
    'kubectl config get-contexts lists those there are; set cluster.context of the workspace, or give --context';
  return {
    id: 'context',
    state: 'fail',
    summary: `the kubeconfig has no usable entry for ${titleOf(facts)}${usedBy(facts)}`,
    fix,
  };
}

type Trouble = Extract<ServerAnswer, { problem: string }>;
type Said = Exclude<ServerAnswer, Trouble>;

const WORDS: Readonly<Record<Trouble['about'], string>> = {
  kubeconfig: 'the kubeconfig does not tell how to reach the server',
  reach: 'the server cannot be reached',
  tls: 'the server cannot prove who it is',
  credentials: 'the credentials do not work',
};

const FIXES: Readonly<Record<Trouble['about'], string>> = {
  kubeconfig: 'kubectl config view shows the entry of the context',
  reach:
    'check the network, a VPN or proxy, and the server of the context; moorline drift shows the whole error',
  tls: 'set certificate-authority or tls-server-name of the cluster in the kubeconfig; moorline drift shows the whole error',
  credentials: 'log in again, or renew the token or certificate; then: kubectl auth whoami',
};

function troubleRows({ place }: ContextFacts, { about, problem }: Trouble): readonly Row[] {
  const id = about === 'kubeconfig' ? 'reach' : about;
  const failed: Row = { id, state: 'fail', summary: `${WORDS[about]}: ${problem}`, fix: FIXES[about] };
  const rest = skipped('rights', 'rights, versions and controllers were not asked');
  if (about !== 'credentials') return [failed, rest];
  return [...(place?.isPlain === true ? [plainRow()] : []), failed, rest];
}

function reachRow({ version, support }: Said): Row {
  const id = 'reach';
  if (version === undefined) return okay(id, 'the server answers, and does not say its version');
  const summary = `the server answers: Kubernetes ${version}`;
  if (support.kind === 'exact') return okay(id, summary);
  const newest = `1.${String(support.minor)}`;
  if (support.kind === 'newer')
    return okay(id, `${summary}, which is newer than the newest schemas of Moorline (${newest})`);
  return {
    id,
    state: 'warn',
    summary: `${summary}, which is older than any that Moorline is tested with (from ${newest})`,
    fix: `upgrade the cluster to ${newest} or newer`,
  };
}

function plainRow(): Row {
  const fix = 'change the server of the cluster in the kubeconfig to https://';
  return { id: 'tls', state: 'warn', summary: 'the connection is not encrypted', fix };
}

function tlsRow({ place }: ContextFacts): Row {
  if (place?.isPlain === true) return plainRow();
  if (place?.isUnverified !== true) return okay('tls', 'the server proves who it is');
  return {
    id: 'tls',
    state: 'warn',
    summary: 'any certificate of the server is taken (insecure-skip-tls-verify)',
    fix: 'set certificate-authority of the cluster in the kubeconfig instead',
  };
}

function versionRows({ workspaces }: ContextFacts, { version }: Said): readonly Row[] {
  const minor = minorOf(version);
  if (minor === undefined) return [];
  return workspaces.flatMap(({ name, path, kubeVersion }): Row[] => {
    if (kubeVersion === undefined) return [];
    const id = `version:${name}`;
    if (minorOf(kubeVersion) === minor)
      return [okay(id, `cluster.kubeVersion of ${name} is that of the server`)];
    const summary = `cluster.kubeVersion of ${name} is ${kubeVersion}, and the server has ${minor}: objects are checked for the wrong version`;
    return [{ id, state: 'warn', summary, fix: `set cluster.kubeVersion in ${path} to "${minor}"` }];
  });
}

/** `1.36` of `v1.36.2`. */
function minorOf(version: string | undefined): string | undefined {
  return /^v?(1\.[0-9]+)/.exec(version ?? '')?.[1];
}

function groupsRow({ unknownGroups }: Said): Row {
  const id = 'groups';
  if (unknownGroups.length === 0) return okay(id, 'the server tells all kinds that it serves');
  return {
    id,
    state: 'warn',
    summary: `the server does not tell the kinds of ${unknownGroups.join(', ')}; their objects cannot be compared`,
    fix: 'kubectl get apiservices shows which is not available',
  };
}

function branchRows({ branches }: ContextFacts, { controllers }: Said): readonly Row[] {
  const served = controllersRow(controllers);
  if (!branches) return [served];
  if ('problem' in branches)
    return [skipped('rights', `rights and followers were not asked: ${branches.problem}`), served];
  const { followed } = branches.value;
  return [rightsRow(branches.value), served, ...(controllers.length > 0 ? followed.map(followRow) : [])];
}

function rightsRow({ kinds, missing, isVague }: BranchesFacts): Row {
  const id = 'rights';
  const count = kinds === 1 ? 'the one kind' : `the ${String(kinds)} kinds`;
  if (missing.length > 0) {
    const more = missing.length > SHOWN ? ` and ${String(missing.length - SHOWN)} more` : '';
    return {
      id,
      state: 'fail',
      summary: `these rights are missing: ${missing.slice(0, SHOWN).join(', ')}${more}`,
      fix: 'moorline drift --print-rbac | kubectl apply -f -',
    };
  }
  if (isVague)
    return skipped(id, 'the server does not say which rights there are', 'kubectl auth can-i --list');
  return okay(id, `${count} of the rendered branches may be read`);
}

function controllersRow(controllers: readonly string[]): Row {
  const id = 'controllers';
  if (controllers.length > 0) return okay(id, `${controllers.join(' and ')}: served`);
  return skipped(
    id,
    'neither Argo CD nor Flux is served, so the cluster is compared with the heads of the branches',
  );
}

function followRow({ branch, names, isHidden }: BranchesFacts['followed'][number]): Row {
  const id = `follows:${branch}`;
  if (names.length > 0) return okay(id, `${branch} is followed by ${names.join(', ')}`);
  if (isHidden)
    return skipped(
      id,
      `who follows ${branch} cannot be read`,
      'moorline drift --print-rbac | kubectl apply -f -',
    );
  return skipped(
    id,
    `no Application and no Kustomization follows ${branch}`,
    'set delivery in moorline.yaml to have the objects rendered, or point one at the branch and the folder of the unit',
  );
}
