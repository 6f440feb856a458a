import type { DescribedCommand, DescribedOption, DescribedProgram, ValueSource } from './describe.ts';

/** The completion script for zsh; works when it is sourced and as a file `_moorline` of `fpath`. */
export function zshScript({ options, commands }: DescribedProgram): string {
  const common = options.flatMap(optionSpecs);
  return `#compdef moorline
# zsh completion for moorline; load it with: source <(moorline completion zsh)

# the last argument says of what; those before it are for compadd
_moorline_names() {
  setopt local_options extended_glob
  local LC_ALL=C dir="\${(Q)opt_args[-C]:-$before}"
  local -a found
  found=("\${(@f)$(moorline completion names "\${@[-1]}" \${dir:+-C} \${dir:+"$dir"} 2>/dev/null)}")
  found=(\${(M)found:#[a-z0-9]([-a-z0-9]#[a-z0-9]|)})
  compadd "\${@[1,-2]}" -- "\${found[@]}"
}

_moorline() {
  local context state state_descr line before
  local -a commands common
  typeset -A opt_args
  common=(
${common.map((spec) => `    ${spec}\n`).join('')}  )
  _arguments -C "\${common[@]}" '1: :->command' '*:: :->rest' && return
  before="\${opt_args[-C]}"
  if [[ "$state" == command ]]; then
    commands=(
${commands.map(({ name, about }) => `      ${word(`${name}:${about}`)}\n`).join('')}    )
    _describe command commands
    return
  fi
  case "$words[1]" in
${commands.map(commandCase).join('')}  esac
}

if [[ "$funcstack[1]" == _moorline ]]; then
  _moorline "$@"
else
  compdef _moorline moorline
fi
`;
}

function commandCase({ name, options, args }: DescribedCommand): string {
  const specs = [
    '"${common[@]}"',
    ...options.flatMap(optionSpecs),
    ...args.map((value, i) => word(`${i + 1}: :${actionOf(value)}`)),
  ];
  return `    ${word(name)})\n      _arguments \\\n${specs.map((spec) => `        ${spec}`).join(' \\\n')}\n      ;;\n`;
}

function optionSpecs({ flags, about, value }: DescribedOption): readonly string[] {
  const text = about.replaceAll(/[\\[\]:]/g, String.raw`\$&`);
  return flags.map((flag) => {
    if (!value) return word(`${flag}[${text}]`);
    // any option may be repeated: completing it again does no harm
    return word(`*${flag}${flag.startsWith('--') ? '=' : '+'}[${text}]: :${actionOf(value)}`);
  });
}

function actionOf(value: ValueSource): string {
  switch (value.kind) {
    case 'words':
      return `(${value.words.join(' ')})`;
    case 'names':
      return `_moorline_names ${value.of}`;
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'nothing':
      return ' ';
  }
}

/** A text in single quotes, which keep everything as it is. */
function word(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
