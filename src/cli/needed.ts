import { UsageError } from '#model/errors.ts'

/** The positional arguments a command cannot do without. */
export function needed(args: readonly string[], names: readonly string[], advice: string): readonly string[] {
  if (args.length < names.length) throw new UsageError(`${names[args.length]} is missing`, advice)
  if (args.length > names.length) throw new UsageError(`"${args[names.length]}" is one argument too many`, `give ${names.join(' ')}`)
  return args
}
