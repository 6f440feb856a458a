/** What a scalar is to Kubernetes. An `int` beyond 2^53 is exact, as a bigint. */
export type Resolved =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: number | bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'not-finite'; readonly value: '.inf' | '-.inf' | '.nan' };

const WORDS = new Map<string, Resolved>();
const define = (words: string, resolved: Resolved): void => {
  for (const word of words.split(' ')) WORDS.set(word, resolved);
};
define('y Y yes Yes YES true True TRUE on On ON', { kind: 'bool', value: true });
define('n N no No NO false False FALSE off Off OFF', { kind: 'bool', value: false });
define('~ null Null NULL', { kind: 'null' });
define('.nan .NaN .NAN', { kind: 'not-finite', value: '.nan' });
define('.inf .Inf .INF +.inf +.Inf +.INF', { kind: 'not-finite', value: '.inf' });
define('-.inf -.Inf -.INF', { kind: 'not-finite', value: '-.inf' });
WORDS.set('', { kind: 'null' });

const SMALL_INT = /^-?(?:0|[1-9][0-9]{0,14})$/;
const PREFIXED_INT = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
/** `0b` is followed by a number with a sign of its own in the reader's last attempt. */
const SIGNED_BINARY = /^0b([-+])([01]+)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** Behind a dot Go's own rules hold: an underscore stands between two digits. */
const DOT_FLOAT = /^\.[0-9][0-9_]*(?:[eE][-+]?[0-9][0-9_]*)?$/;
const LOOSE_UNDERSCORE = /_(?![0-9])|(?<![0-9])_/;

/** Binary digits of the largest integer. Making a bigint of many more would take long. */
const LONGEST_INT = 64;
const MAX_UINT64 = 0xffff_ffff_ffff_ffffn;
const MIN_INT64 = -0x8000_0000_0000_0000n;

/** The largest integer that Go keeps as a signed 64-bit number. */
export const MAX_INT64 = 0x7fff_ffff_ffff_ffffn;

/**
 * What `sigs.k8s.io/yaml` makes of a plain scalar (goyaml.v2, resolve.go): YAML 1.1 booleans with `y`
 * and `n`, octal with a bare 0, underscores in numbers, no base 60, dates stay text, and whatever does
 * not fit into 64 bits falls back to a decimal float or to text.
 */
export function resolvePlain(text: string): Resolved {
  const word = WORDS.get(text);
  if (word) return word;
  if (SMALL_INT.test(text)) return { kind: 'int', value: Number(text) };
  const first = text.charCodeAt(0);
  if (first === 0x2e) return resolveFraction(text);
  const isNumeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d;
  return isNumeric ? resolveNumber(text) : asText(text);
}

function resolveFraction(text: string): Resolved {
  if (!DOT_FLOAT.test(text) || LOOSE_UNDERSCORE.test(text)) return asText(text);
  return floatOr(text.replaceAll('_', ''), text);
}

function resolveNumber(text: string): Resolved {
  const digits = text.replaceAll('_', '');
  const value = integerOf(digits);
  if (value !== undefined) return { kind: 'int', value: narrowed(value) };
  return FLOAT.test(digits) ? floatOr(digits, text) : asText(text);
}

function integerOf(digits: string): bigint | undefined {
  const signed = SIGNED_BINARY.exec(digits);
  const match = signed ?? PREFIXED_INT.exec(digits);
  if (!match) return undefined;
  const [, sign = '', body = ''] = match;
  if (body.replace(/^0[xXbBoO]?0*/, '').length > LONGEST_INT) return undefined;
  const magnitude = BigInt(signed ? `0b${body}` : body.replace(/^0(?=[0-7])/, '0o'));
  const value = sign === '-' ? -magnitude : magnitude;
  // An unsigned number has no sign, not even a plus.
  const largest = sign === '' ? MAX_UINT64 : MAX_INT64;
  return value <= largest && value >= MIN_INT64 ? value : undefined;
}

function narrowed(value: bigint): number | bigint {
  const narrow = Number(value);
  return Number.isSafeInteger(narrow) ? narrow : value;
}

/** A float that overflows is an error to Go's ParseFloat, and the scalar stays text. */
function floatOr(digits: string, text: string): Resolved {
  const value = Number(digits);
  return Number.isFinite(value) ? { kind: 'float', value } : asText(text);
}

function asText(value: string): Resolved {
  return { kind: 'text', value };
}
