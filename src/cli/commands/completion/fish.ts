import type { DescribedCommand, DescribedOption, DescribedProgram, ValueSource } from './describe.ts';

/** The completion script for fish. */
export function fishScript({ options, commands }: DescribedProgram): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# fish completion for moorline; load it with: moorline completion fish | source

function __moorline_names
    set -l words (commandline -opc)
    set -l dir
    for i in (seq 2 (count $words))
        test "$words[$i]" = -C; and set dir -C $words[(math $i + 1)]
    end
    moorline completion names $argv[1] $dir 2>/dev/null | string match -r '^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$'
end

complete -c moorline -f
${options.map((option) => optionLine('', option)).join('\n')}
${commands.map((command) => commandLines(command, `not __fish_seen_subcommand_from ${names}`)).join('')}`;
}

function commandLines({ name, about, options, args }: DescribedCommand, none: string): string {
  const seen = `__fish_seen_subcommand_from ${name}`;
  return [
    `complete -c moorline -n ${word(none)} -a ${word(name)} -d ${word(about)}`,
    ...options.map((option) => optionLine(` -n ${word(seen)}`, option)),
    ...args.flatMap((value) => {
      const taken =
        value.kind === 'words' ? `; and not __fish_seen_subcommand_from ${value.words.join(' ')}` : '';
      const action = actionOf(value);
      return action === undefined ? [] : [`complete -c moorline -n ${word(`${seen}${taken}`)} ${action}`];
    }),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function optionLine(condition: string, { flags, about, value }: DescribedOption): string {
  const names = flags
    .map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
    .join(' ');
  const action = value ? ` ${actionOf(value) ?? '-x'}` : '';
  return `complete -c moorline${condition} ${names}${action} -d ${word(about)}`;
}

function actionOf(value: ValueSource): string | undefined {
  switch (value.kind) {
    case 'words':
      return `-x -a ${word(value.words.join(' '))}`;
    case 'names':
      return `-x -a ${word(`(__moorline_names ${value.of})`)}`;
    case 'files':
      return '-r -F';
    case 'folders':
      return `-x -a ${word('(__fish_complete_directories)')}`;
    case 'nothing':
      return undefined;
  }
}

/** A text in single quotes; there only the quote and the backslash are special. */
function word(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}
