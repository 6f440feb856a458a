import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../src/util/quantity.ts';

/** Text and what Kubernetes v0.31.3 apimachinery writes for it, printed by `json.Marshal(resource.MustParse(text))`. */
const MEASURED: Readonly<Record<string, string>> = {
  '0.5': '500m',
  '1000m': '1',
  '1024Mi': '1Gi',
  '1.5Gi': '1536Mi',
  '0.5Gi': '512Mi',
  '2e3': '2e3',
  '2000': '2k',
  '1000k': '1M',
  '1048576Ki': '1Gi',
  '1536M': '1536M',
  '1000Mi': '1000Mi',
  '.25': '250m',
  '1.5e3': '1500',
  '0.1n': '1n',
  '3000n': '3u',
  '1.0001Ki': '1024102400u',
  '0.0001Ki': '102400u',
  '0.5Ki': '512',
  '512Ki': '512Ki',
  '1Ei': '1Ei',
  '8Ei': '9223372036854775807',
  '1E': '1E',
  '1E3': '1E3',
  '1e-3': '1e-3',
  '100e-3': '100e-3',
  '9223372036854775807': '9223372036854775807',
  '0Mi': '0',
  '-0': '0',
  '-5': '-5',
  // Kubernetes keeps these as they were written.
  '1.500': '1.500',
  '+5': '+5',
  '05': '05',
  '5.': '5.',
};

describe('quantities', () => {
  it.each(Object.entries(MEASURED))('writes %s as %s', (text, wanted) => {
    expect(parseQuantity(text)?.text).toBe(wanted);
  });

  it.each([
    '',
    '.',
    '-',
    'Gi',
    '500mb',
    '1 Gi',
    '1,5',
    '0x10',
    '1.2.3',
    '5K',
    '1ki',
    'e3',
    '1e',
    '1e1000',
    '∞',
    '9223372036854775808',
    '10E',
    `1${'0'.repeat(64)}`,
  ])('refuses %j', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it('counts in billionths and rounds away from zero', () => {
    expect(parseQuantity('1.5')?.nanos).toBe(1_500_000_000n);
    expect(parseQuantity('0.0000000001')?.nanos).toBe(1n);
    expect(parseQuantity('-0.0000000001')?.nanos).toBe(-1n);
    expect(parseQuantity('1Ki')?.nanos).toBe(1_024_000_000_000n);
  });

  const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), maxLength: 12 });
  const suffix = fc.constantFrom(
    '',
    'n',
    'u',
    'm',
    'k',
    'M',
    'G',
    'T',
    'P',
    'E',
    'Ki',
    'Mi',
    'Gi',
    'Ti',
    'Pi',
    'Ei',
    'e3',
    'E-2',
    'e+6',
  );
  const written = fc
    .tuple(fc.constantFrom('', '+', '-'), digits, fc.boolean(), digits, suffix)
    .map(([sign, whole, point, fraction, end]) => `${sign}${whole}${point ? `.${fraction}` : ''}${end}`);

  it('gives a text that stands for the same amount and stays as it is', () => {
    fc.assert(
      fc.property(written, (text) => {
        const first = parseQuantity(text);
        fc.pre(first !== undefined);
        const second = parseQuantity(first.text);
        expect(second?.text).toBe(first.text);
        expect(second?.nanos).toBe(first.nanos);
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseQuantity(text)));
  });
});
