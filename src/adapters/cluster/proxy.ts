import { BlockList, isIP } from 'node:net';
import type { Environment } from './kubeconfig-files.ts';

/**
 * The proxy on the way to a server, or undefined: `proxy-url` of the kubeconfig, else HTTPS_PROXY or HTTP_PROXY
 * unless NO_PROXY names the host. Reads these variables as kubectl does: a name stands for its subdomains too,
 * networks and ports may be given, and this machine is never reached through a proxy.
 */
export function proxyFor(server: URL, named: string | undefined, env: Environment): string | undefined {
  if (named !== undefined) return withScheme(named);
  const variable = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = either(env, variable);
  return proxy === undefined || isExcluded(server, either(env, 'NO_PROXY') ?? '')
    ? undefined
    : withScheme(proxy);
}

function either(env: Environment, name: string): string | undefined {
  return [env[name], env[name.toLowerCase()]].find((value) => value !== undefined && value !== '');
}

function withScheme(proxy: string): string {
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function isExcluded(server: URL, list: string): boolean {
  const host = server.hostname.replaceAll(/^\[|\]$/g, '').toLowerCase();
  const port = server.port === '' ? (server.protocol === 'https:' ? '443' : '80') : server.port;
  if (host === 'localhost' || isWithin(host, '127.0.0.0/8') || host === '::1') return true;
  return list
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .some((each) => each !== '' && excludes(each, host, port));
}

function excludes(rule: string, host: string, port: string): boolean {
  if (rule === '*') return true;
  if (rule.includes('/')) return isWithin(host, rule);
  const withPort = /^(?:\[(.*)\]|([^:]*))(?::([0-9]+))?$/.exec(rule);
  const name = withPort?.[1] ?? withPort?.[2] ?? rule;
  const rulePort = withPort?.[3];
  if (rulePort !== undefined && rulePort !== port) return false;
  if (isIP(name) !== 0) return name === host;
  const suffix = name.replace(/^\*?\./, '.');
  return suffix.startsWith('.') ? host.endsWith(suffix) : host === suffix || host.endsWith(`.${suffix}`);
}

function isWithin(host: string, network: string): boolean {
  const [address = '', bits = ''] = network.split('/');
  const family = isIP(address);
  const length = Number(bits);
  const most = family === 4 ? 32 : 128;
  if (family === 0 || family !== isIP(host) || !/^[0-9]+$/.test(bits) || length > most) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(address, length, kind);
  return block.check(host, kind);
}
