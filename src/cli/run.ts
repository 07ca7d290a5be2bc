import { parseArgs } from 'node:util'
import { StemmaError, UsageError } from '#model/errors.ts'
import { openStemma, type Stemma, version } from '#stemma.ts'
import { type Command, type Context, type ExitCode, exitCodes, type Values } from './command.ts'
import { commands } from './commands.ts'
import { commonOptions } from './common.ts'
import { closest, helpFor, overview } from './help.ts'
import { readSettings } from './settings.ts'
import { terminalOf } from './terminal.ts'

/** Runs one command line. Nothing is thrown: the exit code and stderr say what happened. */
export async function main(argv: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<ExitCode> {
  const terminal = terminalOf(process.stdout, environment)
  const tell = (line: string) => process.stderr.write(`${line}\n`)
  try {
    const [name, ...rest] = argv
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') return help(rest[0], terminal)
    if (name === '--version' || name === '-V' || name === 'version') return say(version)
    const command = commandNamed(name)
    const { values, positionals } = parse(command, rest)
    if (values.help) return say(helpFor(command, commonOptions, terminal))
    return await withStemma(command, { args: positionals, values, settings: readSettings(values, environment), terminal, print, tell })
  } catch (error) {
    return report(error, tell)
  }
}

async function withStemma(command: Command, context: Omit<Context, 'open'>): Promise<ExitCode> {
  let opened: Stemma | undefined
  const { data, database, workers, plugins } = context.settings
  const open = async () => {
    if (opened) return opened
    opened = await openStemma({ data, ...(database === null ? {} : { database }), ...(workers === null ? {} : { workers }), plugins })
    if (!opened.writable) context.tell(`${data} may only be read: what is stored can be looked at, nothing can be added or decided.`)
    return opened
  }
  try {
    return await command.run({ ...context, open })
  } finally {
    await opened?.close()
  }
}

const help = (name: string | undefined, terminal: Context['terminal']): ExitCode =>
  say(name === undefined ? overview(commands, commonOptions, terminal) : helpFor(commandNamed(name), commonOptions, terminal))

function commandNamed(name: string): Command {
  const command = commands.find((one) => one.name === name)
  if (command) return command
  const near = closest(
    name,
    commands.map((one) => one.name),
  )
  throw new UsageError(`there is no command "${name}"`, near ? `did you mean "stemma ${near}"?` : '"stemma help" lists them')
}

function parse(command: Command, args: readonly string[]): { values: Values; positionals: string[] } {
  const options = { ...commonOptions, ...command.options }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    for (const [name, { values: allowed }] of Object.entries(options))
      if (allowed && values[name] !== undefined && !allowed.includes(String(values[name])))
        throw new UsageError(`--${name} cannot be "${values[name]}"`, `it is one of ${allowed.join(', ')}`)
    return { values, positionals }
  } catch (error) {
    if (error instanceof StemmaError) throw error
    const unknown = /'--?([\w-]+)/.exec((error as Error).message)?.[1]
    const near = unknown && closest(unknown, Object.keys(options))
    throw new UsageError(
      (error as Error).message.split('. ')[0]!,
      near ? `did you mean --${near}?` : `"stemma ${command.name} --help" lists the options`,
    )
  }
}

function report(error: unknown, tell: (line: string) => void): ExitCode {
  if (error instanceof StemmaError) {
    tell(`stemma: ${error.message}\n        ${error.advice}`)
    return error instanceof UsageError ? exitCodes.usage : exitCodes.error
  }
  tell(`stemma: this is a fault of ours: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return exitCodes.error
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)

function say(text: string): ExitCode {
  print(text)
  return exitCodes.ok
}
