import type { Json } from '../../../model/json.ts';
import type { KusionImport } from '../../../pipeline/import-kusion/import-kusion.ts';
import { printable } from '../../../report/printable.ts';

type Stack = KusionImport['stacks'][number];
type ComparedObject = Stack['objects'][number];

/** Longest value that is shown; `--output json` has all of it. */
const LONGEST = 60;

/** How each stack compares with its Spec: one line for each object, and below it what differs and why. */
export function proofLines(stacks: readonly Stack[]): string {
  return stacks.map(stackLines).join('');
}

function stackLines({ project, stack, workspace, objects }: Stack): string {
  const name = `${project}/${stack} in ${workspace}`;
  if (objects.length === 0) return `\n${name}: not compared with a Spec\n`;
  const counts = new Map<string, number>();
  for (const { verdict } of objects) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const counted = [...counts].map(([verdict, count]) => `${String(count)} ${verdict}`).join(', ');
  return `\n${name}: ${counted}\n${objects.map(objectLines).join('')}`;
}

function objectLines({ id, verdict, fields }: ComparedObject): string {
  const note = verdict === 'not-rendered' ? '  Terraform: choose a flavor of the module' : '';
  const lines = [`  ${verdict.padEnd(8)}  ${id}${note}`];
  for (const { path, ours, kusion, reason } of fields) {
    const why = reason ? `on purpose (${reason.id}): ${reason.text}` : 'NOT EXPLAINED';
    const values = path === '' ? '' : `${path}  Kusion ${short(kusion)}, Moorline ${short(ours)}  `;
    lines.push(`            ${values}${why}`);
  }
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function short(value: Json): string {
  if (value === null) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
