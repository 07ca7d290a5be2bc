import { UsageError } from '#model/errors.ts'
import { type Command, exitCodes, json, limit } from './command.ts'
import { nothing } from './nothing.ts'
import { numberOf } from './numbers.ts'
import { harmless, wrap } from './terminal.ts'

export const search: Command = {
  name: 'search',
  summary: 'Find pages by their words',
  usage: 'WORDS…',
  about: 'All words must stand in the headline or the text of a page. Words in "double quotes" must stand together.',
  options: { limit, json },
  examples: ['stemma search bridge collapse', `stemma search '"container ship"' --json`],
  async run({ args, values, open, print, tell, terminal }) {
    if (args.length === 0) throw new UsageError('there are no words to search for', 'stemma search WORDS…')
    const hits = await (await open()).search(args.join(' '), { limit: numberOf(values.limit, 'limit', 20) })
    for (const hit of hits)
      print(
        values.json
          ? JSON.stringify(hit)
          : [
              terminal.paint('bold', harmless(hit.title ?? '(no headline)')),
              wrap(hit.snippet, terminal.columns, '  '),
              terminal.paint('dim', `  ${[hit.outlet, hit.published?.slice(0, 10), hit.page, hit.story].filter(Boolean).join(' · ')}`),
              '',
            ].join('\n'),
      )
    return hits.length > 0 ? exitCodes.ok : nothing(tell, `No page has all of these words: ${args.join(' ')}`)
  },
}
