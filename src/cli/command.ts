import type { Command } from 'commander';
import type { Code } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Selection } from '../model/selection.ts';
import type { Style } from '../report/style.ts';
import type { Io } from './io.ts';

/** A command as the program lists it: light, so that help costs nothing. `load` brings the rest. */
export interface CommandDefinition {
  readonly name: string;
  /** Other forms of `--output` than text and json. */
  readonly outputs?: readonly string[];
  /** Adds summary, arguments and options. */
  readonly configure: (command: Command) => void;
  readonly load: () => Promise<CommandImplementation>;
}

/** The part of a command that is loaded when it runs. */
export interface CommandImplementation {
  readonly run: (request: CommandRequest) => Promise<CommandResult>;
}

/** What the user asked for. */
export interface CommandRequest {
  readonly args: readonly string[];
  /** Options of the command by their camel-case name. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly selection: Selection;
  readonly global: GlobalOptions;
  readonly io: Io;
}

/** Options that every command takes. */
export interface GlobalOptions {
  /** Absolute folder of `-C`, else the current one. */
  readonly dir: string;
  readonly config: string | undefined;
  readonly output: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly input: boolean;
  /** Seconds. */
  readonly timeout: number | undefined;
  readonly style: Style;
  readonly version: string;
}

/** What a command found. Diagnostics decide the exit code unless `exitCode` says more. */
export interface CommandResult {
  readonly diagnostics: readonly Diagnostic[];
  /** What was asked for, as text for stdout. */
  readonly text?: string;
  /** The same for `--output json`. */
  readonly data?: unknown;
  /** The same for `--output github`, which shows it before the diagnostics. */
  readonly annotations?: string;
  /** One closing line for people, to stderr. */
  readonly summary?: string;
  /** True when the diagnostics are what was asked for: they go to stdout. */
  readonly diagnosticsAreOutput?: boolean;
  readonly exitCode?: number;
}

/** Ends a command with one diagnostic that has no place in a file. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: Code;

  constructor(code: Code, detail: string) {
    super(detail);
    this.code = code;
  }
}
