import { eventTypes } from '#model/reading.ts'
import { type Command, exitCodes, json, limit } from './command.ts'
import { nothing } from './nothing.ts'
import { numberOf, picked } from './numbers.ts'
import { renderEvent, renderQuote } from './render.ts'

export const quotes: Command = {
  name: 'quotes',
  summary: 'List who said what, over all stories',
  usage: '',
  options: {
    limit,
    json,
    speaker: { type: 'string', value: 'NAME', says: 'only what this speaker said' },
    story: { type: 'string', value: 'ID', says: 'only from this story' },
  },
  examples: ['stemma quotes --speaker Stoltenberg', 'stemma quotes --json --limit 100000 | wc -l'],
  async run({ values, open, print, tell, terminal }) {
    const limit = numberOf(values.limit, 'limit', usualLimit)
    const rows = await (await open()).quotes({ limit, ...picked(values, ['speaker', 'story']) })
    for (const row of rows)
      print(values.json ? JSON.stringify(row) : `${renderQuote(row.quote, terminal)}\n${terminal.paint('dim', `      ${row.story}`)}`)
    tellIfMore(rows.length, limit, tell)
    if (rows.length > 0) return exitCodes.ok
    return nothing(tell, 'No quotes.')
  },
}

export const events: Command = {
  name: 'events',
  summary: 'List who did what to whom, each event once however many copies tell it',
  usage: '',
  options: {
    limit,
    json,
    actor: { type: 'string', value: 'NAME', says: 'only events that this actor does' },
    recipient: { type: 'string', value: 'NAME', says: 'only events done to this one' },
    type: { type: 'string', value: 'TYPE', says: `only this PLOVER type: ${eventTypes.join(', ')}` },
    story: { type: 'string', value: 'ID', says: 'only from this story' },
  },
  examples: ['stemma events --type CONSULT', 'stemma events --actor Finland --json'],
  async run({ values, open, print, tell, terminal }) {
    const limit = numberOf(values.limit, 'limit', usualLimit)
    const rows = await (await open()).events({
      limit,
      ...picked(values, ['actor', 'recipient', 'type', 'story']),
    })
    for (const row of rows)
      print(values.json ? JSON.stringify(row) : `${renderEvent(row.event, terminal)}\n${terminal.paint('dim', `      ${row.story}`)}`)
    tellIfMore(rows.length, limit, tell)
    if (rows.length > 0) return exitCodes.ok
    return nothing(tell, 'No events.')
  },
}

const usualLimit = 50 // rows

/** A list that ends at its limit may go on: nobody should count it as whole. */
function tellIfMore(rows: number, limit: number, tell: (line: string) => void): void {
  if (rows === limit) tell(`The first ${limit}; --limit gives more.`)
}
