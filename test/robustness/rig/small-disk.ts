import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';

/** A folder on a disk of its own that can be full. */
export interface SmallDisk {
  /** Gives it room enough. */
  readonly grow: () => void;
  /** Puts what it holds back into an ordinary folder. */
  readonly release: () => void;
}

/** Whether disks can be made here: that takes Linux and root. */
export function canMakeDisks(): boolean {
  return process.platform === 'linux' && process.geteuid?.() === 0;
}

/** Moves a folder onto a disk that has `kibibytes` more than the folder needs now. */
export function makeSmallDisk(folder: string, kibibytes: number): SmallDisk {
  const aside = `${folder}.aside`;
  mkdirSync(folder, { recursive: true });
  renameSync(folder, aside);
  mkdirSync(folder);
  run('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'moorline-rig', folder]);
  cpSync(aside, folder, { recursive: true });
  rmSync(aside, { recursive: true });
  const [, used = '0'] = run('df', ['--output=used', '-k', folder]).trim().split('\n');
  const resize = (size: number): void => void run('mount', ['-o', `remount,size=${String(size)}k`, folder]);
  resize(Number(used) + kibibytes);
  let isMounted = true;
  return {
    grow: () => resize(256 * 1024),
    release: () => {
      if (!isMounted) return;
      isMounted = false;
      cpSync(folder, aside, { recursive: true });
      run('umount', [folder]);
      rmSync(folder, { recursive: true });
      renameSync(aside, folder);
    },
  };
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}
