import { positionOf } from '../../../diagnostics/span.ts';
import { resourceName } from '../../../model/resource.ts';
import { explainResource, matchesResource, type ExplainedField } from '../../../pipeline/explain.ts';
import { rangeJson } from '../../../report/diagnostic-json.ts';
import { printable } from '../../../report/printable.ts';
import type { Span } from '../../../diagnostics/span.ts';
import { CommandError, type CommandRequest, type CommandResult } from '../../command.ts';
import { compileFor, openFor } from '../../compile-request.ts';

/** `moorline explain`: the long text of a code, or the source line behind rendered values. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const [subject = '', field] = request.args;
  if (!subject.includes('/')) return await explainSubject(subject);
  const compilation = await compileFor(request, await openFor(request), true);
  const matches = compilation.traced.flatMap(({ spec, resolved }) =>
    spec.resources
      .filter(({ id }) => matchesResource(id, subject))
      .map((resource) => ({ resource, resolved })),
  );
  const [match, second] = matches;
  if (!match) {
    if (!compilation.ok) return { diagnostics: compilation.diagnostics };
    throw new CommandError(
      'RESOURCE_UNKNOWN',
      `Nothing rendered is called "${subject}". Names look like Deployment/NAME or NAMESPACE/KIND.GROUP/NAME.`,
    );
  }
  if (second) {
    const list = matches.map(
      ({ resource, resolved: { unit } }) =>
        `${resourceName(resource.id)} --workspace ${unit.workspace.name} --project ${unit.project.name} --stack ${unit.stack.name}`,
    );
    throw new CommandError(
      'RESOURCE_AMBIGUOUS',
      `"${subject}" is rendered ${String(matches.length)} times. Narrow it down with the flags of one of these: ${list.slice(0, 10).join('; ')}${list.length > 10 ? '; …' : ''}`,
    );
  }
  const fields = explainResource(match.resource, match.resolved, field);
  if (fields.length === 0)
    throw new CommandError(
      'RESOURCE_UNKNOWN',
      `${resourceName(match.resource.id)} has no field "${field ?? ''}".`,
    );
  return {
    diagnostics: compilation.diagnostics,
    data: { resource: match.resource.id, fields: fields.map(fieldJson) },
    text: fields.map(fieldText).join(''),
  };
}

async function explainSubject(subject: string): Promise<CommandResult> {
  const { explainCode } = await import('../../../pipeline/explain-code.ts');
  const explained = explainCode(subject.toUpperCase());
  if (!explained) {
    throw new CommandError(
      'USAGE',
      `"${subject}" is neither a code such as FIELD_UNKNOWN nor a resource such as Deployment/NAME.`,
    );
  }
  const { code, severity, summary, text } = explained;
  return { diagnostics: [], data: explained, text: `${severity}[${code}]: ${summary}\n\n${text}\n` };
}

function fieldJson({ path, value, origin, chain }: ExplainedField) {
  return {
    path,
    value,
    origin: { kind: origin.kind, by: origin.by, range: rangeJson(origin.span) },
    chain: chain.map(({ layer, span, value: given, wins }) => ({
      layer,
      value: given,
      wins,
      range: rangeJson(span),
    })),
  };
}

const BY: Readonly<Record<ExplainedField['origin']['kind'], string>> = {
  file: '',
  default: ' (default of module ',
  module: ' (made by ',
};

function fieldText({ path, value, origin, chain }: ExplainedField): string {
  const by = BY[origin.kind];
  const lines = [
    `${printable(path)} = ${printable(JSON.stringify(value))}\n    ${place(origin.span)}${by === '' ? '' : `${by}${origin.by})`}\n`,
  ];
  if (chain.length > 1) {
    for (const { layer, span, value: given, wins } of chain) {
      lines.push(
        `    ${wins ? '>' : ' '} ${printable(layer)}  ${place(span)}  ${printable(JSON.stringify(given))}\n`,
      );
    }
  }
  return lines.join('');
}

function place({ source, start }: Span): string {
  const { line, column } = positionOf(source, start);
  return `${printable(source.path)}:${String(line)}:${String(column)}`;
}
