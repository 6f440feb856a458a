import { maskUrls } from '../../adapters/git/remote-url.ts';
import { isLocalUrl, shownUrl } from './shown-url.ts';

/** What of this machine a text must not show. */
export interface Redactor {
  /** For words of git or of a remote: also without the URLs and hosts of remotes. */
  readonly outside: (text: string) => string;
  /** For words of ours. */
  readonly own: (text: string) => string;
}

const PATH = /(?<![\w/.:@~$})\]*<>-])(?:\/(?=[^\s/'"])[^\s'"]*|[A-Za-z]:[\\/][^\s'"]*)/g;
const FILE_URL = /file:\/\/[^\s'"]*/g;

/**
 * Makes text fit for an issue: no credentials, no host of a remote but in its masked URL, and no absolute
 * path outside of the repository.
 * @param roots absolute paths of the repository; what lies below them is shown from there
 * @param urls of remotes, as written and as git gets them
 */
export function redactor(roots: readonly string[], urls: readonly string[]): Redactor {
  const known = urls.filter((url) => url !== '').toSorted((a, b) => b.length - a.length);
  const hosts = [...new Set(known.flatMap((url) => hostOf(url) ?? []))];
  const own = (text: string): string => {
    let clean = maskUrls(text);
    for (const root of roots.filter((each) => each.length > 1))
      clean = clean.replaceAll(`${root}/`, './').replaceAll(root, '.');
    return clean
      .replaceAll(FILE_URL, '<path>')
      .replaceAll(PATH, (path) => (path.startsWith('/dev/null') ? path : '<path>'));
  };
  const outside = (text: string): string => {
    let clean = text;
    for (const url of known) clean = clean.replaceAll(url, isLocalUrl(url) ? shownUrl(url) : '<remote>');
    clean = own(clean).replaceAll(/[A-Za-z][A-Za-z0-9+.-]*:\/\/[^\s'"]*/g, '<remote>');
    for (const host of hosts) clean = clean.replaceAll(host, '<host>');
    return clean;
  };
  return { own, outside };
}

function hostOf(url: string): string | undefined {
  if (isLocalUrl(url)) return undefined;
  const pattern = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/(?:[^/]*@)?(\[[^\]]*\]|[^/:?#]+)/;
  return pattern.exec(url)?.[1] ?? /^(?:[^/@:]*@)?([^/:]+):/.exec(url)?.[1];
}
