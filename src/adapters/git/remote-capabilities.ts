import { callRemote, NAME, type Remote } from './remote.ts';
import { remoteError } from './remote-error.ts';

/** What a remote can do for those who fetch. */
export interface RemoteCapabilities {
  /** Version of the protocol that both sides agreed on. */
  readonly protocol: 0 | 1 | 2;
  /** True if it can leave out files and folders. */
  readonly hasFilter: boolean;
}

/**
 * Asks a remote what it can do. Git tells that in its trace of packets alone; the trace holds no header and
 * is read for two facts.
 * @throws AdapterError REMOTE_UNREACHABLE
 */
export async function remoteCapabilities(remote: Remote): Promise<RemoteCapabilities> {
  const answer = await callRemote(remote, {
    verb: 'ls-remote',
    options: [],
    operands: [NAME, 'HEAD'],
    environment: { GIT_TRACE_PACKET: '1' },
  });
  if (answer.status !== 0) throw remoteError(withoutTrace(answer.stderr));
  return readTrace(answer.stderr);
}

/** A local remote writes into the same trace, hence only what this side received counts. */
const RECEIVED = /packet: +(?!upload-pack)[\w-]+< (.*)$/;

function readTrace(trace: string): RemoteCapabilities {
  const received = trace.split('\n').flatMap((line) => RECEIVED.exec(line)?.[1] ?? []);
  if (received.includes('version 2')) {
    const fetch = received.find((text) => text.startsWith('fetch=')) ?? '';
    return { protocol: 2, hasFilter: / filter(?: |$)|=filter(?: |$)/.test(fetch) };
  }
  const first = received.find((text) => text.includes('\\0')) ?? '';
  return { protocol: received.includes('version 1') ? 1 : 0, hasFilter: / filter(?: |$)/.test(first) };
}

function withoutTrace(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.includes(' packet: '))
    .join('\n');
}
