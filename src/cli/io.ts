/** The world as a command sees it; tests pass their own. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly stdinIsTerminal: boolean;
}

/** Where text goes. */
export interface Sink {
  readonly isTerminal: boolean;
  write(text: string): void;
}
