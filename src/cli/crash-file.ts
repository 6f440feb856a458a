import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes what a bug report needs into the temporary folder and returns the file's path. Values of
 * options are left out of the command line, because they may hold names or tokens.
 */
export function writeCrashFile(crash: {
  readonly error: unknown;
  readonly argv: readonly string[];
  readonly version: string;
  readonly command: string | null;
}): string {
  const { error, argv, version, command } = crash;
  const report = {
    moorline: version,
    node: process.version,
    system: `${platform()} ${arch()}`,
    command,
    options: argv.filter((each) => each.startsWith('-')).map((each) => each.split('=')[0]),
    error:
      error instanceof Error
        ? { name: error.name, message: error.message, stack: error.stack }
        : String(error),
  };
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const id = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const file = join(tmpdir(), `moorline-crash-${id}.json`);
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch {
    return '(no file: the temporary folder cannot be written)';
  }
  return file;
}
