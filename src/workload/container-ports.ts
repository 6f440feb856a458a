import { from, type Draft } from '../model/draft.ts';
import type { Path } from '../model/node.ts';
import { input, type Pointer } from '../model/pointer.ts';
import type { Report } from '../model/report.ts';
import { byteOrder } from '../util/byte-order.ts';
import type { ContainerInput } from './container-schema.ts';

type Ports = NonNullable<ContainerInput['ports']>;

/** The number behind each port name of a container. */
export function portNumbers(ports: Ports = {}): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(ports).map(([name, port]) => [name, typeof port === 'number' ? port : port.port]),
  );
}

/** `ports` of a container by name; undefined when there is none. Two names for one port are reported. */
export function containerPortsDraft(ports: Ports = {}, at: Path, report: Report): Draft {
  const seen = new Map<string, Pointer>();
  const drafts = Object.entries(ports)
    .toSorted(([a], [b]) => byteOrder(a, b))
    .map(([name, value]) => {
      const place = input(...at, name);
      const { port, protocol } = typeof value === 'number' ? { port: value, protocol: 'TCP' } : value;
      const first = seen.get(`${port}/${protocol}`);
      if (first) {
        const detail = `The port ${port}/${protocol} has two names. Remove one of them.`;
        report({ code: 'FIELD_CONFLICT', detail, at: place, related: [{ message: 'also here', at: first }] });
      } else seen.set(`${port}/${protocol}`, place);
      return from(place, { name, containerPort: port, protocol });
    });
  return drafts.length > 0 ? drafts : undefined;
}
