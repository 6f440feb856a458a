import type { DescribedCommand, DescribedOption, DescribedProgram, ValueSource } from './describe.ts';

const HELPERS = `_moorline_add() {
  local word
  for word in "$@"; do
    [[ "$word" == "$cur"* ]] && COMPREPLY+=("$word")
  done
}

_moorline_names() {
  local LC_ALL=C name
  while IFS= read -r name; do
    [[ "$name" =~ ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$ ]] && _moorline_add "$name"
  done < <(moorline completion names "$1" \${dir:+-C "$dir"} 2>/dev/null)
}

_moorline_paths() {
  local path
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$cur")
  compopt -o filenames 2>/dev/null
}`;

/** Reads the words so far: the command, an option that waits for its value, the place of an argument. */
const MAIN = `_moorline() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" command="" option="" dir="" position=0 i each
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    each="\${COMP_WORDS[i]}"
    # bash takes --stack=web for three words
    if [[ "$each" == "=" && "\${COMP_WORDS[i - 1]}" == --* ]]; then
      continue
    elif [[ -n "$option" ]]; then
      [[ "$option" == -C ]] && dir="$each"
      option=""
    elif [[ "$each" == -* ]]; then
      _moorline_takes_value "$command $each" && option="$each"
    elif [[ -z "$command" ]]; then
      command="$each"
    else
      position=$((position + 1))
    fi
  done
  [[ "$cur" == "=" && -n "$option" ]] && cur=""
  if [[ -n "$option" ]]; then
    _moorline_value "$command $option"
  elif [[ "$cur" == -* ]]; then
    _moorline_options "$command"
  elif [[ -z "$command" ]]; then
    _moorline_commands
  else
    _moorline_argument "$command $position"
  fi
  return 0
}`;

/**
 * The completion script for bash, 3.2 and later. Nothing is evaluated: words come from fixed lists,
 * names are checked and only ever compared and copied.
 */
export function bashScript({ options, commands }: DescribedProgram): string {
  return `# bash completion for moorline; load it with: source <(moorline completion bash)

${HELPERS}

_moorline_value() {
  case "$1" in
${commands.map(({ name, options: own }) => valueCases(name, own)).join('')}${valueCases(undefined, options)}  esac
}

_moorline_takes_value() {
  case "$1" in
    ${[...commands.flatMap(({ name, options: own }) => valueKeys(name, own)), ...valueKeys(undefined, options)].join('|')}) return 0 ;;
  esac
  return 1
}

_moorline_argument() {
  case "$1" in
${commands.map(argumentCases).join('')}  esac
}

_moorline_options() {
  _moorline_add ${words(flagsOf(options))}
  case "$1" in
${commands.map(optionCases).join('')}  esac
}

_moorline_commands() {
  _moorline_add ${words(commands.map(({ name }) => name))}
}

${MAIN}

complete -F _moorline moorline
`;
}

function flagsOf(options: readonly DescribedOption[]): readonly string[] {
  return options.flatMap(({ flags }) => flags);
}

/** Patterns of `command flag`, for the flags that take a value; without a command, of any. */
function valueKeys(command: string | undefined, options: readonly DescribedOption[]): readonly string[] {
  const keyOf = (flag: string) =>
    command === undefined ? `*${word(` ${flag}`)}` : word(`${command} ${flag}`);
  return flagsOf(options.filter(({ value }) => value)).map(keyOf);
}

function valueCases(command: string | undefined, options: readonly DescribedOption[]): string {
  return options
    .flatMap((option) => {
      const action = option.value && actionOf(option.value);
      return action === undefined ? [] : [`    ${valueKeys(command, [option]).join('|')}) ${action} ;;\n`];
    })
    .join('');
}

function optionCases({ name, options }: DescribedCommand): string {
  return options.length === 0 ? '' : `    ${word(name)}) _moorline_add ${words(flagsOf(options))} ;;\n`;
}

function argumentCases({ name, args }: DescribedCommand): string {
  return args
    .flatMap((value, position) => {
      const action = actionOf(value);
      return action === undefined ? [] : [`    ${word(`${name} ${position}`)}) ${action} ;;\n`];
    })
    .join('');
}

function actionOf(value: ValueSource): string | undefined {
  switch (value.kind) {
    case 'words':
      return `_moorline_add ${words(value.words)}`;
    case 'names':
      return `_moorline_names ${value.of}`;
    case 'files':
      return '_moorline_paths -f';
    case 'folders':
      return '_moorline_paths -d';
    case 'nothing':
      return undefined;
  }
}

function words(texts: readonly string[]): string {
  return texts.map(word).join(' ');
}

/** A text in single quotes, which keep everything as it is. */
function word(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
