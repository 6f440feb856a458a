import { input, type Pointer } from '../model/pointer.ts';
import type { Report } from '../model/report.ts';

/** A port of a Service and where it stands in the list `ports`. */
export interface NumberedPort {
  readonly port: number;
  readonly protocol: string;
  readonly index: number;
}

/** Reports ports of one Service that are equal in number and protocol, which Kubernetes refuses. */
export function checkPortsDiffer(ports: readonly NumberedPort[], report: Report): void {
  const seen = new Map<string, Pointer>();
  for (const { port, protocol, index } of ports) {
    const at = input('ports', index, 'port');
    const first = seen.get(`${port}/${protocol}`);
    if (!first) {
      seen.set(`${port}/${protocol}`, at);
      continue;
    }
    const detail = `The port ${port}/${protocol} is listed twice. Remove one of them.`;
    report({ code: 'FIELD_CONFLICT', detail, at, related: [{ message: 'first listed here', at: first }] });
  }
}
