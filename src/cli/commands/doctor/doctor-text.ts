import type { Check } from '../../../pipeline/doctor/check.ts';
import type { Style } from '../../../report/style.ts';

/** The checks for people: a row each, what mends it below, and the counts as the closing line. */
export function doctorText(checks: readonly Check[], style: Style): { text: string; summary: string } {
  const text = checks.map((check) => rowText(check, style)).join('');
  const count = (state: Check['state']) => checks.filter((each) => each.state === state).length;
  const counts = [
    `${String(count('ok'))} ok`,
    `${String(count('warn'))} warn`,
    `${String(count('fail'))} failed`,
    `${String(count('skip'))} skipped`,
  ].join(', ');
  const advice = checks.some(({ state }) => state === 'fail')
    ? '\nFor an issue, paste moorline doctor --output json: no secrets, no hosts but in masked URLs, no paths outside the repository.'
    : '';
  return { text, summary: `${String(checks.length)} checks: ${counts}${advice}` };
}

function rowText({ state, summary, fix }: Check, style: Style): string {
  const row = `${label(state, style)}  ${summary}\n`;
  return fix === undefined ? row : `${row}        ${style.faint('fix:')} ${fix}\n`;
}

function label(state: Check['state'], style: Style): string {
  if (state === 'fail') return style.error('FAIL');
  if (state === 'warn') return style.warning('warn');
  return state === 'skip' ? style.faint('skip') : style.info('ok  ');
}
