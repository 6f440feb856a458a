/** Tests the labels or annotations of an object. */
export type LabelTest = (labels: Readonly<Record<string, unknown>>) => boolean;

const KEY = String.raw`([-._/A-Za-z0-9]+)`;
const EQUALS = new RegExp(`^${KEY}\\s*(==|=|!=)\\s*([^\\s,!=()]*)$`);
const MEMBER = new RegExp(`^${KEY}\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EXISTS = new RegExp(`^(!?)\\s*${KEY}$`);

/** Longest selector. */
const LONGEST = 1024;

/**
 * Parses a selector of Kubernetes: `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`, `a`, `!a`, joined by
 * commas (apimachinery labels.Parse). Undefined when the text is none.
 */
export function parseSelector(text: string): LabelTest | undefined {
  if (text.length > LONGEST) return undefined;
  const parts = text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const tests = parts.map(parseRequirement);
  const known = tests.filter((test) => test !== undefined);
  return known.length < tests.length ? undefined : (labels) => known.every((test) => test(labels));
}

function parseRequirement(part: string): LabelTest | undefined {
  const equals = EQUALS.exec(part);
  if (equals) {
    const [, key = '', operator, value = ''] = equals;
    return (labels) => (labels[key] === value) === (operator !== '!=');
  }
  const member = MEMBER.exec(part);
  if (member) {
    const [, key = '', operator, list = ''] = member;
    const values: readonly unknown[] = list.split(',').map((value) => value.trim());
    return (labels) => values.includes(labels[key]) === (operator === 'in');
  }
  const exists = EXISTS.exec(part);
  if (!exists) return undefined;
  const [, not, key = ''] = exists;
  return (labels) => Object.hasOwn(labels, key) === (not === '');
}
