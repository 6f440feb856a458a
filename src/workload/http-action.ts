import { from, type Draft } from '../model/draft.ts';
import { input } from '../model/pointer.ts';
import { byteOrder } from '../util/byte-order.ts';
import type { Handler } from './handler.ts';
import type { ContainerScope } from './mounts.ts';
import { numberOfPort } from './named-port.ts';
import { isPort } from './port-number.ts';

type HttpHandler = Extract<Handler, { kind: 'Http' }>;

interface HttpUrl {
  readonly scheme: 'http' | 'https';
  /** Empty text for the pod itself. */
  readonly host: string;
  /** Number, or name of a port of the container. */
  readonly port: number | string;
  readonly path: string;
  /** Parts that a Kubernetes probe has no field for. */
  readonly dropped: readonly string[];
}

const URL_FORM =
  /^(https?):\/\/(?:([^/?#@]*)@)?(\[[0-9a-fA-F:.]+\]|[^\s/?#:@[\]]*)(?::([-a-z0-9]*))?(\/[^?#]*)?(\?[^#]*)?(#.*)?$/i;

/** Hosts that mean the pod: a probe without host goes to the pod's own address. */
const POD_HOSTS = new Set(['localhost', '127.0.0.1']);

/**
 * `httpGet` of an HTTP action (Kusion catalog@455e3c90 `httpGetAction`): host left out for localhost, no
 * path when the URL has none. Headers are sorted by name, which Kusion leaves to chance. Without a port
 * it is 80 or 443; Kusion writes an empty one there.
 */
export function httpGetDraft(
  { url, headers, at, headersAt }: HttpHandler,
  scope: Pick<ContainerScope, 'ports' | 'report'>,
): Draft {
  const { report } = scope;
  const pointer = input(...at);
  const parsed = parseHttpUrl(url);
  if (typeof parsed === 'string') {
    report({
      code: 'PROBE_INVALID',
      detail: `${parsed} Write http://host:port/path, for example http://localhost:8080/healthz.`,
      at: pointer,
    });
    return undefined;
  }
  if (parsed.dropped.length > 0) {
    const detail = `A Kubernetes probe has no place for the ${parsed.dropped.join(' and the ')} of the URL; it is left out, as in Kusion.`;
    report({ code: 'FIELD_DROPPED', detail, at: pointer });
  }
  if (typeof parsed.port === 'string') numberOfPort(parsed.port, pointer, scope);
  const names = Object.keys(headers ?? {}).toSorted(byteOrder);
  return from(pointer, {
    host: parsed.host === '' ? undefined : parsed.host,
    httpHeaders:
      names.length === 0
        ? undefined
        : names.map((name) => from(input(...headersAt, name), { name, value: headers?.[name] ?? '' })),
    path: parsed.path === '' ? undefined : parsed.path,
    port: parsed.port,
    scheme: parsed.scheme.toUpperCase(),
  });
}

/** The parts of a URL, or a sentence that says what is wrong with it. */
function parseHttpUrl(url: string): HttpUrl | string {
  const found = URL_FORM.exec(url);
  if (!found) return 'This is no HTTP URL.';
  const [, written = '', user, hostText = '', portText = '', rawPath = '', query, fragment] = found;
  const scheme = written.toLowerCase() === 'https' ? 'https' : 'http';
  const port = portOf(portText, scheme);
  if (typeof port === 'number' && !isPort(port)) return `The port ${portText} is not between 1 and 65535.`;
  const path = decode(rawPath);
  if (path === undefined) return 'The path of this URL has a "%" that does not start a valid escape.';
  const host = hostText.replaceAll(/[[\]]/g, '');
  const parts = { 'user name': user, query: query?.slice(1), fragment: fragment?.slice(1) };
  const dropped = Object.entries(parts).flatMap(([name, text]) => (text ? [name] : []));
  return { scheme, host: POD_HOSTS.has(host) ? '' : host, port, path, dropped };
}

/** A number, the name of a port, or the default of the scheme. */
function portOf(text: string, scheme: HttpUrl['scheme']): number | string {
  if (text === '') return scheme === 'https' ? 443 : 80;
  return /^\d+$/.test(text) ? Number(text) : text;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
