import { printable } from './printable.ts';

/** HTML that may be put into a document as it is. */
export interface Html {
  readonly html: string;
}

/** What may stand in a template of `markup`. */
export type HtmlPart = string | number | Html | readonly Html[];

/**
 * A template of HTML: what stands between its braces is escaped, for text and for attributes in quotes alike, unless
 * it is HTML already.
 */
export function markup(template: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const texts = parts.map((part, i) => partText(part) + (template[i + 1] ?? ''));
  return { html: (template[0] ?? '') + texts.join('') };
}

function partText(part: HtmlPart): string {
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map((each) => each.html).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escaped(text: string): string {
  return printable(text)
    .replace(/[&<>"'`]/g, (char) => ENTITIES[char] ?? '')
    .replace(/[\ud800-\udfff]/gu, '\ufffd');
}

/** Nothing, where a part is left out. */
export const NO_HTML: Html = { html: '' };
