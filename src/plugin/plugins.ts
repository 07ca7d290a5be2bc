import { type Claims, type Heard, type ReadingTask, readingTasks } from '#model/heard.ts'
import { makeId } from '#model/ids.ts'
import type { Span } from '#model/span.ts'
import { claimsIn, Refused } from './claims.ts'
import type { PluginSettings, PluginsSettings } from './config.ts'
import { questionVersion } from './questions.ts'
import { askServer } from './server.ts'
import { Transformer } from './transformer.ts'

export type Plugin = Readonly<{
  task: ReadingTask
  /** Who speaks, as a reading notes it: `server NAME@1`, with the model's name and the version of our questions. */
  reader: string
  /** Under what its answers are stored: other settings, another key. */
  key: string
  /** One text's answer, checked. Never throws: what cannot be believed says why. */
  hear(text: string): Promise<Heard>
}>
export type Plugins = Readonly<{ all: readonly Plugin[]; close(): Promise<void> }>

/** Code units of one question: small models lose the thread in longer texts. A paragraph is never cut, unless it is longer alone. */
const longestQuestion: Readonly<Record<PluginSettings['kind'], number>> = { server: 8_000, transformer: 1_500 }
/** Code units of a text; longer ones are lists and books, and are read by our own reader. */
const longestText = 100_000
/** After so many failures in a row a plug-in is not asked again in this run: a dead server would cost its time for every page. */
const mostFailures = 5

export function openPlugins(settings: PluginsSettings, environment: NodeJS.ProcessEnv = process.env): Plugins {
  const opened = readingTasks.flatMap((task) => (settings[task] ? [openPlugin(task, settings[task], environment)] : []))
  return {
    all: opened,
    async close() {
      for (const plugin of opened) await plugin.close()
    },
  }
}

function openPlugin(task: ReadingTask, settings: PluginSettings, environment: NodeJS.ProcessEnv): Plugin & { close(): Promise<void> } {
  const transformer = settings.kind === 'transformer' ? new Transformer(settings, task) : null
  const reader = `${settings.kind} ${settings.model}@${questionVersion}`
  const place = settings.kind === 'server' ? settings.url : (settings.pipeline ?? '')
  const turn = turnsOf(settings.atOnce)
  let failures = 0
  const ask = (text: string) =>
    turn(() => (transformer ? transformer.ask(text) : askServer(settings as PluginSettings & { kind: 'server' }, task, text, environment)))
  return {
    task,
    reader,
    key: makeId('plugin', task, reader, place),
    async hear(text) {
      if (text.length > longestText) return { task, reader, refused: `the text has more than ${longestText} characters` } as Heard
      try {
        if (failures >= mostFailures) throw new Refused(`it failed ${mostFailures} times in a row and is not asked again in this run`)
        const claims = await claimsOf(task, text, longestQuestion[settings.kind], ask)
        failures = 0
        return { task, reader, claims } as Heard
      } catch (error) {
        failures += 1
        return { task, reader, refused: error instanceof Refused ? error.message : 'it failed in a way of its own' } as Heard
      }
    },
    close: async () => transformer?.close(),
  }
}

async function claimsOf(
  task: ReadingTask,
  text: string,
  longest: number,
  ask: (text: string) => Promise<unknown>,
): Promise<Claims[ReadingTask]> {
  const parts = partsOf(text, longest)
  const answers = await Promise.all(
    parts.map(async ({ start, end }) => {
      const part = text.slice(start, end)
      return shifted(claimsIn(task, part, await ask(part)), start)
    }),
  )
  return answers.flat() as unknown as Claims[ReadingTask]
}

/** Stretches of whole paragraphs, end to end, none longer than `longest` if it can be helped. */
export function partsOf(text: string, longest: number): readonly Span<'article'>[] {
  const parts: Span<'article'>[] = []
  let start = 0
  while (text.length - start > longest) {
    const paragraph = text.lastIndexOf('\n\n', start + longest)
    const space = text.lastIndexOf(' ', start + longest)
    const end = paragraph > start ? paragraph + 2 : space > start ? space + 1 : start + longest
    parts.push({ start, end })
    start = end
  }
  return text.slice(start).trim() === '' ? parts : [...parts, { start, end: text.length }]
}

/** The same claims, with every span counted from the start of the whole text. */
function shifted<T>(claims: T, by: number): T {
  if (by === 0) return claims
  const move = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(move)
    if (value === null || typeof value !== 'object') return value
    const record = value as Record<string, unknown>
    if (typeof record.start === 'number' && typeof record.end === 'number') return { start: record.start + by, end: record.end + by }
    return Object.fromEntries(Object.entries(record).map(([name, one]) => [name, move(one)]))
  }
  return move(claims) as T
}

/** Lets at most `most` go at once; the others wait in the order they came. */
function turnsOf(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let going = 0
  return async (work) => {
    if (going < most) going += 1
    else await new Promise<void>((resolve) => waiting.push(resolve)) // whoever ends hands his place on
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else going -= 1
    }
  }
}
