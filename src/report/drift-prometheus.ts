import type { WorkspaceDrift } from '../drift/verdict.ts';
import { byteOrder } from '../util/byte-order.ts';

/**
 * The verdicts in the text form of Prometheus, for the textfile collector of node_exporter.
 * @param checkedAt when the check ended, RFC 3339; without it there is no time in the text, and the collector still
 *   exports when the file was written
 */
export function driftPrometheus(workspaces: readonly WorkspaceDrift[], checkedAt?: string): string {
  const objects = new Map<string, number>();
  const fields = new Map<string, number>();
  const lags = new Map<string, number>();
  const commits = new Map<string, number>();
  for (const { workspace, resources, units } of workspaces) {
    const name = workspace ?? '';
    for (const resource of resources) {
      count(objects, { workspace: name, kind: resource.id.kind, state: resource.state });
      for (const { kind, cause } of resource.fields) count(fields, { workspace: name, kind, cause });
    }
    for (const { unit, lag } of units) {
      if (lag !== null) count(lags, { workspace: name, unit, class: lag.class });
      const far = lag === null ? 0 : lag.commits;
      if (far !== null) commits.set(labelText({ workspace: name, unit }), far);
    }
  }
  const metrics = [
    metric('moorline_drift_objects', 'Objects by the verdict about them.', objects),
    metric('moorline_drift_fields', 'Fields that drifted, by how and by whom.', fields),
  ];
  if (commits.size + lags.size > 0) {
    metrics.push(
      metric('moorline_drift_lag', 'Units whose cluster is behind the branch, by the reason.', lags),
      metric('moorline_drift_lag_commits', 'Commits by which the cluster is behind the branch.', commits),
    );
  }
  if (checkedAt !== undefined) {
    const seconds = new Map([['', Date.parse(checkedAt) / 1000]]);
    metrics.push(
      metric('moorline_drift_last_check_timestamp_seconds', 'When the last check ended.', seconds),
    );
  }
  return metrics.join('');
}

function count(counts: Map<string, number>, labels: Readonly<Record<string, string>>): void {
  const key = labelText(labels);
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `{${pairs.join(',')}}`;
}

function metric(name: string, help: string, counts: ReadonlyMap<string, number>): string {
  const lines = [...counts].map(([labels, value]) => `${name}${labels} ${value}`).sort(byteOrder);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
