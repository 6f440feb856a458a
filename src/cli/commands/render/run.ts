import { resolve } from 'node:path';
import { isPartial } from '../../../model/selection.ts';
import type { RenderedUnit } from '../../../model/rendered.ts';
import { unitDigest, writeRendered } from '../../../pipeline/write-rendered.ts';
import type { CommandRequest, CommandResult } from '../../command.ts';
import { compileFor, openFor } from '../../compile-request.ts';

/** `moorline render`: manifests on stdout, or a tree of files; nothing at all when there is an error. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { options, global, selection } = request;
  const opened = await openFor(request);
  const compilation = await compileFor(request, opened);
  const { units } = compilation.tree;
  const out = typeof options['out'] === 'string' ? resolve(global.dir, options['out']) : undefined;
  if (!compilation.ok) return { diagnostics: compilation.diagnostics, data: { units: [] } };
  const wantsJson = global.output === 'json';
  const data = wantsJson ? { units: units.map(unitJson) } : undefined;
  const count = units.reduce((sum, unit) => sum + unit.files.length, 0);
  if (out === undefined) {
    const text = wantsJson ? '' : units.flatMap(({ files }) => files.map((file) => file.text)).join('---\n');
    return { diagnostics: compilation.diagnostics, data, text };
  }
  const selected = isPartial(selection) ? compilation.selected : undefined;
  const written = await writeRendered({ out, units, selected });
  const diagnostics = [...compilation.diagnostics, ...written.diagnostics];
  if (written.diagnostics.length > 0) return { diagnostics, data: { units: [] } };
  const summary = `${String(count)} files of ${String(units.length)} units in ${out}: ${String(written.written)} written, ${String(written.unchanged)} unchanged, ${String(written.removed)} removed`;
  return { diagnostics, data, text: wantsJson ? '' : unitLines(units), summary };
}

function unitJson(rendered: RenderedUnit) {
  const { unit, files } = rendered;
  const folder = `${unit.branch}/${unit.path}`;
  return {
    project: unit.project.name,
    stack: unit.stack.name,
    workspace: unit.workspace.name,
    resources: files.flatMap(({ id, path }) => (id ? [{ ...id, file: `${folder}/${path}` }] : [])),
    files: files.map(({ path }) => `${folder}/${path}`),
    digest: unitDigest(rendered),
    requiredSecrets: rendered.requiredSecrets,
  };
}

function unitLines(units: readonly RenderedUnit[]): string {
  return units
    .map((rendered) => {
      const { unit } = rendered;
      const kinds = new Set(rendered.files.flatMap(({ id }) => id?.kind ?? []));
      const name = `${unit.workspace.name}  ${unit.project.name}/${unit.stack.name}`;
      return `rendered  ${name}  ${String(rendered.files.length)} objects  ${[...kinds].join(' ')}\n`;
    })
    .join('');
}
