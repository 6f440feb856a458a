import type { Scalar } from 'yaml';
import { gapOf } from './package-gaps.ts';
import { MESSAGES } from './problem.ts';
import { isWellFormed } from './unprintable.ts';
import { resolvePlain, type Resolved } from './resolve-plain.ts';

const CORE = 'tag:yaml.org,2002:';

/** Padded base64 has four characters for each three bytes. No group, which V8 would stack up. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** A scalar as Kubernetes reads it, or the sentences that say why it cannot. */
export type ScalarReading = Resolved | Refused;

/** Why a scalar cannot be read, and whether its tag or its text is to blame. */
export interface Refused {
  readonly kind: 'refused';
  readonly problem: 'syntax' | 'tag';
  readonly message: string;
}

/** Reads one composed scalar of a file: its tag decides, else its quotes, else its text. */
export function readScalar(node: Scalar.Parsed, file: string): ScalarReading {
  const text = node.source;
  if (!isWellFormed(text)) return { kind: 'refused', problem: 'syntax', message: MESSAGES.loneSurrogate };
  const gap = gapOf(node, file);
  if (gap !== undefined) return { kind: 'refused', problem: 'syntax', message: gap };
  if (node.tag === undefined)
    return node.type === 'PLAIN' ? resolvePlain(text) : { kind: 'text', value: text };
  switch (node.tag) {
    // The tag `!` alone means: do not resolve.
    case '!':
    case `${CORE}str`:
      return { kind: 'text', value: text };
    case `${CORE}null`:
      return tagged(resolvePlain(text), ['null'], '!!null');
    case `${CORE}bool`:
      return tagged(resolvePlain(text), ['bool'], '!!bool');
    case `${CORE}int`:
      return tagged(resolvePlain(text), ['int'], '!!int');
    case `${CORE}float`:
      return tagged(resolvePlain(text), ['float', 'int', 'not-finite'], '!!float');
    case `${CORE}binary`:
      return binary(text);
    default:
      return refused(unknownTag(node.tag));
  }
}

/** The sentences about a tag that says nothing to Kubernetes. */
export function unknownTag(tag: string): string {
  const name = tag.startsWith(CORE) ? `!!${tag.slice(CORE.length)}` : tag;
  return `The tag ${name.slice(0, 60)} means nothing to Kubernetes in this place. Remove it.`;
}

function tagged(resolved: Resolved, kinds: readonly Resolved['kind'][], tag: string): ScalarReading {
  if (kinds.includes(resolved.kind)) return asFloat(resolved, tag);
  return refused(`The value does not fit its tag ${tag}. Remove the tag or correct the value.`);
}

function asFloat(resolved: Resolved, tag: string): Resolved {
  if (tag !== '!!float' || resolved.kind !== 'int') return resolved;
  return { kind: 'float', value: Number(resolved.value) };
}

/** Base64 that holds UTF-8: anything else could not stand in JSON text. */
function binary(text: string): ScalarReading {
  const compact = text.replaceAll(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !BASE64.test(compact))
    return refused('The value of !!binary is not base64. Remove the tag or correct the value.');
  const bytes = Uint8Array.from(atob(compact), (unit) => unit.charCodeAt(0));
  try {
    return { kind: 'text', value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return refused(
      'The value of !!binary is not UTF-8 text, which JSON cannot hold. Use binaryData or data with plain base64.',
    );
  }
}

function refused(message: string): Refused {
  return { kind: 'refused', problem: 'tag', message };
}
