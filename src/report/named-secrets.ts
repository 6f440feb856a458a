import { namesSecret } from '../util/names-secret.ts';

/** A piece of a text: offsets, `end` exclusive. */
interface Piece {
  readonly start: number;
  readonly end: number;
}

const NAME = String.raw`(?:"(?<a>[^"]+)"|'(?<b>[^']+)'|(?<c>[A-Za-z_][-.\w]*))`;

/** `NAME: value` that fills its line; values that open a block or name another place are left to the next lines. */
const LINE = new RegExp(String.raw`^\s*(?:- )?${NAME}\s*:\s+(?=[^\s#{[|>&*])`);

/** `NAME: value` between braces and commas. */
const ITEM = new RegExp(
  String.raw`[{,]\s*${NAME}\s*:\s*(?<value>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s{}[\],"'][^,}]*)`,
  'g',
);

/** The variable whose value comes next in a list of `name` and `value`. */
const VARIABLE = /(?:^\s*|[{,]\s*)(?:- )?(?:\{\s*)?name\s*:\s*["']?([-.\w]+)/;

/**
 * Finds the values on a line whose name says that they are secrets: `API_TOKEN: x`, and the `value` of a variable
 * of that name. `before` is the line above, where the name of the variable may stand.
 */
export function namedSecrets(line: string, before: string): readonly Piece[] {
  const variable = (VARIABLE.exec(line) ?? VARIABLE.exec(before))?.[1] ?? '';
  const isSecret = (name: string, value: string) => namesSecret(name === 'value' ? variable : name, value);
  const whole = LINE.exec(line);
  if (whole && !line.includes('{')) {
    const start = whole[0].length;
    const end = line.trimEnd().length;
    return isSecret(nameIn(whole), unquoted(line.slice(start, end))) ? [{ start, end }] : [];
  }
  return [...line.matchAll(ITEM)].flatMap((item) => {
    const value = item.groups?.['value'] ?? '';
    const end = item.index + item[0].length;
    return isSecret(nameIn(item), unquoted(value.trim())) ? [{ start: end - value.length, end }] : [];
  });
}

/** `NAME:` whose value stands on the next lines: in a block, after an open quote, or plain. */
const OPEN = new RegExp(String.raw`^\s*(?:- )?${NAME}\s*:\s*(?:[|>][-+0-9]*\s*|"[^"]*|'[^']*)?$`);

/** True for a line with a name that says secret, whose value goes on below it. */
export function opensSecret(line: string): boolean {
  const open = OPEN.exec(line);
  return open !== null && namesSecret(nameIn(open), SOME_VALUE);
}

/** Stands for a value that is not read. */
const SOME_VALUE = 'x7Jq2mVw9Lk4';

function nameIn({ groups }: RegExpExecArray): string {
  return groups?.['a'] ?? groups?.['b'] ?? groups?.['c'] ?? '';
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/s, '$2');
}
