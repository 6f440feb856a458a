import { relative, resolve } from 'node:path';
import { BUILT_IN_MODULES } from '../../../pipeline/built-in.ts';
import { initRepository } from '../../../pipeline/scaffold/init-repository.ts';
import { checkName, checkTemplateProject } from '../../check-name.ts';
import { CommandError, type CommandRequest, type CommandResult } from '../../command.ts';
import { fileData, fileLines, fileSummary } from '../../file-lines.ts';
import { ask, mayAsk } from './ask.ts';

const TEMPLATES = ['service', 'job', 'multi'];

/** `moorline init`: adds what a repository lacks to pass check and render. */
export async function run(request: CommandRequest): Promise<CommandResult> {
  const { args, options, global, io } = request;
  const root = resolve(global.dir, args[0] ?? '.');
  const dryRun = options['dryRun'] === true;
  const { project, template } = await chosen(request);
  const files = initRepository({
    root,
    template,
    project,
    workspaces: workspaceNames(String(options['workspaces'])),
    controller: String(options['controller']),
    modules: BUILT_IN_MODULES,
    dryRun,
  });
  return {
    diagnostics: [],
    text: `${fileLines(files)}${nextCommands(shownFolder(io.cwd, root))}`,
    data: fileData(files),
    summary: fileSummary(files, dryRun),
  };
}

async function chosen(request: CommandRequest): Promise<{ project: string; template: string }> {
  const name = textOption(request, 'name');
  const template = textOption(request, 'template');
  const isAsked = (name === undefined || template === undefined) && mayAsk(request);
  const [askedName, askedTemplate] = isAsked
    ? await ask([
        { text: 'Name of the first project', fallback: name ?? 'shop', option: '--name' },
        {
          text: `What to start with: ${TEMPLATES.join(', ')}`,
          fallback: template ?? 'service',
          option: '--template',
        },
      ])
    : [name ?? 'shop', template ?? 'service'];
  if (!TEMPLATES.includes(askedTemplate ?? '')) {
    throw new CommandError(
      'USAGE',
      `There is no template "${askedTemplate ?? ''}". There are: ${TEMPLATES.join(', ')}.`,
    );
  }
  return { project: checkTemplateProject(askedName ?? ''), template: askedTemplate ?? '' };
}

function textOption({ options }: CommandRequest, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

function workspaceNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => checkName('a workspace', name.trim()));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new CommandError('USAGE', `The workspace "${twice}" is named twice.`);
  if (names.includes('base')) {
    throw new CommandError(
      'USAGE',
      'A workspace cannot be called "base" here: that folder is the layer its stacks share.',
    );
  }
  return names;
}

function shownFolder(cwd: string, root: string): string {
  const inside = relative(cwd, root);
  return inside.startsWith('..') ? root : inside;
}

function nextCommands(dir: string): string {
  const [inside, git] = dir === '' ? ['', ''] : [` -C ${quoted(dir)}`, ` -C ${quoted(dir)}`];
  const commands = [
    [`moorline check${inside}`, 'show everything that is wrong: nothing yet'],
    [`moorline render${inside}`, 'see the manifests on stdout'],
    [`git${git} add .`, 'then commit: the files belong into Git'],
  ] as const;
  const width = Math.max(...commands.map(([command]) => command.length));
  return `\nNext:\n${commands.map(([command, what]) => `  ${command.padEnd(width)}  ${what}\n`).join('')}`;
}

/** A path that can be pasted into a shell. */
function quoted(path: string): string {
  return /^[-\w./@%+=:,]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
