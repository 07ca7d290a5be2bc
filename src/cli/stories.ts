import { type Command, exitCodes, json, limit } from './command.ts'
import { nothing } from './nothing.ts'
import { dayOf, numberOf, picked } from './numbers.ts'
import { renderStoryLine } from './render.ts'

export const stories: Command = {
  name: 'stories',
  summary: 'List stories, the newest first',
  usage: '',
  about: 'Each line counts pages and independent reports apart: two hundred copies of one agency report are one report.',
  options: {
    limit,
    json,
    outlet: { type: 'string', value: 'NAME', says: 'only stories that this outlet carries' },
    agency: { type: 'string', value: 'NAME', says: 'only stories that credit this agency' },
    after: { type: 'string', value: 'DATE', says: 'published on or after this day' },
    before: { type: 'string', value: 'DATE', says: 'published before this day' },
  },
  examples: ['stemma stories', 'stemma stories --agency AFP --after 2024-10-01', 'stemma stories --json | head -1'],
  async run({ values, open, print, tell, terminal }) {
    const stemma = await open()
    const rows = await stemma.stories({
      limit: numberOf(values.limit, 'limit', 50),
      ...picked(values, ['outlet', 'agency']),
      ...dayOf(values, 'after'),
      ...dayOf(values, 'before'),
    })
    for (const row of rows) print(values.json ? JSON.stringify(row) : `${renderStoryLine(row, terminal)}\n`)
    if (rows.length > 0) return exitCodes.ok
    return nothing(tell, 'No stories. Take pages in with: stemma add FOLDER-OR-FILES-OR-URL…')
  },
}
