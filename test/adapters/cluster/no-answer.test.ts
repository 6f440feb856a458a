import { describe, expect, it } from 'vitest';
import { explainNoAnswer } from '../../../src/adapters/cluster/no-answer.ts';
import { NoReply } from '../../../src/adapters/cluster/transport.ts';

const route = { server: new URL('https://api'), isProxied: false, userAgent: '', timeoutMs: 0 };

describe('no answer', () => {
  it.each<readonly [string, boolean, string | undefined, boolean]>([
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', true, 'CLUSTER_REFUSED', false],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', true, 'CLUSTER_REFUSED', false],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', false, 'CLUSTER_UNREACHABLE', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', false, 'CLUSTER_UNREACHABLE', false],
    ['ENOTFOUND', false, 'CLUSTER_UNREACHABLE', false],
    ['EAI_AGAIN', false, 'CLUSTER_UNREACHABLE', true],
    ['ECONNRESET', false, 'CLUSTER_UNREACHABLE', true],
    ['ECONNRESET', true, undefined, true],
    ['ERR_STRING_TOO_LONG', true, undefined, false],
  ])('with %s, connected %s, is %s', (...row) => {
    const [code, isConnected, wanted, isPassing] = row;
    const found = explainNoAnswer(new NoReply(code, 'said', isConnected), route);
    expect([found.error?.code, found.isPassing]).toEqual([wanted, isPassing]);
  });
});
