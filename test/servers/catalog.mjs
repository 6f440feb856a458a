import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A program that tests run. It is built from the Go module in the folder of its name.
 * @typedef {object} Server
 * @property {string} module what its version is the version of
 * @property {boolean} [asset] whether a folder named by `KUBEBUILDER_ASSETS` may hold it
 * @property {string} [crds] folder of its module with its custom resource definitions
 */

/** In the order in which they are built: most suites need no more than the first two. */
export const SERVERS = {
  etcd: { module: 'go.etcd.io/etcd/server/v3', asset: true },
  'kube-apiserver': { module: 'k8s.io/kubernetes', asset: true },
  redis: { module: 'github.com/alicebob/miniredis/v2' },
  'flux-source-controller': { module: 'github.com/fluxcd/source-controller', crds: 'config/crd/bases' },
  'flux-kustomize-controller': { module: 'github.com/fluxcd/kustomize-controller', crds: 'config/crd/bases' },
  argocd: { module: 'github.com/argoproj/argo-cd/v3', crds: 'manifests/crds' },
};

/** @typedef {keyof typeof SERVERS} ServerName */

export const SERVER_NAMES = /** @type {readonly ServerName[]} */ (Object.keys(SERVERS));

/**
 * @param {ServerName} name
 * @returns {Server}
 */
export const server = (name) => SERVERS[name];

/** The folder of its Go module. @param {ServerName} name */
export const sourceFolder = (name) => join(import.meta.dirname, name);

/**
 * What its go.mod says: its version, and the oldest Go that builds it.
 * @param {ServerName} name
 * @returns {{ version: string, go: string }}
 */
export function pinned(name) {
  const text = readFileSync(join(sourceFolder(name), 'go.mod'), 'utf8');
  const version = new RegExp(`^(?:require )?\\s*${SERVERS[name].module} v(\\S+)$`, 'm').exec(text)?.[1];
  const go = /^go (\S+)$/m.exec(text)?.[1];
  if (version === undefined || go === undefined) throw new Error(`${name}/go.mod names no version`);
  return { version, go };
}

/**
 * What the linker gets. An API server that is not told its version answers v0.0.0.
 * @param {ServerName} name
 */
export function linkerFlags(name) {
  if (name !== 'kube-apiserver') return '-s -w';
  const { version } = pinned(name);
  const [major = '', minor = ''] = version.split('.');
  const values = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor };
  const stamps = Object.entries(values).map(
    ([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`,
  );
  return ['-s -w', ...stamps].join(' ');
}
