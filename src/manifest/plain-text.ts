/** What a character may do inside a plain scalar. */
const QUOTE = 0;
/** Harmless anywhere after the first character. */
const FREE = 1;
/** Harmless when a free character follows: `a:b` and `a b` are text, `a: b`, `a #b` and `a ` are not. */
const JOINT = 2;

const CLASSES = new Uint8Array(128);
for (const free of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-$()=+,;*~^?!&|<>%@') {
  CLASSES[free.charCodeAt(0)] = FREE;
}
CLASSES[0x20] = JOINT;
CLASSES[0x3a] = JOINT;

/**
 * Words that some reader takes for a boolean, null or a number: YAML 1.1 booleans in Go and PyYAML,
 * `y` and `n` in Go only, `nan` and `inf` behind a dot everywhere.
 */
const WORDS = new Set('y n yes no on off true false null nan inf infinity'.split(' '));
const LONGEST_WORD = 'infinity'.length;

/** The npm package `yaml` reads `e3`, `.e3` and `-e3` as NaN in 1.1 mode. */
const EXPONENT = /^[eE][-+]?[0-9][0-9_]*$/;

/** Quantities, percentages and durations start with a digit but end with a unit, so none is a number. */
const QUANTITY = /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:m|Ki|Mi|Gi|Ti|Pi|Ei|%|s|ms|h)$/;

const HYPHEN = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;

/**
 * True when the text, written without quotes in block context, is that same text to every reader:
 * `sigs.k8s.io/yaml`, the npm packages `yaml` (1.1 and 1.2) and `js-yaml`, and PyYAML. A list of what
 * is known to be safe; whatever is not on it is quoted.
 */
export function isPlainText(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) return QUANTITY.test(text);
  const start = startOfWord(text, first);
  return start >= 0 && hasOnlyPlainCharacters(text, start) && !isWord(text, start);
}

/** Where the first letter stands, behind the `-`, `--`, `.` or `..` of a flag or a path; -1 if there is none. */
function startOfWord(text: string, first: number): number {
  if (isLetter(first) || first === SLASH || first === 0x5f || first === 0x24) return 0;
  if (first !== HYPHEN && first !== DOT) return -1;
  const start = text.charCodeAt(1) === first ? 2 : 1;
  const next = text.charCodeAt(start);
  return isLetter(next) || next === SLASH ? start : -1;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function hasOnlyPlainCharacters(text: string, start: number): boolean {
  let previous = FREE;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const found = code < 128 ? CLASSES[code] : QUOTE;
    if (found === QUOTE || (found === JOINT && previous === JOINT)) return false;
    previous = found ?? QUOTE;
  }
  return previous === FREE;
}

function isWord(text: string, start: number): boolean {
  const first = text.charCodeAt(start);
  if ((first === 0x65 || first === 0x45) && EXPONENT.test(text.slice(start))) return true;
  if (text.length - start > LONGEST_WORD) return false;
  return WORDS.has(text.slice(start).toLowerCase());
}
