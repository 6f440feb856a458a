const FIRST_YEAR = -62_167_219_200;
const AFTER_LAST_YEAR = 253_402_300_800;
const OFFSET = /^([+-])([01][0-9]|2[0-3])([0-5][0-9])$/;
const TEXT =
  /^([0-9]{4}-([0-9]{2})-([0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])(?:[.,][0-9]+)?(Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$/;

/**
 * A moment as RFC 3339 writes it, in the given offset such as `+0200`; `Z` for no offset, and for one that
 * is no time of day, as old commits have.
 * @returns undefined for moments outside of the years 0 to 9999, which have no such text
 */
export function formatRfc3339(seconds: number, offset: string): string | undefined {
  const [, sign, hours = '00', minutes = '00'] = OFFSET.exec(offset) ?? [];
  const shift = (sign === '-' ? -60 : 60) * (Number(hours) * 60 + Number(minutes));
  const local = Math.trunc(seconds) + shift;
  if (!(local >= FIRST_YEAR && local < AFTER_LAST_YEAR)) return undefined;
  const clock = new Date(local * 1000).toISOString().slice(0, -'.000Z'.length);
  return shift === 0 ? `${clock}Z` : `${clock}${sign ?? '+'}${hours}:${minutes}`;
}

/** The text of a moment without fractions of a second and with `Z` for no offset; undefined when it is no RFC 3339. */
export function readRfc3339(text: string): string | undefined {
  const [, clock, month, day, offset] = TEXT.exec(text) ?? [];
  if (clock === undefined || offset === undefined) return undefined;
  if (Number(day) < 1 || Number(day) > daysIn(Number(clock.slice(0, 4)), Number(month))) return undefined;
  return clock + (offset.endsWith('00:00') ? 'Z' : offset);
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
