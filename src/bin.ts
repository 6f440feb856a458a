#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { runCli } from './cli/run-cli.ts';

// Node 22 and later keep compiled code between runs; Node 20 has no such function
(nodeModule as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

// a reader such as head that closes the pipe has seen enough
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await runCli(
  process.argv.slice(2),
  {
    cwd: process.cwd(),
    env: process.env,
    stdout: { isTerminal: process.stdout.isTTY, write: (text) => process.stdout.write(text) },
    stderr: { isTerminal: process.stderr.isTTY, write: (text) => process.stderr.write(text) },
    stdinIsTerminal: process.stdin.isTTY,
  },
  version,
);
