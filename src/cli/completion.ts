import { UsageError } from '#model/errors.ts'
import { type Command, exitCodes } from './command.ts'
import { commands } from './commands.ts'
import { commonOptions } from './common.ts'

const shells = ['bash', 'zsh', 'fish'] as const

export const completion: Command = {
  name: 'completion',
  summary: 'Print a completion script for a shell',
  usage: shells.join('|'),
  options: {},
  examples: [
    'source <(stemma completion bash)',
    'stemma completion zsh > ~/.zfunc/_stemma',
    'stemma completion fish > ~/.config/fish/completions/stemma.fish',
  ],
  async run({ args, print }) {
    const shell = args[0]
    if (shell === 'bash') print(bash())
    else if (shell === 'zsh') print(zsh())
    else if (shell === 'fish') print(fish())
    else
      throw new UsageError(shell === undefined ? 'a shell is missing' : `no completion for "${shell}"`, `shells are ${shells.join(', ')}`)
    return exitCodes.ok
  },
}

const optionsOf = (command: Command) => Object.keys({ ...command.options, ...commonOptions }).map((name) => `--${name}`)
/** What may follow a command in place of an argument. */
const withWords = () => commands.flatMap(({ name, words }) => (words ? [{ name, words: words.join(' ') }] : []))
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

function bash(): string {
  return `_stemma() {
  local word=\${COMP_WORDS[COMP_CWORD]}
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted(commands.map(({ name }) => name).join(' '))} -- "$word"))
    return
  fi
  if [ "$COMP_CWORD" -eq 2 ]; then
    case "\${COMP_WORDS[1]}" in
${withWords()
  .map(
    ({ name, words }) => `      ${name}) COMPREPLY=($(compgen -W ${quoted(words)} -- "$word")); [ \${#COMPREPLY[@]} -gt 0 ] && return ;;`,
  )
  .join('\n')}
    esac
  fi
  case "$word" in
    -*) case "\${COMP_WORDS[1]}" in
${commands.map((command) => `      ${command.name}) COMPREPLY=($(compgen -W ${quoted(optionsOf(command).join(' '))} -- "$word")) ;;`).join('\n')}
    esac ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _stemma stemma`
}

function zsh(): string {
  return `#compdef stemma
_stemma() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  if (( CURRENT == 3 )); then
    case $words[2] in
${withWords()
  .map(({ name, words }) => `      ${name}) compadd -- ${words} ;;`)
  .join('\n')}
    esac
  fi
  case $words[2] in
${commands.map((command) => `    ${command.name}) compadd -- ${optionsOf(command).join(' ')}; _files ;;`).join('\n')}
  esac
}
compdef _stemma stemma`
}

function fish(): string {
  const words = withWords().map(({ name, words }) => `complete -c stemma -n '__fish_seen_subcommand_from ${name}' -a ${quoted(words)}`)
  return commands
    .flatMap((command) => [
      `complete -c stemma -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`,
      ...Object.entries({ ...command.options, ...commonOptions }).map(
        ([name, { says }]) => `complete -c stemma -n '__fish_seen_subcommand_from ${command.name}' -l ${name} -d ${quoted(says)}`,
      ),
    ])
    .concat(words)
    .join('\n')
}
