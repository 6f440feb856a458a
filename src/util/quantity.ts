/** An amount of a resource, as Kubernetes reads it. */
export interface Quantity {
  /** The amount in billionths: Kubernetes keeps no smaller part. */
  readonly nanos: bigint;
  /** The text that Kubernetes writes for it. */
  readonly text: string;
}

type Format = 'decimal' | 'exponent' | 'binary';

interface Parts {
  readonly sign: bigint;
  /** Digits before the point without leading zeros, at least "0". */
  readonly whole: string;
  readonly fraction: string;
  readonly format: Format;
  /** Power of 10, or of 2 for binary suffixes. */
  readonly exponent: number;
}

/** The grammar of quantities; `parseQuantity` also knows which amounts are too large. */
export const QUANTITY = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))([numkMGTPE]?|[KMGTPE]i|[eE][+-]?\d{1,3})$/;

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Nothing longer is meant as an amount. */
const LONGEST = 64;
const BILLION = 10n ** 9n;
const LARGEST = (2n ** 63n - 1n) * BILLION;

/**
 * Reads a quantity: the whole grammar of Kubernetes (`.25`, `5.`, `+1`, `2e3`, suffixes n u m k M G T
 * P E Ki Mi Gi Ti Pi Ei) with at least one digit. Below a billionth it rounds away from zero, binary
 * amounts stop at 2^63-1; a larger decimal amount is undefined, like any other text.
 * `text` is what Kubernetes v0.31.3 apimachinery `ParseQuantity` and `MarshalJSON` give.
 */
export function parseQuantity(text: string): Quantity | undefined {
  const parts = split(text);
  if (!parts) return undefined;
  const amount = toNanos(parts);
  if (amount > LARGEST && parts.format !== 'binary') return undefined;
  const nanos = parts.sign * (amount > LARGEST ? LARGEST : amount);
  return { nanos, text: keepsText(parts) ? text : canonicalText(nanos, parts.format) };
}

function split(text: string): Parts | undefined {
  const found = text.length > LONGEST ? null : QUANTITY.exec(text);
  if (!found) return undefined;
  const [, sign, digits = '', decimals, onlyDecimals, suffix = ''] = found;
  return {
    sign: sign === '-' ? -1n : 1n,
    whole: digits.replace(/^0+/, '') || '0',
    fraction: onlyDecimals ?? decimals ?? '',
    ...interpret(suffix),
  };
}

function interpret(suffix: string): Pick<Parts, 'format' | 'exponent'> {
  if (suffix.endsWith('i')) return { format: 'binary', exponent: BINARY.indexOf(suffix) * 10 };
  if (DECIMAL.includes(suffix)) return { format: 'decimal', exponent: (DECIMAL.indexOf(suffix) - 3) * 3 };
  return { format: 'exponent', exponent: Number(suffix.slice(1)) };
}

function toNanos({ whole, fraction, format, exponent }: Parts): bigint {
  const digits = BigInt(whole + fraction);
  const scale = 9 - fraction.length + (format === 'binary' ? 0 : exponent);
  const scaled = format === 'binary' ? digits << BigInt(exponent) : digits;
  if (scale >= 0) return scaled * 10n ** BigInt(scale);
  const divisor = 10n ** BigInt(-scale);
  return (scaled + divisor - 1n) / divisor;
}

/**
 * Kubernetes keeps the text as written when a quick look says that it is canonical; the look also
 * passes texts such as `05` and `1.500`.
 */
function keepsText({ whole, fraction, format, exponent }: Parts): boolean {
  const digits = whole + fraction;
  if (format === 'binary') {
    const room = 14 - whole.length - Math.trunc((exponent * 3) / 10);
    return fraction === '' && room >= 0 && BigInt(whole) % 8n !== 0n;
  }
  const scale = exponent - fraction.length;
  return (
    digits.length <= 18 &&
    scale >= -9 &&
    scale % 3 === 0 &&
    !digits.endsWith('000') &&
    !digits.startsWith('0')
  );
}

function canonicalText(nanos: bigint, format: Format): string {
  if (nanos === 0n) return '0';
  const small = nanos > -1024n * BILLION && nanos < 1024n * BILLION;
  if (format === 'binary' && !small && nanos % BILLION === 0n) return binaryText(nanos / BILLION);
  return decimalText(nanos, format);
}

function binaryText(amount: bigint): string {
  let times = 0;
  let rest = amount;
  for (; rest % 1024n === 0n; times++) rest /= 1024n;
  return `${rest}${BINARY[times] ?? ''}`;
}

function decimalText(nanos: bigint, format: Format): string {
  let thousands = -3;
  let rest = nanos;
  for (; rest % 1000n === 0n; thousands++) rest /= 1000n;
  if (format !== 'exponent') return `${rest}${DECIMAL[thousands + 3] ?? ''}`;
  return thousands === 0 ? `${rest}` : `${rest}e${thousands * 3}`;
}
