import type { ParseArgsOptionsConfig } from 'node:util'
import type { Stemma } from '#stemma.ts'
import type { Settings } from './settings.ts'
import type { Terminal } from './terminal.ts'

export const exitCodes = { ok: 0, error: 1, usage: 2, partly: 3, nothing: 4 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
export type Context = Readonly<{
  args: readonly string[]
  values: Values
  settings: Settings
  terminal: Terminal
  /** Opens the data folder; main closes it when the command is done. */
  open: () => Promise<Stemma>
  print: (line: string) => void
  /** To stderr, for people: progress, warnings. */
  tell: (line: string) => void
}>

export type Option = ParseArgsOptionsConfig[string] & Readonly<{ says: string; value?: string; values?: readonly string[] }>
export type Command = Readonly<{
  name: string
  summary: string
  /** What stands after the name: `PATH…` */
  usage: string
  /** What may stand first after the name, beside the arguments: for completion. */
  words?: readonly string[]
  /** More than the summary: what it does with what, in a few lines. */
  about?: string
  options: Readonly<Record<string, Option>>
  examples: readonly string[]
  run: (context: Context) => Promise<ExitCode>
}>

export const json: Option = { type: 'boolean', says: 'print JSON, one object a line' }
export const limit: Option = { type: 'string', short: 'n', value: 'N', says: 'at most so many' }
