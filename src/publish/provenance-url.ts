import { oneLine } from './clean-text.ts';

/** What names a repository; `port` is empty text where https needs none. */
interface Place {
  readonly host: string;
  readonly port: string;
  readonly path: string;
}

const WEB_OR_SSH = /^(https?|ssh):\/\/([^/?#]*)([^?#]*)/i;
const ANY_SCHEME = /^[A-Za-z][-+.A-Za-z0-9]*:\/\//;
const HOST_AND_PORT = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]+)(?::([0-9]*))?$/;
/** `[user@]host:path`; `host::x` asks for a remote helper. */
const SCP_FORM = /^([^/:[\]]*@)?(\[[^\]/]+\]|[^/:@[\]]+):(?!:)([^?#]*)/;
const HOST = /^(?!-)[-.\w\u00a1-\uffff]+$/;
const IPV6 = /^\[[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*\]$/;
const DOT_SEGMENT = /^(?:\.|%2e){1,2}$/i;

/**
 * How provenance names a repository: `https://host[:port]/path`, the same text for every spelling of a web,
 * ssh or scp-form remote, and a fixed point of this function. It never holds credentials, a query or a fragment, and only URL characters.
 * @returns undefined for local paths, other schemes, and whatever names no repository on a host
 */
export function provenanceUrl(remote: string): string | undefined {
  const text = remote.trim();
  // A backslash is a slash to some readers of URLs only, so they would not agree on the host.
  if (text.includes('\\') || text !== oneLine(text)) return undefined;
  const place = ANY_SCHEME.test(text) ? urlPlace(text) : scpPlace(text);
  if (place === undefined) return undefined;
  const host = place.host.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const path = repositoryPath(place.path);
  if (path === undefined || !(HOST.test(host) || IPV6.test(host))) return undefined;
  return `https://${host}${place.port === '' ? '' : `:${place.port}`}/${path}`;
}

/** True when two remotes name the same repository: equal in canonical form, or equal texts if they have none. */
export function sameRemote(a: string, b: string): boolean {
  return (provenanceUrl(a) ?? a) === (provenanceUrl(b) ?? b);
}

function urlPlace(text: string): Place | undefined {
  const [, scheme, authority = '', path = ''] = WEB_OR_SSH.exec(text) ?? [];
  const [, host, digits = ''] = HOST_AND_PORT.exec(authority.slice(authority.lastIndexOf('@') + 1)) ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  const port = digits === '' ? 0 : Number(digits);
  if (port > 65535) return undefined;
  return { host, port: webPort(scheme.toLowerCase(), port), path };
}

/** A port of ssh means nothing to https, and 443 is what https takes anyway. */
function webPort(scheme: string, port: number): string {
  const isDefault = port === 0 || port === 443 || (scheme === 'http' && port === 80);
  return isDefault || scheme === 'ssh' ? '' : String(port);
}

function scpPlace(text: string): Place | undefined {
  const [, user, host = '', path = ''] = SCP_FORM.exec(text) ?? [];
  const isDrive = user === undefined && /^[A-Za-z]$/.test(host);
  // `user:password@host:path` is no scp form: what Git takes for the path would hold the password.
  if (isDrive || /^[^/]*@/.test(path)) return undefined;
  return { host: IPV6.test(host) ? host : withoutBrackets(host), port: '', path };
}

/** `[host:port]` is how scp form writes a port. */
function withoutBrackets(host: string): string {
  if (!host.startsWith('[')) return host;
  const inner = host.slice(1, -1);
  return inner.slice(inner.lastIndexOf('@') + 1).replace(/:[0-9]+$/, '');
}

function repositoryPath(path: string): string | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  let last = '';
  // The folder `.git` of a repository stands for the repository.
  while (last === '' && segments.length > 0) {
    last = segments.pop() ?? '';
    while (last.endsWith('.git')) last = last.slice(0, -'.git'.length);
  }
  const whole = [...segments, last];
  // Some readers of URLs resolve these, and some send them as they are.
  if (last === '' || whole.some((segment) => DOT_SEGMENT.test(segment))) return undefined;
  return whole.map(urlCharacters).join('/');
}

/** Percent-encodes what a URL path cannot hold; what is encoded already stays. */
function urlCharacters(segment: string): string {
  return segment.replace(/[^-.~\w!$&'()*+,;=:@%]/gu, (character) =>
    Array.from(
      new TextEncoder().encode(character),
      (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join(''),
  );
}
