/** How a terminal writer colours its text; each takes and gives text. */
export interface Style {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
}

const plain = (text: string): string => text;
const sgr = (open: number, close: number) => (text: string) =>
  `\u001b[${String(open)}m${text}\u001b[${String(close)}m`;

/** No colour at all. */
export const PLAIN: Style = { error: plain, warning: plain, info: plain, bold: plain, faint: plain };

/** The eight colours that every terminal has. */
export const COLOUR: Style = {
  error: sgr(31, 39),
  warning: sgr(33, 39),
  info: sgr(36, 39),
  bold: sgr(1, 22),
  faint: sgr(2, 22),
};
