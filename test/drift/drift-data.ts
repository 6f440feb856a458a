import type { DriftedResource } from '../../src/drift/verdict.ts';

/** What `moorline drift --output json` prints. */
export interface DriftData {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly diagnostics: readonly { readonly code: string; readonly range: unknown }[];
  readonly data: {
    readonly workspaces: readonly {
      readonly workspace: string | null;
      readonly summary: Readonly<Record<string, number>>;
      readonly resources: readonly DriftedResource[];
      readonly unusedRules: readonly string[];
    }[];
  };
}

/** True when two paths are the same or one leads on from the other. */
export function isSameField(a: string, b: string): boolean {
  const [short = '', long = ''] = [a, b].toSorted((x, y) => x.length - y.length);
  return long === short || (long.startsWith(short) && ['.', '['].includes(long[short.length] ?? ''));
}
