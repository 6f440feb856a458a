interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The five fields of robfig/cron v3 `ParseStandard`, which the API server uses. */
const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of the week', min: 0, max: 6, names: DAYS },
];

const WORDS = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const EVERY = /^@every [-+]?(?:[0-9]+(?:\.[0-9]*)?(?:ns|us|µs|ms|s|m|h))+$/;

/** What is wrong with the schedule of a CronJob; undefined for a good one. */
export function wrongSchedule(schedule: string): string | undefined {
  if (/TZ=/.test(schedule)) return 'names a time zone: use the field timeZone';
  if (schedule.startsWith('@'))
    return WORDS.test(schedule) || EVERY.test(schedule)
      ? undefined
      : `is "${schedule}", which cron does not know`;
  const parts = schedule.split(/\s+/).filter((part) => part !== '');
  if (parts.length !== FIELDS.length) return `has ${parts.length} fields, and a schedule has 5`;
  const wrong = FIELDS.find((field, i) => !(parts[i] ?? '').split(',').every((part) => isRange(part, field)));
  return wrong && `needs numbers from ${wrong.min} to ${wrong.max} for the ${wrong.name}`;
}

const ZONE = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;

/**
 * What is wrong with the time zone of a CronJob; undefined for one that has the form of a name in the tz database.
 * Whether the name is in it only the cluster knows. `Local` would be the zone of the controller (k8s.io/kubernetes
 * pkg/apis/batch/validation, `validateTimeZone`).
 */
export function wrongTimeZone(zone: string): string | undefined {
  if (/^local$/i.test(zone)) return `is "${zone}", and the zone has to be named, such as Etc/UTC`;
  return ZONE.test(zone) ? undefined : `is "${zone}", and a time zone looks like Europe/Berlin or Etc/UTC`;
}

/** `*`, `5`, `1-5`, each with an optional step. */
function isRange(text: string, field: Field): boolean {
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9][0-9]*$/.test(step))) return false;
  if (range === '*' || range === '?') return true;
  const [low, high, ...others] = range.split('-').map((each) => numberOf(each, field));
  if (low === undefined || others.length > 0) return false;
  return range.includes('-') ? high !== undefined && low <= high : true;
}

function numberOf(text: string, { min, max, names = [] }: Field): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  const value = named >= 0 ? named + min : /^[0-9]+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= min && value <= max ? value : undefined;
}
