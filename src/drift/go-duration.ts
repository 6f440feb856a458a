const UNIT_NANOS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const PART = /(\d{1,18})(?:\.(\d{1,9})\d{0,9})?(ns|us|µs|μs|ms|s|m|h)/y;

/** Nothing longer is meant as a duration. */
const LONGEST = 64;

/** The nanoseconds of a duration as Go's `time.ParseDuration` reads it, such as `1h30m`; undefined for other text. */
export function parseGoDuration(text: string): bigint | undefined {
  if (text.length > LONGEST) return undefined;
  const negative = text.startsWith('-');
  let at = /^[-+]/.test(text) ? 1 : 0;
  if (at === text.length) return undefined;
  let nanos = 0n;
  while (at < text.length) {
    PART.lastIndex = at;
    const found = PART.exec(text);
    if (!found) return undefined;
    const [whole, digits = '0', fraction = '', unit = ''] = found;
    const size = UNIT_NANOS[unit] ?? 1n;
    nanos += BigInt(digits) * size + (BigInt(fraction.padEnd(9, '0')) * size) / 1_000_000_000n;
    at += whole.length;
  }
  return negative ? -nanos : nanos;
}
