import { isAbsolute, resolve } from 'node:path';

/** A remote that git may be given, or why not. */
export type RemoteCheck =
  { readonly url: string; readonly isInsecure: boolean } | { readonly refused: string };

const SCHEMES = new Set(['https', 'ssh', 'file', 'http', 'git']);

/**
 * Decides whether git may be given a remote. Transport helpers such as `ext::` run programs, and a host
 * or user that begins with `-` would be taken for an option of ssh. A relative path is resolved from
 * `folder`.
 */
export function checkRemote(text: string, folder: string): RemoteCheck {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (text === '' || /[\u0000-\u001f\u007f]/.test(text))
    return { refused: 'it is empty or holds control characters' };
  if (text.startsWith('-')) return { refused: 'it begins with "-"' };
  if (/^[A-Za-z0-9+.-]+::/.test(text)) return { refused: 'remote helpers are not allowed' };
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined) return checkUrl(text, scheme);
  if (isAbsolute(text)) return { url: text, isInsecure: false };
  const isShort = /^[^/:]+:./.test(text);
  if (!isShort) return { url: resolve(folder, text), isInsecure: false };
  return isOptionLike(text.slice(0, text.indexOf(':'))) ? OPTION_LIKE : { url: text, isInsecure: false };
}

const OPTION_LIKE = { refused: 'its host or user begins with "-"' } as const;

function checkUrl(url: string, scheme: string): RemoteCheck {
  if (!SCHEMES.has(scheme)) return { refused: `"${scheme}" is none of https, ssh, file, http and git` };
  const authority = /^[^:]+:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  return isOptionLike(authority) ? OPTION_LIKE : { url, isInsecure: scheme === 'http' || scheme === 'git' };
}

/** True if the user or the host of `[user[:password]@]host[:port]` begins with a dash, also when it is encoded. */
function isOptionLike(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const parts = [authority.slice(at + 1), ...(at < 0 ? [] : [authority.slice(0, at)])];
  return parts.some((part) => decoded(part).replace(/^\[/, '').startsWith('-'));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Text with the credentials and queries of every URL in it hidden. */
export function maskUrls(text: string): string {
  return text
    .replaceAll(/([A-Za-z][A-Za-z0-9+.-]*:\/\/)[^/\s'"@]*@/g, '$1***@')
    .replaceAll(/([A-Za-z][A-Za-z0-9+.-]*:\/\/[^\s'"?]*)\?[^\s'"]*/g, '$1?***');
}

/** True if a URL carries a password or a token. */
export function hasCredentials(url: string): boolean {
  return maskUrls(url) !== url && !/^ssh:\/\/[^/@:]*@[^?]*$/.test(url);
}
