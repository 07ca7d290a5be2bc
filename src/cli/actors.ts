import { type Command, exitCodes, json, limit } from './command.ts'
import { nothing } from './nothing.ts'
import { numberOf, picked } from './numbers.ts'
import { count } from './terminal.ts'

export const actors: Command = {
  name: 'actors',
  summary: 'List who stands in events, those of most events first',
  usage: '',
  options: {
    limit,
    json,
    name: { type: 'string', value: 'NAME', says: 'only actors with this in their name' },
    country: { type: 'string', value: 'CODE', says: 'only actors of this country: ISO 3166-1 alpha-3, IGO for a body of several' },
  },
  examples: ['stemma actors', 'stemma actors --country FIN'],
  async run({ values, open, print, tell, terminal }) {
    const rows = await (await open()).actors({ limit: numberOf(values.limit, 'limit', 50), ...picked(values, ['name', 'country']) })
    for (const row of rows)
      print(
        values.json
          ? JSON.stringify(row)
          : `${row.name}${row.country ? `, ${row.country}` : ''}: ${count(row.events, 'event')} in ${count(row.stories, 'story', 'stories')}  ${terminal.paint('dim', row.id)}`,
      )
    if (rows.length > 0) return exitCodes.ok
    return nothing(tell, 'No actors.')
  },
}
