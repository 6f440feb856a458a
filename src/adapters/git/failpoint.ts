/** Moments of a publish at which a test can make the program die or wait. */
export type Failpoint =
  | 'after-list'
  | 'after-fetch'
  | 'after-render'
  | 'before-write'
  | 'after-write'
  | 'before-push'
  | 'after-push'
  | 'before-read-back'
  | 'after-read-back';

/** Set by the build; true only in the bundle that the robustness tests run. */
declare const MOORLINE_FAILPOINTS: boolean;

/**
 * Does nothing in a released program. In a test build, `MOORLINE_FAILPOINT=<name>:kill` ends the process
 * at that moment as SIGKILL does, and `<name>:wait-<milliseconds>` holds it.
 */
export async function failpoint(name: Failpoint): Promise<void> {
  if (typeof MOORLINE_FAILPOINTS !== 'undefined' && MOORLINE_FAILPOINTS) {
    const [wanted, action = ''] = (process.env['MOORLINE_FAILPOINT'] ?? '').split(':');
    if (wanted !== name) return;
    if (action === 'kill') process.kill(process.pid, 'SIGKILL');
    const wait = /^wait-([0-9]{1,6})$/.exec(action)?.[1];
    await new Promise((done) => setTimeout(done, Number(wait ?? 0)));
  }
}
