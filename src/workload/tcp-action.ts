import { from, type Draft } from '../model/draft.ts';
import { input } from '../model/pointer.ts';
import type { Handler } from './handler.ts';
import { isPort } from './port-number.ts';
import type { Report } from '../model/report.ts';

const ADDRESS_FORM = /^(?:tcp:\/\/)?(\[[0-9a-fA-F:.]+\]|[-a-z0-9.]*):(\d+)\/?$/i;

/**
 * `tcpSocket` of a TCP action: `tcp://host:port` or `host:port`; the host is kept, also localhost (Kusion
 * catalog@455e3c90 `tcpSocketAction`, which refuses the documented `tcp://`). No host means the pod itself.
 */
export function tcpSocketDraft({ url, at }: Extract<Handler, { kind: 'Tcp' }>, report: Report): Draft {
  const found = ADDRESS_FORM.exec(url);
  const port = Number(found?.[2]);
  const pointer = input(...at);
  if (!found || !isPort(port)) {
    const detail = `"${url}" names no port to connect to. Write host:port or tcp://host:port with a port from 1 to 65535.`;
    report({ code: 'PROBE_INVALID', detail, at: pointer });
    return undefined;
  }
  const host = (found[1] ?? '').replaceAll(/[[\]]/g, '');
  return from(pointer, { host: host === '' ? undefined : host, port });
}
