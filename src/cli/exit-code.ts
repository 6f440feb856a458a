import { codeInfo, isCode } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** The exit codes there are; stable. */
export const EXIT = {
  ok: 0,
  internal: 1,
  differences: 2,
  input: 3,
  usage: 4,
  gate: 5,
  conflict: 6,
  unreachable: 7,
  timeout: 8,
  /** SIGINT; a caller that knows of SIGTERM says 143. */
  interrupted: 130,
} as const;

/** Order in which several failures of one run are told apart: the first that occurred wins. */
const PRECEDENCE = [
  EXIT.internal,
  EXIT.interrupted,
  EXIT.timeout,
  EXIT.input,
  EXIT.usage,
  EXIT.unreachable,
  EXIT.conflict,
  EXIT.gate,
  EXIT.differences,
];

/** The exit code of a run that ended with these diagnostics; the only place that decides it. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): number {
  const codes = new Set<number>(diagnostics.filter(({ severity }) => severity === 'error').map(codeOf));
  return PRECEDENCE.find((code) => codes.has(code)) ?? EXIT.ok;
}

/** The exit code of a run that knows a better order than `exitCodeOf`: the first of `order` that occurred. */
export function firstExit(diagnostics: readonly Diagnostic[], order: readonly number[]): number {
  const codes = new Set(diagnostics.map((found) => exitCodeOf([found])));
  return order.find((code) => codes.has(code)) ?? exitCodeOf(diagnostics);
}

function codeOf({ code }: Diagnostic): number {
  if (code === 'INTERNAL') return EXIT.internal;
  if (code === 'TIMEOUT') return EXIT.timeout;
  if (code === 'INTERRUPTED') return EXIT.interrupted;
  return EXIT[(isCode(code) ? codeInfo(code).failure : undefined) ?? 'input'];
}
