/** The grammar of resource.Quantity (k8s.io/apimachinery pkg/api/resource/quantity.go). */
const QUANTITY = /^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]+)?$/;

/** True for a text that the API server takes for a quantity. */
export function isQuantity(text: string): boolean {
  return QUANTITY.test(text);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** True for base64 as Go reads it: with padding, line ends left out of account. */
export function isBase64(text: string): boolean {
  return BASE64.test(text.replaceAll(/[\r\n]/g, ''));
}

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const LABEL_1123 = new RegExp(`^${LABEL}$`);
const LABEL_1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const QUALIFIED = /^[A-Za-z0-9](?:[-_.A-Za-z0-9]*[A-Za-z0-9])?$/;

/** The forms of names (k8s.io/apimachinery pkg/util/validation): what is wrong with a text, or undefined. */
export const NAME_FORMS = {
  label: (text: string) =>
    wrongName(text, LABEL_1123, 63, 'lower-case letters, digits and -, with a letter or digit at both ends'),
  'label-1035': (text: string) =>
    wrongName(text, LABEL_1035, 63, 'lower-case letters, digits and -, a letter first and no - last'),
  subdomain: (text: string) =>
    wrongName(
      text,
      SUBDOMAIN,
      253,
      'lower-case letters, digits, - and ., with a letter or digit at both ends of each part',
    ),
  path: (text: string) =>
    /^\.{1,2}$|[/%]/.test(text) ? 'may not be . or .. and may not hold / or %' : undefined,
} as const;

// eslint-disable-next-line max-params -- text, form, length and words of one rule
function wrongName(text: string, form: RegExp, most: number, words: string): string | undefined {
  if (text.length > most) return `has ${text.length} characters, and ${most} is the most`;
  return form.test(text) ? undefined : `has to be ${words}`;
}

/** What is wrong with the key of a label or an annotation; undefined for a good one. */
export function wrongLabelKey(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (parts.length > 2) return 'may have one / only';
  if (prefix !== undefined && NAME_FORMS.subdomain(prefix) !== undefined)
    return 'has a part before the / that is no DNS name in lower case';
  if (name.length > 63) return `has a name of ${name.length} characters, and 63 is the most`;
  return QUALIFIED.test(name)
    ? undefined
    : 'has to have a name of letters, digits, -, _ and ., with a letter or digit at both ends';
}

/** What is wrong with the value of a label; undefined for a good one. */
export function wrongLabelValue(value: string): string | undefined {
  if (value.length > 63) return `has ${value.length} characters, and 63 is the most`;
  if (value === '' || QUALIFIED.test(value)) return undefined;
  return 'has to be letters, digits, -, _ and ., with a letter or digit at both ends';
}
