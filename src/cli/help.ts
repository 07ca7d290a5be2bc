import type { Command, Option } from './command.ts'
import { type Terminal, wrap } from './terminal.ts'

type Options = Readonly<Record<string, Option>>

export function overview(commands: readonly Command[], common: Options, { paint, columns }: Terminal): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    wrap(
      'Feed it news pages; get stories: each told once, with every copy, who copied whom and what they changed, who said what, and what happened when.',
      columns,
    ),
    '',
    paint('bold', 'Begin with'),
    '  stemma add FOLDER-OR-FILES-OR-URL…   take pages in',
    '  stemma stories                       list the stories they tell',
    '  stemma story ID                      read one, with its copies and its sources',
    '',
    paint('bold', 'Commands'),
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    paint('bold', 'Options of every command'),
    optionLines(common, columns),
    '',
    'stemma help COMMAND says more about one. Exit codes: 0 ok, 1 error, 2 usage, 3 partly failed, 4 nothing found.',
  ].join('\n')
}

export function helpFor(command: Command, common: Options, { paint, columns }: Terminal): string {
  return [
    `${paint('bold', `stemma ${command.name}`)} ${[command.usage, '[options]'].filter(Boolean).join(' ')}`,
    '',
    wrap(`${command.summary}.${command.about ? ` ${command.about}` : ''}`, columns),
    '',
    paint('bold', 'Options'),
    optionLines({ ...command.options, ...common }, columns),
    '',
    paint('bold', command.examples.length === 1 ? 'Example' : 'Examples'),
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n')
}

function optionLines(options: Options, columns: number): string {
  const heads = Object.entries(options).map(
    ([name, { short, value }]) => `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`,
  )
  const width = Math.max(...heads.map((head) => head.length))
  return Object.values(options)
    .map(
      ({ says, values }, index) =>
        `  ${heads[index]!.padEnd(width)}  ${wrap(values ? `${says}: ${values.join(', ')}` : says, columns, ' '.repeat(width + 4)).trimStart()}`,
    )
    .join('\n')
}

const farthest = 2 // edits: more is another word, not a slip

/** The name a slip of the fingers probably meant; undefined: none is near. */
export function closest(word: string, names: readonly string[]): string | undefined {
  return names
    .map((name) => ({ name, edits: edits(word, name) }))
    .filter((one) => one.edits <= farthest)
    .sort((a, b) => a.edits - b.edits)[0]?.name
}

/** Levenshtein distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
