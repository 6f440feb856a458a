// `npm run cluster`: a cluster for a person to try things on. It lasts until Ctrl-C and leaves nothing behind.
import { missingServers } from './find-server.mjs';
import { startCluster } from './start-cluster.ts';
import { USERS } from './users.ts';

const missing = missingServers(['etcd', 'kube-apiserver']);
if (missing === undefined) await play();
else {
  process.stderr.write(`${missing}\n`);
  process.exitCode = 1;
}

async function play(): Promise<void> {
  const cluster = await startCluster();
  const stopped = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done());
  });
  const files = USERS.map((user) => `  ${user.padEnd(8)} ${cluster.kubeconfig[user]}\n`).join('');
  process.stdout.write(`A cluster at ${cluster.url}. Its kubeconfigs, one for each user:
${files}
export KUBECONFIG=${cluster.kubeconfig.admin}

Ctrl-C ends it and removes everything.
`);
  // A promise alone does not keep a process alive.
  const alive = setInterval(() => undefined, 1 << 30);
  await stopped;
  clearInterval(alive);
  await cluster.stop();
  process.stdout.write('Stopped.\n');
}
