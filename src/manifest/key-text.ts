import { MAX_INT64, type Resolved } from './resolve-plain.ts';

/**
 * The text that `sigs.k8s.io/yaml` makes of a map key (yaml.go, convertToJSONableObject): `on` becomes
 * `true`, `0x10` becomes `16`, a float is cut to 32 bits; undefined for null and for integers over
 * 64 bits with a sign, which it refuses.
 */
export function keyTextOf(key: Resolved): string | undefined {
  switch (key.kind) {
    case 'text':
    case 'not-finite':
      return key.value;
    case 'null':
      return undefined;
    case 'bool':
      return String(key.value);
    case 'int':
      // String(-0) has no sign, as in Go.
      return key.value > MAX_INT64 ? undefined : String(key.value);
    case 'float':
      return float32Text(Math.fround(key.value));
  }
}

/** Nine digits tell any two 32-bit floats apart. */
const FLOAT32_DIGITS = 9;

/** `strconv.FormatFloat(value, 'g', -1, 32)`: the shortest digits that give the same 32-bit float. */
function float32Text(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  let digits = 1;
  while (digits < FLOAT32_DIGITS && Math.fround(Number(value.toPrecision(digits))) !== value) digits++;
  const [mantissa = '', exponentText = ''] = value.toExponential(digits - 1).split('e');
  const exponent = Number(exponentText);
  // Go decides with a precision of 6 whether the shortest form gets an exponent.
  if (exponent >= -4 && exponent < 6) return String(Number(value.toPrecision(digits)));
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}
