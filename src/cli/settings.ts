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
  token: z.string().optional(),
  'token-file': z.string().min(1, 'name a file').optional(),
  /** A table of stemma.toml, or the same as JSON in STEMMA_PLUGINS; what is in it, plugin/ checks. */
  plugins: z.unknown().optional(),
})
export type Settings = Readonly<{
  data: string
  database: string | null
  workers: number | null
  host: string
  port: number
  /** What those who ask must show; null: nothing. */
  token: Token
  plugins: PluginsSettings
  from: string | null
}>

type Token = Readonly<{ token: string } | { file: string }> | null

export const settingNames = Object.keys(shape.shape) as readonly (keyof z.infer<typeof shape>)[]
const defaultPort = 7411

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
    token: tokenOf(layers, folder),
    plugins: readPlugins(typeof plugins === 'string' ? jsonOf(plugins) : (plugins ?? {})),
    from: file,
  }
}

/** The token itself or a file that holds it, whichever the nearest layer gives. */
function tokenOf(layers: readonly Readonly<Record<string, unknown>>[], folder: string): Token {
  const layer = layers.findLast((one) => one.token !== undefined || one['token-file'] !== undefined)
  if (!layer) return null
  const [token, file] = [layer.token, layer['token-file']]
  if (token !== undefined && file !== undefined) throw new UsageError('there are a token and a file with a token', 'give one of the two')
  return file === undefined ? { token: String(token) } : { file: resolve(folder, String(file)) }
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

/** `STEMMA_TOKEN_FILE` of `token-file`. */
export const variableOf = (setting: string): string => `STEMMA_${setting.toUpperCase().replaceAll('-', '_')}`

const fromEnvironment = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(settingNames.flatMap((name) => (environment[variableOf(name)] ? [[name, environment[variableOf(name)]]] : [])))
const pick = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(settingNames.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])))

/** The token that those who ask must show, read when it is needed. Errors: UsageError when the file cannot be read or holds no token. */
export function readToken(token: Token): string | null {
  if (token === null || 'token' in token) return token?.token ?? null
  try {
    const [line = ''] = readFileSync(token.file, 'utf8').split('\n')
    if (line.trim() !== '') return line.trim()
  } catch (error) {
    throw new UsageError(`${token.file} cannot be read: ${(error as Error).message}`, 'name the file that holds the token', {
      cause: error,
    })
  }
  throw new UsageError(`${token.file} holds no token`, 'write it into the first line')
}
