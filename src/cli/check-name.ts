import { DNS_LABEL, MAX_LABEL } from '../model/names.ts';
import { CommandError } from './command.ts';

/** Refuses a name that cannot be part of object names; `what` says whose name it is. */
export function checkName(what: string, name: string): string {
  if (name.length > MAX_LABEL)
    throw new CommandError(
      'USAGE',
      `The name of ${what} has ${name.length} characters; ${MAX_LABEL} is the most.`,
    );
  if (DNS_LABEL.test(name)) return name;
  const rule = 'lower-case letters, digits and "-", first and last a letter or digit';
  throw new CommandError('USAGE', `"${name}" cannot be the name of ${what}: ${rule}.`);
}

/** The same for a project made from a template: its name is the first part of the name of a Service. */
export function checkTemplateProject(name: string): string {
  if (/^[0-9]/.test(name)) {
    throw new CommandError(
      'USAGE',
      `"${name}" cannot be the name of a project with a Service: first a letter.`,
    );
  }
  return checkName('a project', name);
}
