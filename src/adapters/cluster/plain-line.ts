/** Most of a foreign text that is shown. */
const SHOWN = 500;

/** Long runs without a blank that may be a token or a key. */
const TOKEN = /[A-Za-z0-9_+/=-]{24,}(?:\.[A-Za-z0-9_+/=-]+)*/g;

/** What a server said, in one line of limited length that cannot move the cursor of a terminal. */
export function plainLine(text: string): string {
  const line = text
    // eslint-disable-next-line no-control-regex -- what a terminal would obey
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

/** What a program said that handles credentials: as `plainLine`, without anything that may be one. */
export function guardedLine(text: string): string {
  return plainLine(text.slice(-4 * SHOWN).replaceAll(TOKEN, '(hidden)'));
}
