import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { missingServers } from '../servers/find-server.mjs';
import { startCluster, type Cluster } from '../servers/start-cluster.ts';
import { kubectl } from '../tools/kubectl.ts';

/** How many Deployments are checked, and in how many requests at a time they are created. */
const OBJECTS = 1000;
const AT_ONCE = 8;
const RUNS = 5;
const NAMESPACE = 'bench';

/** Lists and parses, and does nothing else: what nobody who reads a cluster can save. */
const RAW = `
import https from 'node:https';
import { readFileSync } from 'node:fs';
const { url, token, ca, path } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const agent = new https.Agent({ keepAlive: true, ca });
const get = (query) => new Promise((done, failed) => {
  https.get(url + path + query, { agent, headers: { authorization: 'Bearer ' + token } }, (response) => {
    const parts = [];
    response.on('data', (part) => parts.push(part));
    response.on('end', () => done(JSON.parse(Buffer.concat(parts).toString())));
  }).on('error', failed);
});
const start = performance.now();
let count = 0;
for (let token = ''; token !== undefined; ) {
  const page = await get('?limit=500' + (token === '' ? '' : '&continue=' + encodeURIComponent(token)));
  count += page.items.length;
  token = page.metadata.continue || undefined;
}
process.stdout.write(JSON.stringify({ time: performance.now() - start, count }));
agent.destroy();
`;

/** What the program does between knowing the kinds and having the verdicts. */
const OURS = `
import { readFileSync } from 'node:fs';
import { openCluster } from './src/adapters/cluster/open-cluster.ts';
import { compareCluster } from './src/pipeline/drift/compare-cluster.ts';
import { identityOf } from './src/model/resource.ts';
const { kubeconfig, desired } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const port = await openCluster({ kubeconfig, version: 'bench', signal: new AbortController().signal });
const resource = { group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments', namespaced: true, verbs: ['get', 'list'] };
const discovery = { resources: [resource], unknownGroups: new Map(), version: undefined };
const settings = { managers: { ours: [], human: [], controller: [] }, ignore: [], isBrief: true };
const wanted = desired.map((object) => ({ id: identityOf(object), object, warnings: [], settings, applier: 'x' }));
const start = performance.now();
const { resources } = await compareCluster({ port, discovery, mode: 'read' }, { wanted, leftovers: [], isOurs: undefined });
const time = performance.now() - start;
process.stdout.write(JSON.stringify({ time, count: resources.filter(({ state }) => state === 'synced').length }));
port.close();
`;

const missing = missingServers(['etcd', 'kube-apiserver']);
if (missing === undefined) await bench();
else say(`drift against a cluster: not measured. ${missing}`);

async function bench(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'moorline-bench-'));
  const cluster = await startCluster();
  try {
    const desired = deployments();
    await fill(cluster, desired);
    const [raw, ours] = [await bundled(work, 'raw', RAW), await bundled(work, 'ours', OURS)];
    const input = join(work, 'input.json');
    writeFileSync(input, JSON.stringify({ ...reader(cluster), desired }));
    const pairs = Array.from({ length: RUNS }, () => [inNode(raw, input), inNode(ours, input)] as const);
    const [list, check] = [middle(pairs.map(([time]) => time)), middle(pairs.map(([, time]) => time))];
    say(
      `drift, ${String(OBJECTS)} Deployments, new process: list and parse raw ${list.toFixed(0)} ms, ` +
        `with all verdicts ${check.toFixed(0)} ms, ${(check / list).toFixed(2)} times (at most 1.5)`,
    );
    against(work, cluster, desired);
  } finally {
    await cluster.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

/** The whole program beside kubectl, on the same files. */
function against(work: string, cluster: Cluster, desired: readonly object[]): void {
  const folder = join(work, 'manifests');
  mkdirSync(folder);
  for (const [i, object] of desired.entries())
    writeFileSync(join(folder, `${String(i)}.json`), JSON.stringify(object));
  const bin = join(import.meta.dirname, '../../dist/bin.js');
  const args = [bin, 'drift', '--desired', folder, '--kubeconfig', cluster.kubeconfig.reader];
  const ours = middle(Array.from({ length: RUNS }, () => wall(process.execPath, args)));
  const theirs = wall(kubectl(), ['--kubeconfig', cluster.kubeconfig.admin, 'diff', '-f', folder]);
  say(
    `moorline drift, whole program: ${(ours / 1000).toFixed(2)} s; kubectl diff: ${(theirs / 1000).toFixed(1)} s; ` +
      `${(theirs / ours).toFixed(0)} times as fast (at least 20)`,
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Manifests of two containers each, as a service of the sample repository has them. */
function deployments(): readonly object[] {
  const [{ desired }] = JSON.parse(
    readFileSync(join(import.meta.dirname, 'deployments.json'), 'utf8'),
  ) as readonly [{ readonly desired: object }];
  const text = JSON.stringify(desired);
  return Array.from({ length: OBJECTS }, (_, i) => {
    const object = JSON.parse(text.replaceAll('web-0000', `web-${String(i).padStart(4, '0')}`)) as Named;
    return { ...object, metadata: { ...object.metadata, namespace: NAMESPACE } };
  });
}

interface Named {
  readonly metadata: { readonly name: string };
}

async function fill(cluster: Cluster, desired: readonly object[]): Promise<void> {
  await cluster.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
  const waiting = [...desired] as Named[];
  const worker = async (): Promise<void> => {
    for (let object = waiting.pop(); object; object = waiting.pop()) {
      const { status } = await cluster.api({
        method: 'PATCH',
        path: `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${object.metadata.name}?fieldManager=argocd-controller`,
        contentType: 'application/apply-patch+yaml',
        body: object,
      });
      if (status !== 201) throw new Error(`the server answered ${String(status)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** How a user who may only get and list reaches the Deployments. */
function reader({ url, tokens, kubeconfig }: Cluster) {
  const text = readFileSync(kubeconfig.reader, 'utf8');
  const ca = Buffer.from(
    /"certificate-authority-data": "([^"]+)"/.exec(text)?.[1] ?? '',
    'base64',
  ).toString();
  const path = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;
  return { url, path, token: tokens.reader, ca, kubeconfig: kubeconfig.reader };
}

async function bundled(work: string, name: string, contents: string): Promise<string> {
  const outfile = join(work, `${name}.mjs`);
  await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    external: ['@kubernetes/client-node', '@kubernetes/client-node/*'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    outfile,
  });
  return outfile;
}

/** Milliseconds that a script measured of itself. */
function inNode(script: string, input: string): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, input], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ended with ${String(status)}: ${stderr}`);
  const { time, count } = JSON.parse(stdout) as { readonly time: number; readonly count: number };
  if (count !== OBJECTS) throw new Error(`${script} found ${String(count)} of ${String(OBJECTS)}`);
  return time;
}

/** Milliseconds of a whole process that has to end with 0. */
function wall(program: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0)
    throw new Error(`${program} ended with ${String(status)}: ${stderr}${stdout.slice(0, 2000)}`);
  return performance.now() - start;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
