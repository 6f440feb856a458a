import type { WorkspaceDrift } from '../drift/verdict.ts';
import { byteOrder } from '../util/byte-order.ts';

/**
 * The verdicts in the text form of Prometheus, for the textfile collector of node_exporter. There is no time in it:
 * the collector exports when the file was written.
 */
export function driftPrometheus(workspaces: readonly WorkspaceDrift[]): string {
  const objects = new Map<string, number>();
  const fields = new Map<string, number>();
  for (const { workspace, resources } of workspaces) {
    const name = workspace ?? '';
    for (const resource of resources) {
      count(objects, { workspace: name, kind: resource.id.kind, state: resource.state });
      for (const { kind, cause } of resource.fields) count(fields, { workspace: name, kind, cause });
    }
  }
  return (
    metric('moorline_drift_objects', 'Objects by the verdict about them.', objects) +
    metric('moorline_drift_fields', 'Fields that drifted, by how and by whom.', fields)
  );
}

function count(counts: Map<string, number>, labels: Readonly<Record<string, string>>): void {
  const key = Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function metric(name: string, help: string, counts: ReadonlyMap<string, number>): string {
  const lines = [...counts].map(([labels, value]) => `${name}{${labels}} ${value}`).sort(byteOrder);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
