import { runGit } from './git.ts';
import type { SourcePlace } from './source-place.ts';
import type { GitSetting } from './source-settings.ts';

/**
 * True if the work tree below the folder differs from HEAD, untracked files included; undefined where
 * there is no work tree or Git cannot tell. Content filters of the repository are programs, so none runs.
 */
export async function isDirty(
  place: SourcePlace,
  settings: readonly GitSetting[],
): Promise<boolean | undefined> {
  const filters = settings.flatMap(({ key }) => /^filter\.(.*)\.[a-z]+$/.exec(key)?.[1] ?? []);
  const off = [...new Set(filters)].flatMap((name) => [
    `filter.${name}.clean=`,
    `filter.${name}.process=`,
    `filter.${name}.required=false`,
  ]);
  const answer = await runGit({
    verb: 'status',
    options: [
      '--porcelain',
      '-z',
      '--untracked-files=normal',
      '--ignore-submodules=all',
      '--no-renames',
      '--',
      '.',
    ],
    settings: off.filter((setting) => !setting.includes('\0')),
    cwd: place.folder,
    input: '',
  });
  return answer.status === 0 ? answer.stdout.byteLength > 0 : undefined;
}
