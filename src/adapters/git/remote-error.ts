import { AdapterError } from '../../model/ports.ts';
import { maskUrls } from './remote-url.ts';

/** Most of a remote's text that is shown. */
const SHOWN = 2000;

/** What a remote or the transport said: lines without noise, credentials or control characters. */
export function remoteText(stderr: string): string {
  const lines = maskUrls(stderr)
    // eslint-disable-next-line no-control-regex -- a remote must not move the cursor of a terminal
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !NOISE.test(line));
  return lines.join('\n').slice(0, SHOWN);
}

const NOISE =
  /^(?:remote:\s*$|To |Done$|error: failed to push some refs|warning: filtering not recognized|hint: |Everything up-to-date)/;

/**
 * The error that a failed call to a remote stands for. Whether a person or time mends it decides if a
 * run tries again: see `isTemporary`.
 */
export function remoteError(stderr: string): AdapterError {
  const text = remoteText(stderr);
  return new AdapterError(
    'REMOTE_UNREACHABLE',
    `${text === '' ? 'The connection was lost.' : text}${advice(text)}`,
  );
}

function advice(text: string): string {
  if (/returned error: 40[13]|Authentication failed|could not read Username|Permission denied/i.test(text))
    return '\nCheck the credentials: a token of the CI job, an SSH key, or a credential helper of yours.';
  if (/not found|does not appear to be a git repository|returned error: 404/i.test(text))
    return '\nCheck publish.remote in moorline.yaml, or the URL of the remote.';
  if (/SSL|certificate|TLS/i.test(text)) return '\nCheck the certificate of the host, or set GIT_SSL_CAINFO.';
  return '';
}

/** True if the remote does not have an object any more that it had when it was asked what there is. */
export function isMoved(error: unknown): boolean {
  return (
    error instanceof AdapterError &&
    error.code === 'REMOTE_UNREACHABLE' &&
    /not our ref|couldn't find remote ref/.test(error.message)
  );
}

/** True if the same call may succeed a moment later: the server is busy or asked for patience. */
export function isTemporary(error: unknown): boolean {
  return (
    error instanceof AdapterError &&
    error.code === 'REMOTE_UNREACHABLE' &&
    /returned error: (?:429|5\d\d)|early EOF|unexpected disconnect|hung up unexpectedly|The connection was lost/.test(
      error.message,
    )
  );
}
