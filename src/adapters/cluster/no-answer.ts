import { AdapterError } from '../../model/ports.ts';
import { plainLine } from './plain-line.ts';
import type { NoReply, Route } from './transport.ts';

/** What a request without an answer means. */
export interface NoAnswer {
  /** True when the same request may be answered a moment later. */
  readonly isPassing: boolean;
  /** Set when it concerns the whole cluster, and not this question alone. */
  readonly error: AdapterError | undefined;
  readonly message: string;
}

/** Codes with which Node and OpenSSL refuse a server's certificate or its way to speak TLS. */
const CERTIFICATE =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|CERT_.*|INVALID_CA|ERR_TLS_.*|HOSTNAME_MISMATCH)$/;

/** What a server says when it does not take the certificate of the client. */
const CLIENT_CERTIFICATE =
  /ALERT_(?:BAD_CERTIFICATE|CERTIFICATE_\w+|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED)|_CERTIFICATE_REQUIRED/;

/** CLUSTER_UNREACHABLE because the two could not agree on an encrypted connection. */
export class TlsError extends AdapterError {
  constructor(message: string) {
    super('CLUSTER_UNREACHABLE', message);
  }
}

/** Tells a cut connection from a server that cannot be reached at all. */
export function explainNoAnswer({ code, message, isConnected }: NoReply, route: Route): NoAnswer {
  const server = route.server.origin;
  const said = plainLine(message);
  const whole = (
    kind: 'CLUSTER_UNREACHABLE' | 'CLUSTER_REFUSED' | 'CLUSTER_CREDENTIALS',
    text: string,
  ): AdapterError => new AdapterError(kind, text);
  if (CLIENT_CERTIFICATE.test(code)) {
    return lasting(whole('CLUSTER_REFUSED', `${server} does not take the client certificate (${code}).`));
  }
  if (CERTIFICATE.test(code)) {
    return lasting(new TlsError(`${server} cannot prove who it is: ${said}.${advice(code)}`));
  }
  if (/^(?:EPROTO|ERR_SSL_)/.test(code)) {
    return lasting(new TlsError(`${server} does not speak TLS as it should (${code}).`));
  }
  if (code === 'ERR_INVALID_CHAR') {
    return lasting(whole('CLUSTER_CREDENTIALS', 'The token holds a character that no header can carry.'));
  }
  if (code === 'ERR_STRING_TOO_LONG')
    return { isPassing: false, error: undefined, message: 'the answer is too long' };
  if (isConnected) return { isPassing: true, error: undefined, message: `the connection was lost: ${said}` };
  const text = `${server} cannot be reached${route.isProxied ? ' through the proxy' : ''}: ${said}.`;
  return {
    isPassing: code !== 'ENOTFOUND',
    error: whole('CLUSTER_UNREACHABLE', text),
    message: text,
  };
}

function lasting(error: AdapterError): NoAnswer {
  return { isPassing: false, error, message: error.message };
}

function advice(code: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return ' If the server is known by another name, set tls-server-name in the kubeconfig.';
  }
  return code === 'CERT_HAS_EXPIRED' ? '' : ' Check certificate-authority in the kubeconfig.';
}
