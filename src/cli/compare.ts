import { type Command, exitCodes, json } from './command.ts'
import { needed } from './needed.ts'
import { nothing } from './nothing.ts'
import { renderComparison } from './render.ts'

export const compare: Command = {
  name: 'compare',
  summary: 'Show what two pages share and what one changed',
  usage: 'A B',
  about: 'A and B are page ids, as a story shows them. Cut words are marked [-so-], added ones {+so+}, moved ones ~so~.',
  options: { json },
  examples: ['stemma compare page_0123456789abcdef page_fedcba9876543210'],
  async run({ args, values, open, print, tell, terminal }) {
    const [a, b] = needed(args, ['A', 'B'], 'stemma story ID shows the ids of its pages')
    const found = await (await open()).compare(a!, b!)
    if (!found) return nothing(tell, `No page ${a} or ${b}. "stemma story ID" shows the ids of its pages.`)
    print(values.json ? JSON.stringify(found) : renderComparison(found, terminal))
    return exitCodes.ok
  },
}
