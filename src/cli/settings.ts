import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse } from 'smol-toml'
import { z } from 'zod'
import { UsageError } from '#model/errors.ts'
import { type PluginsSettings, readPlugins } from '#plugin/config.ts'

/** Read once, here: options of the command line before `STEMMA_*` before stemma.toml before the defaults. */
const shape = z.strictObject({
  data: z.string().min(1, 'name a folder').optional(),
  database: z.string().min(1, 'give a URL').optional(),
  workers: z.coerce.number().int().min(1).max(256).optional(),
  host: z.string().optional(),
  port: z.coerce.number().int().min(0).max(65_535).optional(),
  /** A table of stemma.toml, or the same as JSON in STEMMA_PLUGINS; what is in it, plugin/ checks. */
  plugins: z.unknown().optional(),
})
export type Settings = Readonly<{
  data: string
  database: string | null
  workers: number | null
  host: string
  port: number
  plugins: PluginsSettings
  from: string | null
}>

export const settingNames = Object.keys(shape.shape) as readonly (keyof z.infer<typeof shape>)[]
export const defaultPort = 7411

export function readSettings(values: Readonly<Record<string, unknown>>, environment: NodeJS.ProcessEnv, folder = process.cwd()): Settings {
  const file = settingsFile(environment, folder)
  const layers = [fromFile(file), fromEnvironment(environment), pick(values)]
  const parsed = shape.safeParse(Object.assign({}, ...layers))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new UsageError(`setting "${issue.path.join('.') || 'stemma.toml'}": ${issue.message}`, `settings are ${settingNames.join(', ')}`)
  }
  const { data, database, workers, host, port, plugins } = parsed.data
  return {
    data: resolve(folder, data ?? defaultData(environment)),
    database: database ?? null,
    workers: workers ?? null,
    host: host ?? '127.0.0.1',
    port: port ?? defaultPort,
    plugins: readPlugins(typeof plugins === 'string' ? jsonOf(plugins) : (plugins ?? {})),
    from: file,
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError('STEMMA_PLUGINS is no JSON', 'docs/plugins.md shows how')
  }
}

/** `$XDG_DATA_HOME/stemma`, by the XDG Base Directory Specification 0.8 `~/.local/share/stemma`. */
const defaultData = (environment: NodeJS.ProcessEnv) => join(environment.XDG_DATA_HOME || join(homedir(), '.local/share'), 'stemma')

function settingsFile(environment: NodeJS.ProcessEnv, folder: string): string | null {
  const named = environment.STEMMA_CONFIG
  if (named) {
    if (!existsSync(named))
      throw new UsageError(`STEMMA_CONFIG names ${named}, which is not there`, 'write the file, or unset STEMMA_CONFIG')
    return named
  }
  const places = [join(folder, 'stemma.toml'), join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'stemma', 'stemma.toml')]
  return places.find((place) => existsSync(place)) ?? null
}

function fromFile(file: string | null): Record<string, unknown> {
  if (file === null) return {}
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file} cannot be read as TOML: ${(error as Error).message.split('\n')[0]}`, 'mend or remove the file')
  }
}

const fromEnvironment = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(
    settingNames.flatMap((name) =>
      environment[`STEMMA_${name.toUpperCase()}`] ? [[name, environment[`STEMMA_${name.toUpperCase()}`]]] : [],
    ),
  )
const pick = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(settingNames.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])))
