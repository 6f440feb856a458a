/**
 * Total order of two strings by their UTF-8 bytes; the only order used for output.
 * UTF-16 code units sort differently only where a surrogate meets U+E000..U+FFFF,
 * so surrogates are lifted above that range.
 * @returns a negative number, zero, or a positive number
 */
export function byteOrder(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return lift(x) - lift(y);
  }
  return a.length - b.length;
}

function lift(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit > 0xdfff ? unit : unit + 0x10000;
}
