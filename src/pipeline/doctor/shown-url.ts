import { maskUrls } from '../../adapters/git/remote-url.ts';

/** A remote as people may see it: without credentials, and without the place of a local one. */
export function shownUrl(url: string): string {
  return isLocalUrl(url) ? 'a path on this machine' : maskUrls(url);
}

/** True for a repository on this machine. */
export function isLocalUrl(url: string): boolean {
  if (/^file:/i.test(url) || /^[A-Za-z]:[\\/]/.test(url)) return true;
  return !/^(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/|[^/:]+:.)/.test(url);
}

/** The URL without what makes it a secret; the user of an ssh URL is none. */
export function withoutCredentials(url: string): string {
  const user = /^ssh:/i.test(url) ? '$1$2@' : '$1';
  return url.replace(/^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/@:]*)(?::[^/]*)?@/, user).replace(/\?.*$/, '');
}
