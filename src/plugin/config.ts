import { z } from 'zod'
import { UsageError } from '#model/errors.ts'
import { type ReadingTask, readingTasks } from '#model/heard.ts'

const seconds = z.coerce.number().min(0.05).max(600)
const limits = {
  /** Seconds one answer may take. */
  timeout: seconds.default(60),
  /** Questions under way at once. */
  atOnce: z.coerce.number().int().min(1).max(64).default(2),
}
const server = z.strictObject({
  kind: z.literal('server'),
  /** Base address of an OpenAI-compatible server: what stands before `/chat/completions`. */
  url: z.string().superRefine((url, context) => {
    const fault = faultOf(url)
    if (fault !== null) context.addIssue({ code: 'custom', message: fault })
  }),
  model: z.string().min(1).max(200),
  /** The name of the environment variable that holds the key. The key itself stands in no file of ours. */
  keyFrom: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'is to be the name of an environment variable')
    .optional(),
  ...limits,
})
const transformer = z.strictObject({
  kind: z.literal('transformer'),
  /** A folder with a model (ONNX), or the name of one that was downloaded before. */
  model: z.string().min(1).max(1000),
  /** Where `node_modules/@huggingface/transformers` is looked for. Default: the working folder. */
  folder: z.string().optional(),
  /** `names` is read by token classification; text generation can do all three. */
  pipeline: z.enum(['token-classification', 'text-generation']).optional(),
  /** Whether a model that is not there may be fetched by that package. */
  download: z.boolean().default(false),
  ...limits,
})

const pluginShape = z.discriminatedUnion('kind', [server, transformer])
const pluginsShape = z.strictObject({ names: pluginShape, attributions: pluginShape, events: pluginShape }).partial()
export type ServerSettings = z.infer<typeof server>
export type TransformerSettings = z.infer<typeof transformer>
export type PluginSettings = z.infer<typeof pluginShape>
export type PluginsSettings = Readonly<Partial<Record<ReadingTask, PluginSettings>>>

/** What is wrong with a server's address; null: nothing. Plain http may only go to this machine, so no text crosses a wire unsealed. */
function faultOf(text: string): string | null {
  if (!URL.canParse(text)) return 'is no address'
  const url = new URL(text)
  if (url.username || url.password) return 'holds a name or password: give the key by keyFrom'
  if (url.search || url.hash) return 'has a query or fragment'
  if (url.protocol === 'https:') return null
  return url.protocol === 'http:' && isLoopback(url.hostname)
    ? null
    : 'is to be https, or http on this machine (localhost, 127.0.0.1, [::1])'
}

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)

/** Reads settings from outside. Errors: UsageError that names the field. */
export function readPlugins(value: unknown): PluginsSettings {
  const parsed = pluginsShape.safeParse(value)
  if (parsed.success) return parsed.data as PluginsSettings
  const { path, message } = parsed.error.issues[0]!
  throw new UsageError(
    `plug-in setting "${path.join('.') || 'plugins'}": ${message}`,
    `docs/plugins.md shows how; tasks are ${readingTasks.join(', ')}`,
  )
}
