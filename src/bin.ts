#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runCli } from './cli/run-cli.ts';

// Node 22 and later keep compiled code between runs; Node 20 has no such function
(nodeModule as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();

// A run ends after a second or two. By default V8 spends as much processor time on optimizing code in that
// time as the code saves; with a budget four times as large it optimizes only what runs most.
setFlagsFromString('--interrupt-budget=540000');

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
