import { UsageError } from '#model/errors.ts'
import type { LogRow, StoryChange } from '#stemma.ts'
import { type Context, type ExitCode, exitCodes } from './command.ts'
import { nothing } from './nothing.ts'
import { numberOf } from './numbers.ts'
import { harmless, short, type Terminal } from './terminal.ts'

/** What a user can do to stories, by the word after `stemma story`. */
export const storyEdits: Readonly<Record<string, (context: Context) => Promise<ExitCode>>> = {
  merge: (context) => edit(context, ['ID', 'ID…'], (stemma, [first, ...ids], reason) => stemma.mergeStories([first!, ...ids], reason)),
  split: (context) => edit(context, ['ID', 'PAGE…'], (stemma, [id, ...pages], reason) => stemma.splitStory(id!, pages, reason)),
  pin: (context) => edit(context, ['ID', 'PAGE…'], (stemma, [id, ...pages], reason) => stemma.pinPages(id!, pages, reason)),
  unpin: (context) => edit(context, ['PAGE…'], (stemma, pages, reason) => stemma.unpinPages(pages, reason)),
  undo: (context) => edit(context, ['NUMBER'], (stemma, [number], reason) => stemma.undoDecision(decisionOf(number!), reason)),
  log,
}

type Opened = Awaited<ReturnType<Context['open']>>

async function edit(
  { args: [word, ...rest], values, open, print }: Context,
  names: readonly string[],
  carryOut: (stemma: Opened, args: readonly string[], reason: string | undefined) => Promise<StoryChange>,
): Promise<ExitCode> {
  if (rest.length < names.length) throw new UsageError(`${names[rest.length]} is missing`, `stemma story ${word} ${names.join(' ')}`)
  const reason = typeof values.reason === 'string' ? values.reason : undefined
  const change = await carryOut(await open(), rest, reason)
  print(values.json ? JSON.stringify(change) : renderChange(change))
  return exitCodes.ok
}

function decisionOf(number: string): number {
  if (/^[1-9]\d{0,14}$/.test(number)) return Number(number)
  throw new UsageError(`"${number}" is no number of a decision`, '"stemma story log" lists them')
}

const renderChange = ({ decision, stories, aliases }: StoryChange): string =>
  [
    `The pages are in ${stories.join(', ')} now.`,
    ...aliases.map(({ id, story }) => `${id} leads to ${story} now.`),
    ...(decision === null ? [] : [`This is decision ${decision}; "stemma story undo ${decision}" takes it back.`]),
  ].join('\n')

async function log({ args: [, story, ...more], values, open, print, tell, terminal }: Context): Promise<ExitCode> {
  if (more.length > 0) throw new UsageError(`"${more[0]}" is one argument too many`, 'stemma story log [ID]')
  const rows = await (await open()).storyLog({ story, limit: numberOf(values.limit, 'limit', usualLimit) })
  for (const row of rows) print(values.json ? JSON.stringify(row) : renderEntry(row, terminal))
  return rows.length > 0 ? exitCodes.ok : nothing(tell, 'Nothing was merged or split yet.')
}

const usualLimit = 50 // rows
const shownPages = 3

function renderEntry({ at, kind, by, decision, before, after, pages, why }: LogRow, { paint }: Terminal): string {
  const who = by === 'machine' ? 'Stemma' : `you${decision === null ? '' : `, decision ${decision}`}`
  const named = pages.slice(0, shownPages).join(', ') + (pages.length > shownPages ? ` and ${pages.length - shownPages} more` : '')
  return [
    `${paint('dim', at.slice(0, 16).replace('T', ' '))}  ${paint('bold', kind)} (${who})`,
    `  ${before.join(', ') || '–'} → ${after === null ? 'still to be carried out' : after.join(', ') || '–'}`,
    ...(why ? [`  ${short(harmless(why), 200)}`] : []),
    ...(named ? [paint('dim', `  ${named}`)] : []),
  ].join('\n')
}
