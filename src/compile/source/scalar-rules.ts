import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';

const OCTAL_OR_GROUPED = /^[-+]?(?:0[0-9_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9][0-9]*(?:_[0-9]*)+(?:\.[0-9_]*)?)$/;
const BOOLEAN_WORD = /^(?:y|yes|n|no|on|off)$/i;

/**
 * What a plain scalar may not be, because YAML 1.1 readers (Go's among them) or JavaScript take it
 * for something else than what was written.
 */
export function checkScalar(value: unknown, written: string, span: Span): readonly Diagnostic[] {
  const quoted = { title: 'write it as text', span, text: `"${written}"` };
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      return [
        diagnostic('YAML_NUMBER_NOT_FINITE', `${written} has no place in a Kubernetes object.`, span, {
          fixes: [quoted],
        }),
      ];
    }
    if (
      Number.isInteger(value) &&
      !Number.isSafeInteger(value) &&
      /^[-+]?(?:[0-9]+|0x[0-9a-fA-F]+)$/.test(written)
    ) {
      const detail = `${written} would become ${BigInt(value).toString()}. Write it as text.`;
      return [diagnostic('YAML_NUMBER_UNSAFE', detail, span, { fixes: [quoted] })];
    }
  }
  if (OCTAL_OR_GROUPED.test(written)) {
    const detail = `${written} is a different number, or text, to other readers of YAML. Quote it, or write a plain decimal number.`;
    return [diagnostic('YAML_NUMBER_AMBIGUOUS', detail, span, { fixes: [quoted] })];
  }
  if (typeof value === 'string' && BOOLEAN_WORD.test(written)) {
    const detail = `${written} is kept as text. Quote it to say so, or write true or false.`;
    return [diagnostic('YAML_BOOLEAN_AMBIGUOUS', detail, span, { fixes: [quoted] })];
  }
  return [];
}
