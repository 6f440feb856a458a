import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Who can talk to a cluster of a test: `admin` may do everything, `reader` get and list everything;
 * `limited` and `nobody` start with nothing but the right to see which kinds there are.
 */
export const USERS = ['admin', 'reader', 'limited', 'nobody'] as const;

export type ClusterUser = (typeof USERS)[number];

/** A token for each user. */
export type Tokens = Readonly<Record<ClusterUser, string>>;

/** How to reach an API server, and whom to trust. */
export interface ClusterAccess {
  readonly url: string;
  readonly ca: string;
  readonly tokens: Tokens;
}

/** Fresh tokens, and the file that tells them to an API server. */
export function writeTokens(file: string): Tokens {
  const tokens = Object.fromEntries(USERS.map((user) => [user, randomBytes(16).toString('hex')]));
  const groups = (user: ClusterUser) => (user === 'admin' ? ',"system:masters"' : '');
  writeFileSync(file, USERS.map((user) => `${tokens[user] ?? ''},${user},${user}${groups(user)}\n`).join(''));
  return tokens as Tokens;
}

/**
 * Writes a kubeconfig for each user: all of them have a context for every user, named like the user, and
 * each has another one as its current context.
 * @returns the path of each
 */
export function writeKubeconfigs(
  folder: string,
  { url, ca, tokens }: ClusterAccess,
): Readonly<Record<ClusterUser, string>> {
  const clusters = [
    {
      name: 'test',
      cluster: { server: url, 'certificate-authority-data': Buffer.from(ca).toString('base64') },
    },
  ];
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters,
    users: USERS.map((name) => ({ name, user: { token: tokens[name] } })),
    contexts: USERS.map((name) => ({ name, context: { cluster: 'test', user: name } })),
  };
  const files = USERS.map((user) => {
    const file = join(folder, `${user}.kubeconfig`);
    writeFileSync(file, `${JSON.stringify({ ...config, 'current-context': user }, null, 2)}\n`, {
      mode: 0o600,
    });
    return [user, file] as const;
  });
  return Object.fromEntries(files) as Record<ClusterUser, string>;
}
