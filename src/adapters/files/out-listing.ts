import { sep } from 'node:path';
import { isGitName, orderPaths } from '../tree-rules.ts';

/** The file in an output folder that says which files there are ours. */
export const LISTING = '.moorline-out';

/** Where a listing is prepared before it takes the place of the old one. */
export const LISTING_DRAFT = '.moorline-out.new';

/** Our files of an output folder: path, posix and relative to it, to the sha256 of the content in hex. */
export interface OutputListing {
  /** Complete: other content means that somebody edited the file. */
  readonly written: ReadonlyMap<string, string>;
  /** Being written when the listing was made: a killed run may have left any content, or none. */
  readonly writing: ReadonlyMap<string, string>;
}

/** The listing of a folder that we never wrote to. */
export const NO_LISTING: OutputListing = { written: new Map(), writing: new Map() };

const WRITING = '# writing';
const WRITTEN = '# written';

/** The listing as text that `sha256sum -c` accepts, in byte order. */
export function formatListing({ written, writing }: OutputListing): string {
  if (writing.size === 0) return lines(written);
  return `${WRITING}\n${lines(writing)}${WRITTEN}\n${lines(written)}`;
}

function lines(files: ReadonlyMap<string, string>): string {
  return orderPaths(files.keys())
    .map((path) => `${files.get(path) ?? ''}  ${path}\n`)
    .join('');
}

/** Reads what `formatListing` wrote; undefined when it is anything else, such as after a merge conflict. */
export function parseListing(text: string): OutputListing | undefined {
  const written = new Map<string, string>();
  const writing = new Map<string, string>();
  let section = written;
  for (const line of text.replace(/\r?\n$/, '').split(/\r?\n/)) {
    if (line === WRITING) section = writing;
    else if (line === WRITTEN) section = written;
    else if (line !== '') {
      const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      if (sha256 === undefined || path === undefined || !isOutputPath(path)) return undefined;
      if (written.has(path) || writing.has(path)) return undefined;
      section.set(path, sha256);
    }
  }
  return { written, writing };
}

/**
 * True for a path that stays inside the output folder on every system and is not one of our own two.
 * The listing may come from a repository, so its paths are checked like any other input.
 */
export function isOutputPath(path: string): boolean {
  if (path.length > MAX_PATH || FORBIDDEN.test(path)) return false;
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || isGitName(part))) return false;
  return parts[0] !== LISTING && parts[0] !== LISTING_DRAFT;
}

const MAX_PATH = 4096;

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const FORBIDDEN = sep === '/' ? /[\0-\x1f\x7f\\]/ : /[\0-\x1f\x7f\\:]/;
