import { baseOf } from '../../util/repo-path.ts';

/** The name of a workspace is the name of its file. */
export function workspaceName(path: string): string {
  return baseOf(path).replace(/\.ya?ml$/, '');
}
