import { linesOf, type SourceText, type Span } from '../diagnostics/span.ts';
import { namedSecrets, opensSecret } from './named-secrets.ts';

/** A piece of a source that may not be shown: offsets, `end` exclusive, within one line. */
export interface HiddenPart {
  readonly start: number;
  readonly end: number;
}

const known = new WeakMap<SourceText, readonly HiddenPart[]>();

/**
 * The pieces of a source that are or may be secret values: `data` and `stringData` of a Kubernetes Secret, `data`
 * under `secrets` of a workload, private keys, and values that are named like secrets. It reads lines and not YAML,
 * so it also works for text that no parser accepts; in doubt it hides. Computed once a file.
 */
export function hiddenParts(source: SourceText): readonly HiddenPart[] {
  let parts = known.get(source);
  if (!parts) known.set(source, (parts = SUSPECT.test(source.text) ? findHidden(source) : []));
  return parts;
}

/** True when a span holds something that may not be shown. */
export function isHidden({ source, start, end }: Span): boolean {
  return hiddenParts(source).some((part) => part.start < Math.max(end, start + 1) && start < part.end);
}

/** What every text with something to hide holds; most files have none of it. */
const SUSPECT = /secret|PRIVATE KEY|passw|token|bearer|credential|api_?key/i;

interface Line {
  readonly start: number;
  readonly text: string;
  readonly indent: number;
}

/** A block of values that is being read: lines deeper than `indent`, whose keys stand at `keys`. */
interface Block {
  readonly indent: number;
  keys?: number;
}

const DATA = /(?:^|[\s{,])["']?(?:data|stringData)["']?\s*:/;
const SECRETS = /^\s*(?:- )?["']?secrets["']?\s*:/;
const SECRET_KIND = /(?:^|[\s{,])["']?kind["']?\s*:\s*["']?Secret\b/m;

function findHidden(source: SourceText): readonly HiddenPart[] {
  const lines = linesIn(source);
  return [...keyLines(lines), ...namedLines(lines), ...blockLines(lines, SECRET_KIND.test(source.text))]
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
}

/** The lines of private keys. */
function keyLines(lines: readonly Line[]): readonly HiddenPart[] {
  let isKey = false;
  return lines.flatMap((line) => {
    const isBorder = /PRIVATE KEY(?: BLOCK)?-----/.test(line.text);
    if (isBorder) isKey = line.text.includes('-----BEGIN ');
    return isKey && !isBorder ? [hide(line, line.indent)] : [];
  });
}

/** Values that are named like secrets. */
function namedLines(lines: readonly Line[]): readonly HiddenPart[] {
  let block: number | undefined;
  return lines.flatMap((line, index) => {
    const { start, text, indent } = line;
    if (block !== undefined && text.trim() !== '' && indent <= block) block = undefined;
    if (block !== undefined) return [hide(line, indent)];
    if (opensSecret(text)) block = indent;
    return namedSecrets(text, lines[index - 1]?.text ?? '').map((piece) => ({
      start: start + piece.start,
      end: start + piece.end,
    }));
  });
}

/** What stands under `data` and `stringData`: of the whole text, or only under `secrets`. */
function blockLines(lines: readonly Line[], isManifest: boolean): readonly HiddenPart[] {
  let secrets: number | undefined;
  let block: Block | undefined;
  const found: HiddenPart[] = [];
  for (const line of lines.filter(({ text }) => text.trim() !== '')) {
    if (SECRETS.test(line.text)) secrets = line.indent;
    else if (secrets !== undefined && line.indent <= secrets) secrets = undefined;
    if (block && line.indent <= block.indent) block = undefined;
    const data = isManifest || secrets !== undefined ? DATA.exec(line.text) : undefined;
    if (block) found.push(hide(line, shownIn(line, block)));
    else if (data) {
      block = { indent: line.indent };
      found.push(hideValue(line, data.index + data[0].length));
    }
  }
  return found;
}

/** How much of a line of a block is shown: a key of its first level, and nothing of what is deeper. */
function shownIn({ text, indent }: Line, block: Block): number {
  block.keys ??= indent;
  if (indent > block.keys) return indent;
  const key = /^\s*(?:"[^"]*"|'[^']*'|[^\s:{}[\],"']+)\s*:(?=\s|$)/.exec(text);
  return key ? key[0].length : indent;
}

/** Hides what follows a key on its line; of a map in braces only that map, for what comes after it is no part of it. */
function hideValue(line: Line, from: number): HiddenPart {
  const end = endOfMap(line.text, from);
  return end === undefined ? hide(line, from) : hide({ ...line, text: line.text.slice(0, end) }, from);
}

/** Where the map in braces that starts at `from` ends, when it does on this line. */
function endOfMap(text: string, from: number): number | undefined {
  let depth = 0;
  for (const { 0: piece, index } of text.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']/g)) {
    if (piece === '{') depth += 1;
    else if (piece === '}') depth -= 1;
    else if (depth === 0) return undefined;
    if (depth === 0) return from + index + 1;
  }
  return undefined;
}

function hide({ start, text }: Line, from: number): HiddenPart {
  const rest = text.slice(from);
  return {
    start: start + from + (rest.length - rest.trimStart().length),
    end: start + text.trimEnd().length,
  };
}

function linesIn(source: SourceText): readonly Line[] {
  const starts = linesOf(source);
  return starts.map((start, index) => {
    const text = source.text.slice(start, starts[index + 1] ?? source.text.length).replace(/[\r\n]+$/, '');
    return { start, text, indent: text.length - text.trimStart().length };
  });
}
